"""What a family weighs by hand in the plans of one person: every clinical rule still stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answers import Closeness
from matcher.domain.family_rules import JOINT, someone_is_afraid
from matcher.domain.intake import needs_from
from matcher.domain.picking import PICKS
from matcher.domain.plans.asked import step_needs
from matcher.domain.plans.kinds import MEDICINE, TREATMENT, StepKind
from matcher.domain.plans.patient import Patient
from matcher.domain.refining import Importance, Step, name_of
from matcher.domain.weighing import Weighing
from tests.builders import FRESNO
from tests.families import answers, some_answers
from tests.gaps import AROUND

WEIGHED_OFTEN = [
    *(name_of(pick.criterion) for pick in PICKS),
    "detox_24_hour",
    "detox_opioids",
    "detox_alcohol",
    "detox_cocaine",
    "keeps_methadone",
    "treats_opioid_use",
]
some_weighing = st.builds(
    Weighing,
    st.dictionaries(st.sampled_from([pick.name for pick in PICKS]), st.sampled_from(Importance)),
    st.builds(
        Step,
        closeness=st.none() | st.sampled_from(Closeness),
        importance=st.dictionaries(st.sampled_from(WEIGHED_OFTEN), st.sampled_from(Importance)),
    ),
)


def weighed(picks=None, change=None, **given_):
    """Return somebody of these answers as a family weighed them."""
    weighing = Weighing(
        {name: Importance(how) for name, how in (picks or {}).items()},
        Step(importance={name: Importance(how) for name, how in (change or {}).items()}),
    )
    return Patient.of(answers(**given_)).weighed(weighing, FRESNO)


def drawn(patient):
    """Return the steps of each plan, as words."""
    return [" ".join(each) for outline in patient.outlines for each in outline.variants]


def musts(patient, step):
    return {must.criterion.terms for must in step_needs(patient, StepKind(step), AROUND).musts}


def wishes(patient, step):
    needs = step_needs(patient, StepKind(step), AROUND)
    return {wish.criterion.terms: wish.weight for wish in needs.wishes}


@pytest.mark.parametrize(
    ("picks", "given_", "expected"),
    [
        (
            {"detox": "must"},
            {},
            [
                "withdrawal live_in outpatient aftercare",
                "withdrawal intensive outpatient aftercare",
            ],
        ),
        (
            {"detox": "nice"},
            {},
            ["live_in outpatient aftercare", "intensive outpatient aftercare"],
        ),
        (
            {"detox": "must", "live_in": "must", "medicine": "must"},
            {},
            ["withdrawal live_in outpatient aftercare"],
        ),
        (
            {"medicine": "must", "at_home": "must"},
            {},
            ["medication_start intensive outpatient aftercare"],
        ),
        (
            {"at_home": "must"},
            {"substances": "heroin"},
            ["medication_start outpatient aftercare", "withdrawal intensive outpatient aftercare"],
        ),
        (
            {"detox": "must"},
            {"substances": "heroin"},
            ["medication_start outpatient aftercare", "withdrawal live_in outpatient aftercare"],
        ),
        (  # exception (c): no detox from opioids, whoever asks for it
            {"detox": "must"},
            {"substances": "heroin", "medication_now": "methadone"},
            [
                "medication_start outpatient aftercare",
                "medication_start live_in outpatient aftercare",
            ],
        ),
    ],
)
def test_a_must_that_is_a_step_makes_sure_of_that_step(picks, given_, expected):
    assert drawn(weighed(picks, **given_)) == expected


def test_what_the_answers_ask_may_be_let_go_of_but_not_what_is_dangerous_to_leave_out():
    freed = weighed(
        change={
            "medical_detox": "skip",
            "inpatient_hospital-or-residential_long-or-residential_short": "nice",
        },
        substances="alcohol",
        setting="residential",
    )

    assert drawn(freed) == [
        "withdrawal live_in outpatient aftercare",
        "withdrawal intensive outpatient aftercare",
    ]
    assert ("medical_detox",) in musts(freed, "withdrawal")


@pytest.mark.parametrize("step", list(StepKind))
def test_who_pays_and_the_like_count_in_every_step(step):
    patient = weighed({"medicaid": "must", "spanish": "must", "low_cost": "nice"})

    assert {("medicaid",), ("spanish",)} <= musts(patient, step)
    assert wishes(patient, step)[("free_care", "sliding_fee", "payment_assistance")] == 3


@pytest.mark.parametrize(
    ("pick", "terms", "steps"),
    [
        ("detox", ("medical_detox",), ["withdrawal"]),
        ("aftercare", ("aftercare",), ["aftercare"]),
        ("at_home", ("outpatient",), ["outpatient"]),
        ("couples", ("couples_sessions",), ["outpatient"]),
        ("family", ("family_programming",), ["outpatient"]),
        ("psychiatry", ("psychiatry",), ["live_in", "intensive", "outpatient"]),
        (
            "medicine",
            ("maintenance_medication",),
            ["withdrawal", "medication_start", "live_in", "intensive", "outpatient"],
        ),
        ("live_in", ("residential_short", "residential_long", "inpatient_hospital"), []),
    ],
)
def test_any_other_must_counts_where_a_step_looks_for_it(pick, terms, steps):
    patient = weighed({pick: "must"}, substances="cannabis")

    assert [step for step in StepKind if terms in musts(patient, step)] == steps


def test_detox_that_was_asked_for_by_hand_has_a_bed_and_is_for_no_opioids():
    assert musts(weighed({"detox": "must"}), "withdrawal") == {
        ("medical_detox",),
        ("detox_24_hour",),
        ("open_to_everyone",),
    }


@pytest.mark.parametrize("step", ["live_in", "intensive"])
def test_a_wish_that_no_step_looks_for_goes_to_the_treatment(step):
    patient = weighed({"detox": "nice", "live_in": "nice"})

    stay = ("residential_short", "residential_long", "inpatient_hospital")
    assert wishes(patient, step)[("medical_detox",)] == 3
    assert wishes(patient, step)[stay] == 3


def test_a_wish_that_a_step_looks_for_stays_out_of_the_others():
    patient = weighed({"detox": "nice"}, substances="heroin")

    assert ("medical_detox",) not in wishes(patient, "live_in")


def test_a_wish_of_the_rules_goes_nowhere_else_than_before():
    patient = weighed({"psychiatry": "nice"}, substances="cocaine")

    assert ("detox_cocaine",) not in wishes(patient, "live_in")


def test_weights_and_nearness_count_as_they_were_changed():
    patient = Patient.of(answers(substances="cannabis", mental_health="yes")).weighed(
        Weighing(
            {},
            Step(
                closeness=Closeness.AWAY_IS_FINE,
                importance={
                    "psychiatry": Importance.MUST,
                    "co_occurring": Importance.SKIP,
                },
            ),
        ),
        FRESNO,
    )

    assert ("psychiatry",) in musts(patient, "live_in")
    assert ("co_occurring",) not in wishes(patient, "live_in")
    assert step_needs(patient, StepKind.LIVE_IN, AROUND).closeness == 0.1


def test_nothing_weighed_changes_nothing():
    patient = Patient.of(answers(substances="heroin"))

    assert patient.weighed(Weighing(), FRESNO) is patient


@given(some_answers, some_weighing)
def test_whatever_is_weighed_a_plan_goes_past_detox_and_starts_where_it_is_safe(given_, weighing):
    patient = Patient.of(given_).weighed(weighing, FRESNO)
    case = patient.situation

    for outline in patient.outlines:
        for variant in outline.variants:
            assert variant[-1] is StepKind.AFTERCARE
            assert TREATMENT & set(variant[:-1])
            assert StepKind.WITHDRAWAL not in variant[1:]
            if case.dangerous_withdrawal:
                assert variant[0] is StepKind.WITHDRAWAL
            elif case.opioids and (case.pregnant or case.takes_medicine):
                assert variant[0] is StepKind.MEDICATION_START
    assert [each.kind for each in patient.outlines] == [
        each.kind for each in Patient.of(given_).outlines
    ]


@given(some_answers, some_weighing)
def test_whatever_is_weighed_medicine_goes_on_and_detox_beds_fill_no_stay(given_, weighing):
    patient = Patient.of(given_).weighed(weighing, FRESNO)
    medicine = {
        must.criterion.terms for must in needs_from(given_).musts if must.criterion.key <= MEDICINE
    }

    for step in {step for each in patient.outlines for made in each.variants for step in made}:
        needed = musts(patient, step)
        if step is not StepKind.AFTERCARE:
            assert medicine <= needed
        if not patient.situation.detox_from_opioids:
            assert ("detox_opioids",) not in needed | set(wishes(patient, step))
        if step is StepKind.LIVE_IN:
            assert ("residential_short", "residential_long") in needed
            assert not any("inpatient_hospital" in terms for terms in needed)


@given(some_answers, some_weighing, st.sampled_from(StepKind))
def test_whatever_is_weighed_nothing_joint_is_asked_where_someone_is_afraid(given_, weighing, step):
    patient = Patient.of(given_).weighed(weighing, FRESNO)

    if someone_is_afraid(given_):
        asked = {*musts(patient, step), *wishes(patient, step)}
        assert not {term for terms in asked for term in terms} & JOINT
