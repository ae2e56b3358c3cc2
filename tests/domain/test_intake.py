"""From answers to a search: what several rules make together, and in whose words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answers import Answers, Closeness, Substance, Who, Within
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.intake import merge, needs_from
from matcher.domain.message import msg
from matcher.domain.voice import Person
from matcher.importers.seeds import read_taxonomy
from tests.builders import FRESNO, must, wish
from tests.families import (
    ALWAYS_WISHED,
    answers,
    asked,
    because,
    cards,
    musts,
    some_answers,
    wishes,
)


def test_no_answers_fire_only_what_is_for_everyone():
    intake = needs_from(Answers())

    assert musts(intake) == {("open_to_everyone",)}
    assert wishes(intake) == ALWAYS_WISHED
    assert cards(intake) == ["waiting", "red_flags"]
    assert (intake.within_miles, intake.closeness) == (None, 0.35)


@given(some_answers)
def test_every_term_that_is_asked_stands_in_the_taxonomy(family):
    terms = asked(needs_from(family))

    assert terms <= read_taxonomy().terms.keys()


@given(some_answers)
def test_every_criterion_says_why_in_words(family):
    intake = needs_from(family)

    for each in (*intake.musts, *intake.wishes):
        assert each.because
        assert all(str(reason).endswith(".") for reason in each.because)


@given(some_answers)
def test_every_criterion_stands_once(family):
    intake = needs_from(family)

    keys = [each.criterion.key for each in (*intake.musts, *intake.wishes)]
    assert len(keys) == len(set(keys))


@given(some_answers)
def test_the_intake_is_a_search_as_it_stands(family):
    intake = needs_from(family)

    needs = intake.at(FRESNO)

    assert (needs.musts, needs.wishes) == (intake.musts, intake.wishes)
    assert (needs.within_miles, needs.closeness) == (intake.within_miles, intake.closeness)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("near_home", 0.6), ("balanced", 0.35), ("away_is_fine", 0.1), (None, 0.35)],
)
def test_how_much_nearness_counts(choice, expected):
    closeness = None if choice is None else Closeness(choice)

    intake = needs_from(Answers(closeness=closeness))

    assert intake.closeness == expected


@pytest.mark.parametrize(
    ("within", "expected"),
    [(Within.TEN, 10), (Within.TWO_HUNDRED_FIFTY, 250), (Within.ANYWHERE, None), (None, None)],
)
def test_how_far_is_looked(within, expected):
    intake = needs_from(Answers(within=within))

    assert intake.within_miles == expected


def test_a_must_beats_a_wish_and_keeps_both_reasons():
    intake = needs_from(answers(substances="heroin", pregnant="yes", **{"for": "self"}))

    assert ("maintenance_medication",) in musts(intake)
    assert ("maintenance_medication",) not in wishes(intake)
    assert because(intake, "maintenance_medication") == [
        "You said heroin. Methadone and buprenorphine cut the risk of death.",
        "You said you are pregnant. With opioids, ask for methadone or buprenorphine.",
    ]


def test_the_larger_weight_wins_and_keeps_both_reasons():
    intake = needs_from(answers(substances=["heroin", "cocaine"]))

    assert wishes(intake)["naloxone",] == 2
    assert because(intake, "naloxone") == [
        "You said heroin. Naloxone can reverse an overdose.",
        "You said cocaine. Fentanyl may be mixed in: keep naloxone at hand.",
    ]


def test_the_same_terms_in_another_order_are_the_same_criterion():
    musts_, wishes_ = merge([wish("a", "b", weight=2), must("b", "a"), wish("a", weight=1)])

    assert [each.criterion.terms for each in musts_] == [("a", "b")]
    assert [each.criterion.terms for each in wishes_] == [("a",)]


some_terms = st.lists(st.sampled_from("abc"), min_size=1, max_size=3)
some_reason = st.sampled_from(["One.", "Two.", "Three."])
something_asked = st.one_of(
    st.builds(
        lambda terms, why: Must(Criterion.any_of(terms), (msg(why),)), some_terms, some_reason
    ),
    st.builds(
        lambda terms, weight, why: Wish(Criterion.any_of(terms), weight, (msg(why),)),
        some_terms,
        st.sampled_from([1, 2, 3]),
        some_reason,
    ),
)


@given(st.lists(something_asked))
def test_merging_keeps_the_strongest_of_each_criterion_and_every_reason(several):
    musts_, wishes_ = merge(several)

    merged = {each.criterion.key: each for each in (*musts_, *wishes_)}
    assert merged.keys() == {each.criterion.key for each in several}
    for key, one in merged.items():
        same = [each for each in several if each.criterion.key == key]
        assert set(one.because) == {reason for each in same for reason in each.because}
        if any(isinstance(each, Must) for each in same):
            assert isinstance(one, Must)
        else:
            assert one.weight == max(each.weight for each in same)


def test_the_partner_brings_cards_and_no_criteria():
    alone = answers(substances="cocaine", **{"for": "self"})
    both = answers(
        substances="cocaine",
        both_use="yes",
        partner={"substances": "heroin", "medication_now": "methadone", "ready": "unsure"},
        **{"for": "self"},
    )

    intake = needs_from(both)

    assert musts(intake) == musts(needs_from(alone))
    assert wishes(intake) == wishes(needs_from(alone))
    assert [(card.id, card.people) for card in intake.cards if card.people != (Person.PERSON,)] == [
        ("opioids", (Person.PARTNER,)),
        ("keep_medication", (Person.PARTNER,)),
    ]


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        ({"substances": "alcohol"}, ["do_not_stop_suddenly"]),  # daily was skipped
        ({"substances": "alcohol", "daily": "no"}, []),
        (
            {"substances": "alcohol", "daily": "no", "withdrawal_history": "seizure"},
            ["withdrawal_emergency", "do_not_stop_suddenly"],
        ),
        ({"pregnant": "yes"}, ["pregnancy"]),
        ({"ready": "not_ready", "mental_health": "yes", "who": "women"}, []),
    ],
)
def test_rules_1_to_8_look_at_the_partner(partner, expected):
    intake = needs_from(answers(both_use="yes", partner=partner))

    assert cards(intake) == [*expected, "waiting", "red_flags"]


def test_a_card_that_both_bring_up_stands_once_for_both():
    intake = needs_from(answers(substances="heroin", partner={"substances": "fentanyl"}))

    opioids = [card for card in intake.cards if card.id == "opioids"]
    assert [card.people for card in opioids] == [(Person.PERSON, Person.PARTNER)]


@pytest.mark.parametrize(
    ("given", "terms", "expected"),
    [
        ({"substances": "heroin"}, ("treats_opioid_use",), "You said heroin."),
        (
            {"substances": ["heroin", "fentanyl", "alcohol"]},
            ("treats_substance_use",),
            "You said heroin, fentanyl and alcohol.",
        ),
        (
            {"substances": "alcohol", "daily": "yes"},
            ("medical_detox",),
            "You said alcohol every day. Stopping suddenly can be dangerous.",
        ),
        (
            {"substances": "alcohol"},
            ("medical_detox",),
            "You said alcohol. If it is every day, stopping suddenly can be dangerous.",
        ),
        (
            {"substances": "alcohol", "daily": "no", "withdrawal_history": "delirium"},
            ("detox_24_hour",),
            "You said there was delirium in an earlier withdrawal. The next can be worse.",
        ),
        (
            {"both_use": "yes", "couples": "wanted", "for": "client"},
            ("both_partners",),
            "You said both partners use.",
        ),
        (
            {"family_part": "yes", "for": "self"},
            ("family_programming",),
            "You said your family wants to take part.",
        ),
        (
            {"setting": "outpatient", "for": "self"},
            ("outpatient",),
            "You said you want to live at home during treatment.",
        ),
        ({"pregnant": "yes", "for": "self"}, ("pregnant",), "You said you are pregnant."),
        ({"pregnant": "yes", "for": "child"}, ("pregnant",), "You said they are pregnant."),
        ({"who": "women", "for": "self"}, ("women",), "You said you are a woman."),
        ({"who": "women", "for": "friend"}, ("women",), "You said it is for a woman."),
        (
            {"payment": ["medicaid", "sliding_fee"]},
            ("medicaid", "sliding_fee"),
            "You said you would pay with Medicaid or a fee that depends on income.",
        ),
        (
            {"couples": "wanted", "for": "spouse"},
            ("couples_sessions",),
            "You said you want sessions as a couple.",
        ),
        (
            {"couples": "wanted", "for": "client"},
            ("couples_sessions",),
            "You said they want sessions as a couple.",
        ),
        (
            {"for": "child"},
            ("family_programming",),
            "You are looking for your son or daughter.",
        ),
        (
            {"ready": "not_ready", "for": "self"},
            ("interventionist",),
            "You said you are not ready for treatment.",
        ),
    ],
)
def test_a_reason_is_worded_for_whom_the_family_looks(given, terms, expected):
    intake = needs_from(answers(**given))

    assert because(intake, *terms)[0] == expected


@pytest.mark.parametrize("substance", Substance)
def test_every_substance_is_named_in_its_reason(substance):
    intake = needs_from(Answers(substances=(substance,), who=(Who.LGBTQ,)))

    said = [str(reason) for each in (*intake.musts, *intake.wishes) for reason in each.because]
    assert any(sentence.startswith("You said ") for sentence in said)
