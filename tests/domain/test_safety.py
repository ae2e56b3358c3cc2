"""The cards: what each must say, in which order they stand, and of whom they speak."""

import re

import pytest

from matcher.domain.answers import ForWhom
from matcher.domain.cards import CARDS, CardId
from matcher.domain.helplines import CONSENT_FORM, CRISIS, DOMESTIC_VIOLENCE, ON_EVERY_PAGE, SAMHSA
from matcher.domain.intake import needs_from
from matcher.domain.safety import ShownCard, shown
from matcher.domain.voice import Person
from tests.families import answers, cards

ORDER = [
    "overdose_now",
    "suicidal",
    "withdrawal_emergency",
    "do_not_stop_suddenly",
    "pregnancy",
    "opioids",
    "keep_medication",
    "violence",
    "couples_evidence",
    "family",
    "waiting",
    "red_flags",
]
ALWAYS = ["waiting", "red_flags"]


def text(card, for_whom=None, people=(Person.PERSON,)):
    return " ".join(str(line) for line in ShownCard(CardId(card), people).body(for_whom))


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("overdose_now", ["911", "naloxone", "every 2 to 3 minutes", "rescue breaths", "Stay"]),
        ("overdose_now", ["Naloxone is safe", "not sure"]),
        ("suicidal", ["Call or text 988", "any time", "911"]),
        ("withdrawal_emergency", ["seizure", "delirium", "worse", "Call a doctor before", "911"]),
        ("withdrawal_emergency", ["confusion", "seeing things"]),
        ("do_not_stop_suddenly", ["alcohol or benzodiazepines", "seizures", "can kill"]),
        ("do_not_stop_suddenly", ["alone until a doctor has said how"]),
        ("opioids", ["break", "tolerance", "the old dose can kill", "naloxone at home"]),
        ("opioids", ["buprenorphine", "methadone", "risk of death", "do not need detox first"]),
        ("opioids", ["Detox alone", "no medicine after", "raises the risk of overdose"]),
        ("keep_medication", ["Methadone or buprenorphine should continue", "admitted, ask"]),
        ("pregnancy", ["opioids, alcohol", "benzodiazepines", "suddenly", "Call a doctor first"]),
        ("pregnancy", ["ask for methadone or buprenorphine"]),
        ("couples_evidence", ["helps when one partner uses", "both use", "promising"]),
        ("couples_evidence", ["little studied", "each needs their own treatment"]),
        ("violence", ["Joint sessions can be unsafe", "1-800-799-7233", "START to 88788"]),
        ("violence", ["do not have to tell anyone", "kept apart"]),
        ("waiting", ["interim care", "naloxone", "outpatient", "within 48 hours, try another"]),
        ("family", ["not your fault", "not your job to fix", "CRAFT", "62", "37", "115"]),
        ("family", ["Al-Anon or Nar-Anon", "Your own support matters, whatever they decide"]),
        ("red_flags", ["guarantee", "free travel", "presses", "clinical question"]),
        ("red_flags", ["hotline", "not name the program", "large sum up front"]),
    ],
)
def test_a_card_says_what_it_must(card, said):
    lower = text(card).lower()

    assert [words for words in said if words.lower() not in lower] == []


def test_the_cards_stand_in_their_order():
    everything = answers(
        danger=["violence", "suicidal", "overdose_now"],
        substances=["heroin", "alcohol"],
        withdrawal_history="seizure",
        pregnant="yes",
        medication_now="methadone",
        **{"for": "spouse"},
    )

    assert cards(needs_from(everything)) == [each for each in ORDER if each != "couples_evidence"]
    assert [card.value for card in CardId] == ORDER
    assert list(CARDS) == list(CardId)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ALWAYS),
        ({"danger": "overdose_now"}, ["overdose_now", *ALWAYS]),
        ({"danger": "suicidal"}, ["suicidal", *ALWAYS]),
        (
            {"substances": "alcohol", "daily": "no", "withdrawal_history": "delirium"},
            ["withdrawal_emergency", "do_not_stop_suddenly", *ALWAYS],
        ),
        ({"substances": "alcohol"}, ["do_not_stop_suddenly", *ALWAYS]),
        ({"pregnant": "yes"}, ["pregnancy", *ALWAYS]),
        ({"substances": "heroin"}, ["opioids", *ALWAYS]),
        ({"medication_now": "methadone"}, ["keep_medication", *ALWAYS]),
        ({"afraid": "yes"}, ["violence", *ALWAYS]),
        ({"couples": "wanted", "both_use": "yes"}, ["couples_evidence", *ALWAYS]),
        ({"ready": "unsure"}, ["family", *ALWAYS]),
        ({"family_part": "yes", "for": "self"}, ["family", *ALWAYS]),
        ({"for": "self"}, ALWAYS),
        ({"for": "client"}, ALWAYS),
        *[
            ({"for": who, "family_part": "no"}, ["family", *ALWAYS])
            for who in ("spouse", "partner", "child", "parent", "sibling", "friend")
        ],
        ({"for": "spouse", "afraid": "yes"}, ["violence", "family", *ALWAYS]),
    ],
)
def test_a_card_comes_exactly_when_its_rule_fires(given, expected):
    assert cards(needs_from(answers(**given))) == expected


