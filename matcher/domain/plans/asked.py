"""What each step asks of a program: the family's own criteria by vocabulary group, and its own.

Substance, payer, population, language, access and quality count in every step (other addictions
too: they are what is treated). A must about medicine for opioid use (rules 2 and 8, or by hand)
counts in every step before aftercare, because it must not stop at a step's door. Any other must
that is a kind of step itself counts in that step alone. What was weighed by hand and no step looks
for goes to the step of treatment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from matcher.domain.answers import SEDATIVES
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.family_rules import JOINT
from matcher.domain.intake import merge
from matcher.domain.message import msg
from matcher.domain.needs import Needs
from matcher.domain.plans.kinds import MEDICINE, STARTED, StepKind, kind_of
from matcher.domain.plans.patient import Patient, Surroundings
from matcher.domain.rule import must, wish

EVERYWHERE = frozenset(
    {"substance", "payer", "population", "language", "access", "quality", "other_addiction"}
)

GROUPS: Mapping[StepKind, frozenset[str]] = {
    StepKind.WITHDRAWAL: frozenset({"withdrawal", "medication"}),
    StepKind.MEDICATION_START: frozenset({"withdrawal", "medication"}),
    StepKind.LIVE_IN: frozenset({"mental_health", "therapy", "recovery"}),
    StepKind.INTENSIVE: frozenset({"mental_health", "therapy", "recovery"}),
    StepKind.OUTPATIENT: frozenset(
        {"mental_health", "therapy", "recovery", "family", "medication"}
    ),
    StepKind.AFTERCARE: frozenset(),
}
"""The groups that count in a step beside those that count everywhere."""

_TREATMENT = frozenset({StepKind.LIVE_IN, StepKind.INTENSIVE})

NEAR_HOME = 0.6
"""The least share of nearness in a step that is not lived in: it is travelled to every week."""

Asked = Must | Wish


def step_needs(patient: Patient, step: StepKind, around: Surroundings) -> Needs:
    """Return the search that fills one step for one person."""
    return _needs(step, _asked(patient, step, around), patient.intake.closeness, around)


def joint_needs(patients: Iterable[Patient], around: Surroundings) -> Needs:
    """Return the search that fills the outpatient step two people share."""
    both = tuple(patients)
    asked: list[Asked] = [
        must("couples_sessions", msg("You asked for sessions as a couple.")),
        wish("both_partners", 1, msg("Each of the two needs a counselor and a plan of their own.")),
        wish("individual_therapy", 1, msg("Each of the two needs a counselor of their own.")),
    ]
    for patient in both:
        asked += _asked(patient, StepKind.OUTPATIENT, around)
    closeness = max(patient.intake.closeness for patient in both)
    return _needs(StepKind.OUTPATIENT, asked, closeness, around)


def _needs(step: StepKind, asked: Iterable[Asked], closeness: float, around: Surroundings) -> Needs:
    musts, wishes = merge(asked)
    return Needs(
        around.home,
        around.within_miles,
        musts,
        wishes,
        closeness=closeness if step is StepKind.LIVE_IN else max(closeness, NEAR_HOME),
    )


def _asked(patient: Patient, step: StepKind, around: Surroundings) -> list[Asked]:
    family: tuple[Asked, ...] = (*patient.intake.musts, *patient.intake.wishes)
    own = list(_OWN[step](patient))
    return [*own, *(each for each in family if _counts(each, patient, step, around))]


def _counts(each: Asked, patient: Patient, step: StepKind, around: Surroundings) -> bool:
    """Whether one of the family's criteria counts in this step."""
    criterion = each.criterion
    if patient.apart and criterion.key & JOINT:
        return False
    if _is_opioid_detox(criterion, step) and not patient.situation.detox_from_opioids:
        return False  # exceptions (b) and (c)
    if isinstance(each, Must):
        if criterion.key <= MEDICINE:
            return step is not StepKind.AFTERCARE
        kind = kind_of(criterion)
        if kind is not None:  # a live-in step asks for it in its own words, without detox beds
            return step is kind and kind is not StepKind.LIVE_IN
    groups = {around.group(term) for term in criterion.terms}
    if groups <= _groups(step):
        return True
    return criterion.key in patient.by_hand and step in _TREATMENT and _nowhere(groups, patient)


def _groups(step: StepKind) -> frozenset[str]:
    return EVERYWHERE | GROUPS[step]


def _nowhere(groups: set[str], patient: Patient) -> bool:
    """Whether no step of a person's plans looks for such terms."""
    steps = {
        step for outline in patient.outlines for variant in outline.variants for step in variant
    }
    return not any(groups <= _groups(step) for step in steps)


def _is_opioid_detox(criterion: Criterion, step: StepKind) -> bool:
    detox = {"detox_opioids"}
    if step is StepKind.MEDICATION_START:
        detox.add("medical_detox")
    return criterion.key <= detox


def _withdrawal(patient: Patient) -> Iterator[Asked]:
    """24-hour medical detox, whatever it is from."""
    case = patient.situation
    day_and_night = msg("Detox is safest with a bed and medical staff, day and night.")
    yield must("medical_detox", day_and_night)
    yield must("detox_24_hour", day_and_night)
    if case.dangerous_withdrawal:
        for substance in patient.answers.substances:
            if substance in SEDATIVES:
                yield wish(f"detox_{substance}", 3, day_and_night)
        if case.medicine_with_detox:
            # A must: exception (a) says that it is started there, so who says no cannot fill it.
            yield must(STARTED, msg("Medicine for opioid use should be started in this detox."))
        return
    if not case.opioids:
        return  # the family asked for it by hand
    yield must("detox_opioids", msg("This detox has to be made for opioids."))
    yield wish(STARTED, 3, msg("Detox with no medicine after raises the risk of overdose."))


def _medication_start(patient: Patient) -> Iterator[Asked]:
    """Start the medicine; who takes it already keeps it by rule 2."""
    if not patient.situation.takes_medicine:
        yield must(
            STARTED,
            msg("This plan begins with methadone or buprenorphine, which need no detox first."),
        )


def _goes_on(patient: Patient) -> Iterator[Asked]:
    """Ask whether medicine that was started in a detox goes on after it."""
    if patient.situation.medicine_with_detox:
        yield wish(STARTED, 3, msg("Medicine that was started in detox should go on here."))


def _live_in(patient: Patient) -> Iterator[Asked]:
    """Residential: detox beds never fill it."""
    yield must(
        ("residential_short", "residential_long"),
        msg("This step is residential: people live there during treatment."),
    )
    yield from _goes_on(patient)


def _intensive(patient: Patient) -> Iterator[Asked]:
    yield must(
        "intensive_outpatient",
        msg("This step is several hours of treatment on several days a week, from home."),
    )
    yield from _goes_on(patient)


def _outpatient(patient: Patient) -> Iterator[Asked]:
    yield must("outpatient", msg("This step is treatment by appointment, from home."))
    yield from _goes_on(patient)


def _aftercare(_: Patient) -> Iterator[Asked]:
    yield must("aftercare", msg("Every plan goes on after treatment."))


_OWN: Mapping[StepKind, Callable[[Patient], Iterator[Asked]]] = {
    StepKind.WITHDRAWAL: _withdrawal,
    StepKind.MEDICATION_START: _medication_start,
    StepKind.LIVE_IN: _live_in,
    StepKind.INTENSIVE: _intensive,
    StepKind.OUTPATIENT: _outpatient,
    StepKind.AFTERCARE: _aftercare,
}
