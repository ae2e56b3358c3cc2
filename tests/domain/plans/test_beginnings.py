"""How plans begin, in words: no title and no lead says anything else than the first step does."""

import pytest
from hypothesis import given

from matcher.domain.plans.beginnings import beginning, why_detox_first
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.patient import Patient
from tests.families import answers, some_answers
from tests.gaps import a_gap


def made(patient):
    """Return each plan of a person: its kind and its steps, all of them gaps."""
    return [
        (outline.kind, [a_gap(patient, kind) for kind in variant])
        for outline in patient.outlines
        for variant in outline.variants
    ]


def titles(**given_):
    return [str(beginning(*plan).title) for plan in made(Patient.of(answers(**given_)))]


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"substances": "heroin"}, ["Medicine first", "A stay first"]),
        ({"substances": "heroin", "setting": "outpatient"}, ["Medicine first", "A stay first"]),
        (
            {"substances": ["heroin", "alcohol"], "daily": "yes"},
            ["Detox with medicine, then home", "Detox with medicine, then a stay"],
        ),
        (
            {"substances": ["heroin", "alcohol"], "setting": "outpatient"},
            ["Detox with medicine, then home", "Detox with medicine, then intensive treatment"],
        ),
        (
            {"substances": ["heroin", "alcohol"], "daily": "no"},
            ["Medicine first", "A stay first"],
        ),
        (
            {"substances": "heroin", "pregnant": "yes"},
            ["Medicine first", "Medicine, then a stay"],
        ),
        (
            {"substances": "heroin", "medication_now": "methadone", "setting": "outpatient"},
            ["Medicine first", "Medicine, then intensive treatment"],
        ),
        (
            {"substances": ["heroin", "alcohol"], "medication_now": "methadone"},
            ["Detox with medicine, then home", "Detox with medicine, then a stay"],
        ),
        ({"substances": "alcohol", "setting": "residential"}, ["The plan"]),
    ],
)
def test_a_plan_is_called_by_how_it_begins(given_, expected):
    assert titles(**given_) == expected


@given(some_answers)
def test_no_title_and_no_lead_contradicts_the_first_step(given_):
    for kind, steps in made(Patient.of(given_)):
        begins = beginning(kind, steps)
        for said in (str(begins.title), str(begins.summary)):
            first = said.removeprefix("Begin with ").capitalize()
            if first.startswith("Medicine"):
                assert steps[0].kind is StepKind.MEDICATION_START
            if first.startswith("Detox"):
                assert steps[0].kind is StepKind.WITHDRAWAL
            if first.startswith("A stay"):
                assert steps[0].kind.lives_in


@given(some_answers)
def test_of_two_plans_side_by_side_each_has_a_title_of_its_own(given_):
    plans = made(Patient.of(given_))

    kinds = {kind for kind, _ in plans}
    assert len({str(beginning(*plan).title) for plan in plans}) == len(kinds)
    assert len({str(beginning(*plan).beside) for plan in plans}) == len(kinds)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"substances": ["heroin", "alcohol"], "daily": "yes"}, "Detox from alcohol comes first"),
        (
            {"substances": ["heroin", "alcohol", "benzodiazepines"]},
            "Detox from alcohol and benzodiazepines comes first",
        ),
        (
            {"substances": ["alcohol"], "medication_now": "methadone"},
            "Detox from alcohol comes first",
        ),
        ({"substances": ["heroin", "alcohol"], "daily": "no"}, None),
        ({"substances": "heroin"}, None),
        ({"substances": "alcohol"}, None),
    ],
)
def test_why_detox_comes_first_is_said_where_medicine_goes_with_it(given_, expected):
    _, (first, *others) = made(Patient.of(answers(**given_)))[0]

    said = why_detox_first(first)

    if expected is None:
        assert said is None
    else:
        assert str(said).startswith(expected)
        assert "because stopping suddenly is dangerous" in str(said)
        assert "(methadone or buprenorphine) is started or kept there" in str(said)
    assert [why_detox_first(step) for step in others] == [None] * len(others)
