"""Who is planned for, and whether together."""

from dataclasses import replace

import pytest
from hypothesis import given

from matcher.domain.answers import Couples
from matcher.domain.family_rules import JOINT, someone_is_afraid
from matcher.domain.intake import needs_from
from matcher.domain.plans.asked import step_needs
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.patient import Patient
from matcher.domain.plans.people import party
from tests.families import answers, cards, some_answers
from tests.gaps import AROUND

HEROIN = {"substances": ["heroin"]}
ALCOHOL = {"substances": ["alcohol"]}


def together(*people):
    return party([answers(**each) for each in people])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, False),
        ({"couples": "wanted"}, {}, True),
        ({}, {"couples": "wanted"}, True),
        ({"couples": "no"}, {"couples": "wanted"}, True),
        ({"couples": "no"}, {"couples": "no"}, False),
        ({"couples": "wanted", "afraid": "yes"}, {}, False),
        ({"couples": "wanted"}, {"afraid": "yes"}, False),
        ({"couples": "wanted"}, {"danger": ["violence"]}, False),
        ({"couples": "wanted", "afraid": "skip"}, {"afraid": "no"}, True),
    ],
)
def test_two_people_meet_exactly_where_one_wants_to_and_nobody_is_afraid(first, second, expected):
    assert together(HEROIN | first, ALCOHOL | second).joint is expected


@given(some_answers, some_answers)
def test_who_is_afraid_gets_the_plan_they_would_get_alone(first, second):
    if not someone_is_afraid(first):
        return

    in_two, alone = party([first, second]), party([replace(first, partner=None)])

    patient, lone = Patient.of(in_two.people[0], apart=True), Patient.of(alone.people[0])
    assert patient.intake.open_cards == lone.intake.open_cards
    for step in StepKind:
        assert step_needs(patient, step, AROUND) == step_needs(lone, step, AROUND)


def test_one_person_meets_nobody():
    assert together(HEROIN | {"couples": "wanted"}).joint is False


def test_a_partner_described_in_the_answers_is_the_second_person():
    both = together(HEROIN | {"both_use": "yes", "couples": "wanted", "partner": ALCOHOL})

    assert [each.substances for each in both.people] == [("heroin",), ("alcohol",)]
    assert both.joint


def test_a_partner_who_does_not_use_gets_no_plan():
    assert len(together(HEROIN | {"both_use": "no", "partner": ALCOHOL}).people) == 1


@given(some_answers, some_answers)
def test_where_either_is_afraid_nothing_joint_is_asked_for_either(first, second):
    both = party([first, second])

    if someone_is_afraid(first) or someone_is_afraid(second):
        assert both.apart
        assert not both.joint
        for answers_ in both.people:
            patient = Patient.of(answers_, apart=both.apart)
            for step in StepKind:
                needs = step_needs(patient, step, AROUND)
                every = (*needs.musts, *needs.wishes)
                assert not {term for each in every for term in each.criterion.terms} & JOINT


@given(some_answers, some_answers, some_answers)
def test_where_either_is_afraid_one_plan_is_blind_to_the_other_person(first, second, third):
    if not someone_is_afraid(first):
        return

    one, other = party([first, second]), party([first, third])

    assert one.people[0] == other.people[0]


@given(some_answers, some_answers)
def test_each_person_is_asked_about_with_no_word_of_the_other(first, second):
    for each in party([first, second]).people:
        assert each.partner is None


def test_plans_for_two_together_show_what_is_known_about_treating_couples():
    both = together(HEROIN | {"couples": "wanted"}, ALCOHOL)

    assert all("couples_evidence" in cards(needs_from(each)) for each in both.people)
    assert all(each.couples is Couples.WANTED for each in both.people)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("ready", "unsure", True), ("ready", "ready", False), ("not_ready", "unsure", False)],
)
def test_unequal_readiness_is_noticed(first, second, expected):
    both = together(HEROIN | {"ready": first}, ALCOHOL | {"ready": second})

    assert both.differ_in_readiness is expected
