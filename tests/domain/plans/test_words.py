"""What plans say: costs, what is asked of a family, and the first week."""

import pytest

from matcher.domain.answers import ForWhom
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.objective import Worth
from matcher.domain.plans.words import (
    STEP_EXPLANATIONS,
    STEP_TITLES,
    family_part,
    what_it_costs,
    whose_plan,
)

NOW = Worth(gaps=0, doubt=0.5, score=80.0, miles=20.0)


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (Worth(0, 0.5, 77.9, 20.0), ["Costs 2.1 points."]),
        (Worth(0, 0.5, 81.0, 20.0), ["Adds 1.0 points."]),
        (Worth(0, 0.5, 80.0, 26.5), ["Adds 6.5 miles in all."]),
        (Worth(0, 0.5, 80.0, 13.0), ["Saves 7.0 miles in all."]),
        (Worth(0, 1.0, 80.0, 20.0), ["There is more to ask about what must be."]),
        (Worth(0, 0.0, 80.0, 20.0), ["There is less to ask about what must be."]),
        (Worth(0, 0.5, 80.01, 20.01), ["Costs nothing: the plan is worth the same."]),
        (Worth(0, 0.5, 75.0, 22.0), ["Costs 5.0 points.", "Adds 2.0 miles in all."]),
    ],
)
def test_another_program_says_what_it_costs(then, expected):
    assert [str(sentence) for sentence in what_it_costs(NOW, then)] == expected


def test_every_kind_of_step_has_words():
    assert set(STEP_TITLES) == set(STEP_EXPLANATIONS) == set(StepKind)


@pytest.mark.parametrize(
    ("kind", "steps", "expected", "never"),
    [
        (PlanKind.MEDICINE_FIRST, ["medication_start", "outpatient"], "at home", "weeks away"),
        (PlanKind.STAY_FIRST, ["withdrawal", "live_in"], "weeks away", "every day for methadone"),
        (PlanKind.STANDARD, ["live_in", "outpatient"], "weeks away", "opioids"),
        (PlanKind.STANDARD, ["withdrawal", "intensive"], "nobody stops alone", "opioids"),
        (PlanKind.MEDICINE_FIRST, ["withdrawal", "outpatient"], "away from home for", "may not"),
        (PlanKind.STANDARD, ["intensive", "outpatient"], "at home", "naloxone"),
    ],
)
def test_a_plan_says_what_it_asks_of_the_family(kind, steps, expected, never):
    said = " ".join(map(str, family_part(kind, tuple(map(StepKind, steps)))))

    assert expected in said
    assert never not in said


def test_the_danger_after_a_stay_is_said_wherever_opioids_are_stopped():
    for steps in ([StepKind.WITHDRAWAL], [StepKind.LIVE_IN]):
        said = " ".join(map(str, family_part(PlanKind.STAY_FIRST, tuple(steps))))

        assert "the old dose can kill" in said


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (ForWhom.SELF, ["Your plan", "Your partner’s plan"]),
        (ForWhom.SPOUSE, ["Their plan", "Your plan"]),
        (ForWhom.CHILD, ["Their plan", "The other one’s plan"]),
        (None, ["Their plan", "The other one’s plan"]),
    ],
)
def test_two_plans_are_named_from_where_the_reader_stands(first, expected):
    assert [str(whose_plan(person, first)) for person in (0, 1)] == expected
