"""What a family weighed by hand and its plan does not follow."""

import pytest

from matcher.domain.plans.followed import not_followed
from matcher.domain.plans.patient import Patient
from matcher.domain.refining import Importance, Step
from matcher.domain.weighing import Weighing
from tests.builders import FRESNO
from tests.families import answers
from tests.gaps import a_gap

ON_METHADONE = {"substances": "heroin", "medication_now": "methadone"}
DAILY = {"substances": "alcohol", "daily": "yes"}
STAY = "inpatient_hospital-or-residential_long-or-residential_short"


def left_out(given_, picks, change):
    """Return what the plans of these answers do not follow, a gap in every step."""
    weighing = Weighing(
        {name: Importance(how) for name, how in picks.items()},
        Step(importance={name: Importance(how) for name, how in change.items()}),
    )
    told = Patient.of(answers(**given_))
    patient = told.weighed(weighing, FRESNO)
    steps = [a_gap(patient, kind) for outline in patient.outlines for kind in outline.variants[0]]
    answered = told.intake.at(FRESNO)
    unused = not_followed(answered, weighing.over(answered, joint=True), steps)
    return [criterion.terms for criterion in unused]


@pytest.mark.parametrize(
    ("given_", "picks", "change", "expected"),
    [
        ({}, {}, {}, []),
        ({}, {"detox": "must", "medicaid": "must", "live_in": "must"}, {}, []),
        ({}, {"detox": "nice", "live_in": "nice", "couples": "nice"}, {}, []),
        ({"substances": "heroin"}, {"detox": "must"}, {"naloxone": "skip"}, []),
        (DAILY, {}, {"treats_alcohol_use": "nice", STAY: "skip"}, []),
        (DAILY | {"setting": "residential"}, {}, {STAY: "skip"}, []),
        (DAILY | {"setting": "outpatient"}, {}, {"outpatient": "skip"}, []),
        (DAILY | {"setting": "outpatient"}, {}, {"outpatient": "nice"}, []),
        (ON_METHADONE, {"detox": "must"}, {}, [("medical_detox",)]),
        (ON_METHADONE, {}, {"keeps_methadone": "nice"}, [("keeps_methadone",)]),
        (DAILY, {}, {"medical_detox": "skip"}, [("medical_detox",)]),
        (DAILY, {}, {"medical_detox": "nice"}, [("medical_detox",)]),
        (DAILY, {}, {"aftercare": "skip"}, [("aftercare",)]),
    ],
)
def test_only_what_changes_no_step_is_not_followed(given_, picks, change, expected):
    assert left_out(given_, picks, change) == expected
