"""What each step asks: the family's criteria by group, and the step's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.plans.asked import (
    EVERYWHERE,
    GROUPS,
    joint_needs,
    step_needs,
)
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.patient import Patient
from matcher.domain.plans.people import party
from tests.families import answers, some_answers
from tests.gaps import AROUND


def asks(step, **given_):
    return step_needs(Patient.of(answers(**given_)), StepKind(step), AROUND)


def musts(needs):
    return {must.criterion.terms for must in needs.musts}


def wishes(needs):
    return {wish.criterion.terms: wish.weight for wish in needs.wishes}


def terms(needs):
    return {term for each in (*needs.musts, *needs.wishes) for term in each.criterion.terms}


def test_detox_from_alcohol_is_medical_and_has_a_bed():
    needs = asks("withdrawal", substances="alcohol")

    assert {("medical_detox",), ("detox_24_hour",)} <= musts(needs)
    assert wishes(needs)[("detox_alcohol",)] == 3


def test_a_stay_for_opioids_is_detox_made_for_them_with_medicine_wished_for():
    needs = asks("withdrawal", substances="heroin")

    assert {("medical_detox",), ("detox_24_hour",), ("detox_opioids",)} <= musts(needs)
    assert wishes(needs)[("maintenance_medication",)] == 3


def test_opioids_with_benzodiazepines_start_medicine_in_the_detox_and_wish_for_it_after():
    both = {"substances": ["heroin", "benzodiazepines"], "daily": "yes"}

    detox = asks("withdrawal", **both)

    assert {("medical_detox",), ("detox_24_hour",), ("maintenance_medication",)} <= musts(detox)
    assert ("detox_opioids",) not in musts(detox)
    assert wishes(detox)[("detox_benzodiazepines",)] == 3
    for step in ("live_in", "intensive", "outpatient"):
        assert wishes(asks(step, **both))[("maintenance_medication",)] == 3


def test_in_pregnancy_medicine_is_a_must_of_a_detox_from_alcohol_too():
    needs = asks("withdrawal", substances=["heroin", "alcohol"], pregnant="yes")

    assert ("maintenance_medication",) in musts(needs)


def test_medicine_starts_where_it_goes_on():
    needs = asks("medication_start", substances="fentanyl")

    assert ("maintenance_medication",) in musts(needs)


@pytest.mark.parametrize("medicine", ["methadone", "buprenorphine"])
@pytest.mark.parametrize("step", ["withdrawal", "medication_start", "live_in", "outpatient"])
def test_medicine_that_is_taken_is_kept_in_every_step(medicine, step):
    needs = asks(step, substances=["heroin", "alcohol"], medication_now=medicine)

    assert (f"keeps_{medicine}",) in musts(needs)


@pytest.mark.parametrize("why", [{"pregnant": "yes"}, {"medication_now": "methadone"}])
@pytest.mark.parametrize("step", list(StepKind))
def test_nobody_who_is_pregnant_or_on_medicine_is_asked_to_detox_from_opioids(why, step):
    needs = asks(step, substances=["heroin", "alcohol"], **why)

    assert "detox_opioids" not in terms(needs)


def test_detox_beds_never_fill_a_live_in_step():
    needs = asks("live_in", substances="cannabis", setting="residential")

    assert ("residential_short", "residential_long") in musts(needs)
    assert "inpatient_hospital" not in terms(needs)
    assert "medical_detox" not in terms(needs)


@pytest.mark.parametrize(
    ("step", "closeness", "expected"),
    [
        ("live_in", "away_is_fine", 0.1),
        ("live_in", "balanced", 0.35),
        ("outpatient", "away_is_fine", 0.6),
        ("withdrawal", "away_is_fine", 0.6),
        ("aftercare", "near_home", 0.6),
    ],
)
def test_only_a_live_in_step_may_be_far_from_home(step, closeness, expected):
    assert asks(step, substances="cannabis", closeness=closeness).closeness == expected


def test_aftercare_asks_for_aftercare_and_for_what_counts_everywhere():
    needs = asks("aftercare", substances="heroin", payment="medicaid", mental_health="yes")

    assert {("aftercare",), ("medicaid",), ("treats_opioid_use",)} <= musts(needs)
    assert "psychiatry" not in terms(needs)


@given(some_answers, st.sampled_from(StepKind))
def test_a_familys_musts_that_count_everywhere_stand_in_every_step(given_, step):
    patient = Patient.of(given_)

    needs = step_needs(patient, step, AROUND)

    everywhere = {
        must.criterion.terms
        for must in patient.intake.musts
        if {AROUND.group(term) for term in must.criterion.terms} <= EVERYWHERE
    }
    assert everywhere <= musts(needs)


@given(some_answers, st.sampled_from(StepKind))
def test_a_step_wishes_for_nothing_outside_its_groups_but_medicine_that_goes_on(given_, step):
    patient = Patient.of(given_)
    needs = step_needs(patient, step, AROUND)

    asked = {AROUND.group(term) for wish in needs.wishes for term in wish.criterion.terms}
    goes_on = {"medication"} if patient.situation.medicine_with_detox else set()
    assert asked - goes_on <= EVERYWHERE | GROUPS[step]


@given(some_answers)
def test_every_criterion_of_every_step_says_why(given_):
    for outline in Patient.of(given_).outlines:
        for step in {kind for variant in outline.variants for kind in variant}:
            needs = step_needs(Patient.of(given_), step, AROUND)

            assert all(each.because for each in (*needs.musts, *needs.wishes))


def test_a_joint_step_asks_for_couples_sessions_and_for_what_both_need():
    both = party(
        [
            answers(substances="heroin", payment="medicaid", couples="wanted"),
            answers(substances="alcohol", payment="medicare", closeness="near_home"),
        ]
    )

    needs = joint_needs(map(Patient.of, both.people), AROUND)

    expected = {("couples_sessions",), ("outpatient",), ("medicaid",), ("medicare",)}
    assert expected <= musts(needs)
    assert {("treats_opioid_use",), ("treats_alcohol_use",)} <= musts(needs)
    assert wishes(needs)[("both_partners",)] == 1
    assert needs.closeness == 0.6
