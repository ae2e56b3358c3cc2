"""What is said to have been understood, and what is said not to have been."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answer_reading import read_answers, write_answers
from matcher.domain.answers import Answers
from matcher.domain.one_box.lexicon import PHRASES, RELATIONS
from matcher.domain.one_box.reading import LONGEST, understand
from matcher.domain.wizard_questions import BY_ID


def heard(sentence):
    return [(each.question, each.words) for each in understand(sentence).heard]


def test_every_answer_names_the_words_it_came_from():
    sentence = "my husbend uses herion and we want sessions together near Fresno, CA"

    assert heard(sentence) == [
        ("near", "Fresno, CA"),
        ("for", "my husbend"),
        ("substances", "herion"),
        ("couples", "sessions together"),
    ]


def test_the_second_person_is_heard_apart():
    sentence = "my wife drinks and I use heroin"

    assert heard(sentence) == [
        ("for", "my wife"),
        ("substances", "drinks"),
        ("partner_substances", "heroin"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("my son uses pills", ("pills",)),
        ("my brother uses meth and is homeless", ("homeless",)),
        ("no insurance, alcohol", ("insurance",)),
        ("he uses opioids, 30 miles from Fresno", ("opioids", "30 miles")),
        ("asdf qwer, zxcv", ("asdf qwer", "zxcv")),
        ("I have depression and my husband drinks", ("depression",)),
        ("my son uses heroin and my daughter drinks", ("daughter drinks",)),
        ("I don't know if my son uses heroin", ("heroin",)),
        ("in Reno NV or in Sparks NV", ("Reno NV", "Sparks NV")),
        ("I use heroin and my husband too", ("husband",)),
        ("my husband uses heroin", ()),
        ("please help us", ()),
    ],
)
def test_what_was_not_understood_is_said(sentence, expected):
    assert understand(sentence).not_understood == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("not heroin, only alcohol", ("not heroin",)),
        ("no cocaine or meth", ("no cocaine or meth",)),
        ("I stopped drinking", ("stopped drinking",)),
        ("he has no Medicaid but Medicare", ("no Medicaid",)),
        ("not in Fresno, CA", ("Fresno, CA",)),
        ("not pregnant", ()),  # that is an answer
    ],
)
def test_what_was_denied_is_said(sentence, expected):
    assert understand(sentence).ruled_out == expected


def test_a_denial_over_a_list_without_or_is_left_open():
    understood = understand("not heroin, alcohol")

    assert understood.answers == Answers()
    assert understood.not_understood == ("alcohol",)


def test_what_contradicts_itself_gives_no_answer():
    understood = understand("my wife is pregnant and my wife is not pregnant")

    assert understood.answers.pregnant is None


def test_a_long_text_is_read_at_its_beginning():
    understood = understand("my son uses heroin. " + "x " * LONGEST + "near Fresno, CA")

    assert write_answers(understood.answers) == {"for": "child", "substances": ["heroin"]}


@pytest.mark.parametrize(("phrase", "meaning"), PHRASES.items())
def test_every_phrase_gives_an_answer_that_is_asked_for(phrase, meaning):
    value = [meaning.value] if meaning.field in {"who", "substances", "danger"} else meaning.value
    if meaning.field == "within":
        return

    answers = read_answers({meaning.field: value})

    assert write_answers(answers)


@pytest.mark.parametrize("word", RELATIONS)
def test_every_relation_says_whom_one_looks_for(word):
    understood = understand(f"my {word} uses heroin")

    assert understood.answers.for_whom is RELATIONS[word]


words_people_use = st.sampled_from(
    sorted(
        {word for phrase in PHRASES for word in phrase}
        | RELATIONS.keys()
        | {"not", "no", "but", "only", "and", "or", "my", "i", "we", "he", "near", "in", "from"}
        | {",", ".", "Fresno", "CA", "93701"}
    )
)


@given(st.lists(words_people_use, max_size=25).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_without_a_stumble(sentence):
    understood = understand(sentence)

    answers = understood.answers
    assert read_answers(write_answers(answers)) == answers
    assert {each.question for each in understood.heard} <= BY_ID.keys()
    said = [each.words for each in understood.heard] + [*understood.not_understood]
    folded = sentence.casefold()
    assert all(words.casefold() in folded for words in [*said, *understood.ruled_out])


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Mn", "So", "Zs", "Po", "Nd"])))
def test_signs_without_words_say_nothing_but_perhaps_a_zip_code(sentence):
    answers = write_answers(understand(sentence).answers)

    assert answers.keys() <= {"near"}
