"""The wizard's questions: whom they are asked, what they take, and how they read afterwards."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answer_reading import (
    FIELDS,
    PARTNER_FIELDS,
    AnswersNotUnderstood,
    read_answers,
    write_answers,
)
from matcher.domain.answers import Answers
from matcher.domain.geography import Point
from matcher.domain.voice import Person
from matcher.domain.wizard import Shape, lines, settled
from matcher.domain.wizard_questions import BY_ID, QUESTIONS, answer, questions_for
from tests.families import answers, some_answers


def ids(family):
    return [question.id for question in questions_for(family)]


def said(family, *, private=False):
    return {
        line.question.id: [str(words) for words in line.answers]
        for line in lines(QUESTIONS, family, private=private)
    }


def test_danger_is_asked_first():
    assert QUESTIONS[0].id == "danger"


def test_every_answer_has_its_question():
    person = {question.slot for question in QUESTIONS if question.person is Person.PERSON}
    ticks = {name for question in QUESTIONS for name, _ in question.ticks}
    partner = {question.slot for question in QUESTIONS if question.person is Person.PARTNER}

    assert {field.slot for field in FIELDS} | {"near", "within"} == (person | ticks) - {""}
    assert {field.slot for field in PARTNER_FIELDS} == partner


def test_every_question_has_an_id_of_its_own():
    assert max(Counter(question.id for question in QUESTIONS).values()) == 1


def test_only_danger_and_fear_are_private():
    assert [question.id for question in QUESTIONS if question.private] == ["danger", "afraid"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_says_why_it_is_asked_and_every_choice_has_words(question):
    words = [question.heading, question.why, question.asks.you, question.asks.they]

    assert all(str(each).strip() for each in words)
    assert str(question.asks.you).endswith("?")
    assert str(question.asks.they).endswith("?")
    assert all(str(choice.label).strip() for choice in question.choices)
    assert question.choices or question.shape is Shape.PLACE


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, False),
        ({"substances": "heroin"}, False),
        ({"substances": "alcohol"}, True),
        ({"substances": ["heroin", "benzodiazepines"]}, True),
    ],
)
def test_withdrawal_is_asked_about_where_it_can_kill(given, asked):
    assert ("daily" in ids(answers(**given))) is asked
    assert ("withdrawal_history" in ids(answers(**given))) is asked


@pytest.mark.parametrize(
    ("given", "question", "asked"),
    [
        ({}, "medication_now", True),
        ({"substances": "gambling"}, "medication_now", False),
        ({"substances": ["gambling", "cannabis"]}, "medication_now", True),
        ({}, "pregnant", True),
        ({"who": "men"}, "pregnant", False),
        ({"who": ["men", "women"]}, "pregnant", True),
        ({}, "couples", True),
        ({"who": "adolescents"}, "couples", False),
        ({"both_use": "yes"}, "partner_substances", True),
        ({"both_use": "no"}, "partner_substances", False),
        ({}, "partner_substances", False),
        ({"both_use": "yes"}, "partner_daily", False),
        ({"both_use": "yes", "partner": {"substances": "alcohol"}}, "partner_daily", True),
        ({"both_use": "yes", "substances": "alcohol"}, "partner_daily", False),
    ],
)
def test_a_question_is_asked_only_where_it_can_matter(given, question, asked):
    assert (question in ids(answers(**given))) is asked


@pytest.mark.parametrize(
    ("question", "for_whom", "expected"),
    [
        ("substances", "self", "What do you use?"),
        ("substances", "spouse", "What do they use?"),
        ("partner_substances", "self", "What do they use?"),
        ("partner_substances", "spouse", "What do you use?"),
        ("both_use", "partner", "Do you and your partner both use?"),
        ("both_use", "child", "Do they and their partner both use?"),
        ("family_part", "self", "Does your family want to take part in treatment?"),
    ],
)
def test_a_question_speaks_to_whom_it_means(question, for_whom, expected):
    family = answers(**{"for": for_whom})

    assert str(BY_ID[question].ask(family)) == expected


def test_an_answer_is_taken_and_given_back():
    family = answer(Answers(), "near", ["Fresno, CA"])
    family = answer(family, "within_miles", ["anywhere"])
    family = answer(family, "substances", ["alcohol", "heroin"])
    family = answer(family, "both_use", ["yes"])
    family = answer(family, "partner_payment", ["not_sure"])
    family = answer(family, "extras", ["peer", "holistic"])

    assert write_answers(family) == {
        "near": "Fresno, CA",
        "within_miles": None,
        "substances": ["heroin", "alcohol"],
        "both_use": "yes",
        "partner": {"payment": ["not_sure"]},
        "holistic": "yes",
        "peer": "yes",
    }
    assert BY_ID["substances"].given(family) == ("heroin", "alcohol")
    assert BY_ID["extras"].given(family) == ("holistic", "peer")
    assert BY_ID["within_miles"].given(family) == ("anywhere",)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_can_be_skipped_again(question):
    family = answers(
        danger="suicidal", near="Fresno, CA", both_use="yes", partner={"substances": "heroin"}
    )

    skipped = question.answered(family, [])

    assert question.given(skipped) == ()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("for", ["cousin"]),
        ("for", ["spouse", "child"]),
        ("substances", ["heroin", "tea"]),
        ("within_miles", ["11"]),
        ("extras", ["sauna"]),
        ("near", ["x" * 81]),
        ("partner_daily", ["often"]),
    ],
)
def test_what_is_no_choice_is_refused(question, values):
    with pytest.raises(AnswersNotUnderstood) as refused:
        answer(Answers(), question, values)

    assert [error.field for error in refused.value.errors] == [question]


def test_an_answer_to_a_question_that_no_longer_applies_is_dropped():
    family = answers(substances="alcohol", daily="yes", both_use="yes", partner={"daily": "yes"})

    without_alcohol = answer(family, "substances", ["heroin"])
    alone = answer(family, "both_use", ["no"])

    assert without_alcohol.daily is None
    assert alone.partner is None
    assert (alone.daily, alone.substances) == (family.daily, family.substances)


@given(some_answers)
def test_settling_leaves_only_answers_that_are_asked_for(family):
    kept = settled(QUESTIONS, family)

    asked = questions_for(kept)
    assert all(question in asked for question in QUESTIONS if question.given(kept))
    assert settled(QUESTIONS, kept) == kept


@given(some_answers, st.data())
def test_what_a_question_gives_back_answers_it_again(family, data):
    question = data.draw(st.sampled_from([q for q in QUESTIONS if q.shape is not Shape.TICKS]))
    given_before = question.given(family)

    again = question.answered(family, given_before)

    assert set(question.given(again)) == set(given_before)


@given(some_answers)
def test_the_check_page_says_every_answer_in_words_and_no_private_one(family):
    shown = said(family)

    assert not {"danger", "afraid"} & shown.keys()
    assert all(all(words) for words in shown.values())


def test_the_private_answers_are_shown_only_when_opened():
    family = answers(afraid="yes", danger=["violence"])

    assert said(family, private=True) == {
        "danger": ["Someone is violent, or threatens to be"],
        "afraid": ["Yes"],
    }


def test_the_check_page_reads_as_it_was_answered():
    family = read_answers(
        {
            "near": "Fresno, CA",
            "for": "spouse",
            "substances": ["heroin", "alcohol"],
            "within_miles": 50,
            "both_use": "yes",
            "partner": {"substances": "cocaine"},
            "peer": "yes",
        }
    )

    shown = said(family)

    assert shown["near"] == ["Fresno, CA"]
    assert shown["for"] == ["My husband or wife"]
    assert shown["substances"] == ["Heroin", "Alcohol"]
    assert shown["within_miles"] == ["50 miles"]
    assert shown["daily"] == ["Not answered"]
    assert shown["partner_substances"] == ["Cocaine or crack"]
    assert shown["extras"] == ["A community of peers"]


def test_a_point_reads_as_its_degrees():
    assert BY_ID["near"].given(Answers(near=Point(36.7, -119.5))) == ("36.7,-119.5",)