def test_only_the_violence_card_is_private():
    assert [card.id for card in CARDS.values() if card.private] == [CardId.VIOLENCE]


@pytest.mark.parametrize(
    "card", ["overdose_now", "suicidal", "withdrawal_emergency", "do_not_stop_suddenly", "violence"]
)
def test_an_emergency_card_is_one_and_says_whom_to_call(card):
    assert CARDS[CardId(card)].emergency
    assert CARDS[CardId(card)].helplines


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id.value)
def test_no_card_leads_away_from_the_page(card):
    words = [str(line) for wording in card.body for line in (wording.you, wording.they)]

    assert not re.search(r"https?:|www\.|<a |\.(com|org|gov)\b", " ".join(words))


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id.value)
def test_every_card_has_a_title_and_a_source(card):
    assert str(card.title)
    assert str(card.source)


@pytest.mark.parametrize(
    ("card", "you"),
    [
        ("overdose_now", "give you naloxone"),
        ("suicidal", "If you are in danger"),
        ("withdrawal_emergency", "before you stop"),
        ("do_not_stop_suddenly", "Do not stop alone"),
        ("opioids", "if you use again"),
        ("pregnancy", "while you are pregnant"),
        ("keep_medication", "whether you can stay on it"),
        ("family", "whatever you decide"),
        ("waiting", "cannot see you"),
    ],
)
def test_a_card_says_you_where_someone_looks_for_themselves(card, you):
    assert you in text(card, ForWhom.SELF)
    assert you not in text(card, ForWhom.SPOUSE)
    assert you not in text(card, None)


@pytest.mark.parametrize(
    ("for_whom", "about", "said"),
    [
        (ForWhom.SELF, "About your partner", "if they use again"),
        (ForWhom.SPOUSE, "About you", "if you use again"),  # half of the couple asks
        (ForWhom.CHILD, "About their partner", "if they use again"),
        (None, "About their partner", "if they use again"),
    ],
)
def test_a_card_for_the_partner_is_worded_for_them(for_whom, about, said):
    (card,) = shown([(CardId.OPIOIDS, Person.PARTNER)])

    assert str(card.about(for_whom)) == about
    assert said in " ".join(map(str, card.body(for_whom)))


def test_a_card_for_both_speaks_to_both():
    (card,) = shown([(CardId.OPIOIDS, Person.PARTNER), (CardId.OPIOIDS, Person.PERSON)])

    said = [str(line) for line in card.body(ForWhom.SELF)]

    assert str(card.about(ForWhom.SELF)) == "About both of you"
    assert any("if you use again" in line for line in said)
    assert any("if they use again" in line for line in said)
    assert said.count("Keep naloxone at home. It can reverse an overdose.") == 1


def test_a_card_about_the_person_one_looks_for_needs_no_heading():
    (card,) = shown([(CardId.OPIOIDS, Person.PERSON)])

    assert card.about(ForWhom.SPOUSE) is None


def test_the_helplines_of_every_page():
    assert [line.number for line in ON_EVERY_PAGE] == ["911", "988", "1-800-662-4357"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [(CRISIS, "988"), (SAMHSA, "+18006624357"), (DOMESTIC_VIOLENCE, "+18007997233")],
)
def test_a_helpline_can_be_dialed(line, expected):
    assert line.dial == expected


def test_the_consent_form_is_named():
    assert "written consent" in str(CONSENT_FORM)
    assert "on day one" in str(CONSENT_FORM)
