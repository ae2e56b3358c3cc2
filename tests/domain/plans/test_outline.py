"""Which steps exist: CLINICAL section 3, over any answers at all."""

import pytest
from hypothesis import given

from matcher.domain.answers import OPIOIDS
from matcher.domain.plans.kinds import TREATMENT, PlanKind, StepKind
from matcher.domain.plans.outline import Situation
from matcher.domain.plans.patient import Patient
from tests.families import answers, some_answers

STANDARD = "standard"
MEDICINE_FIRST = "medicine_first"
STAY_FIRST = "stay_first"


def drawn(**given_):
    """Return the outlines as words: each kind, with its variants."""
    return {
        outline.kind.value: [" ".join(variant) for variant in outline.variants]
        for outline in Patient.of(answers(**given_)).outlines
    }


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (
            {"substances": "heroin"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["withdrawal live_in outpatient aftercare"],
            },
        ),
        (
            {"substances": "fentanyl", "setting": "outpatient"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["withdrawal intensive outpatient aftercare"],
            },
        ),
        # (a) opioids with alcohol or benzodiazepines: both begin with detox
        (
            {"substances": ["heroin", "benzodiazepines"], "daily": "yes"},
            {
                MEDICINE_FIRST: ["withdrawal outpatient aftercare"],
                STAY_FIRST: ["withdrawal live_in outpatient aftercare"],
            },
        ),
        (  # not every day, but a seizure before: rule 4
            {"substances": ["heroin", "alcohol"], "daily": "no", "withdrawal_history": "seizure"},
            {
                MEDICINE_FIRST: ["withdrawal outpatient aftercare"],
                STAY_FIRST: ["withdrawal live_in outpatient aftercare"],
            },
        ),
        # (b) pregnant: medicine first in both, then one lives in
        (
            {"substances": "heroin", "pregnant": "yes"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["medication_start live_in outpatient aftercare"],
            },
        ),
        (
            {"substances": "heroin", "pregnant": "yes", "setting": "outpatient"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["medication_start live_in outpatient aftercare"],
            },
        ),
        # (c) on methadone already: no opioid detox
        (
            {"substances": "heroin", "medication_now": "methadone"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["medication_start live_in outpatient aftercare"],
            },
        ),
        (  # naltrexone is not one of the medicines that would be stopped
            {"substances": "heroin", "medication_now": "naltrexone"},
            {
                MEDICINE_FIRST: ["medication_start outpatient aftercare"],
                STAY_FIRST: ["withdrawal live_in outpatient aftercare"],
            },
        ),
        # (a) beats (b) and (c): the alcohol still needs detox
        (
            {"substances": ["heroin", "alcohol"], "pregnant": "yes", "medication_now": "methadone"},
            {
                MEDICINE_FIRST: ["withdrawal outpatient aftercare"],
                STAY_FIRST: ["withdrawal live_in outpatient aftercare"],
            },
        ),
        # alcohol or benzodiazepines alone
        (
            {"substances": "alcohol", "setting": "residential"},
            {STANDARD: ["withdrawal live_in outpatient aftercare"]},
        ),
        (
            {"substances": "alcohol", "daily": "no"},
            {
                STANDARD: [
                    "live_in outpatient aftercare",
                    "intensive outpatient aftercare",
                ]
            },
        ),
        # others
        (
            {"substances": "cannabis", "setting": "outpatient"},
            {STANDARD: ["intensive outpatient aftercare"]},
        ),
        (
            {"substances": "gambling"},
            {STANDARD: ["live_in outpatient aftercare", "intensive outpatient aftercare"]},
        ),
        ({}, {STANDARD: ["live_in outpatient aftercare", "intensive outpatient aftercare"]}),
    ],
)
def test_the_steps_are_those_that_the_clinical_rules_name(given_, expected):
    assert drawn(**given_) == expected


@given(some_answers)
def test_every_plan_ends_in_aftercare_with_treatment_before_it(given_):
    for outline in Patient.of(given_).outlines:
        for variant in outline.variants:
            assert variant[-1] is StepKind.AFTERCARE
            assert TREATMENT & set(variant[:-1])
            assert StepKind.WITHDRAWAL not in variant[1:]


@given(some_answers)
def test_opioids_make_two_plans_and_nothing_else_does(given_):
    kinds = [outline.kind for outline in Patient.of(given_).outlines]

    uses_opioids = bool(set(given_.substances) & set(OPIOIDS))
    two = [PlanKind.MEDICINE_FIRST, PlanKind.STAY_FIRST]
    assert kinds == (two if uses_opioids else [PlanKind.STANDARD])


@given(some_answers)
def test_alcohol_and_benzodiazepines_are_never_without_detox_where_stopping_is_dangerous(given_):
    case = Situation.of(given_)

    for outline in Patient.of(given_).outlines:
        for variant in outline.variants:
            starts_in_detox = variant[0] is StepKind.WITHDRAWAL
            if case.dangerous_withdrawal:
                assert starts_in_detox
            if case.pregnant or case.takes_medicine:
                assert starts_in_detox == case.dangerous_withdrawal
