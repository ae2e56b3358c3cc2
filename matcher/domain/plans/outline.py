"""Which steps a plan has: CLINICAL section 3, a line each.

Detox alone is no plan, and neither is detox then aftercare: every outline below ends in aftercare
and has a step of treatment before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from matcher.domain.answers import (
    OPIOIDS,
    Answers,
    MedicationNow,
    Setting,
    YesNoUnknown,
)
from matcher.domain.medical_rules import daily_sedatives, hard_withdrawal_before
from matcher.domain.plans.kinds import PlanKind, StepKind

KEPT = frozenset({MedicationNow.METHADONE, MedicationNow.BUPRENORPHINE})
"""The medicines that go on through treatment (rule 2)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides the steps for one person."""

    opioids: bool
    dangerous_withdrawal: bool
    """Rule 3 or 4 fires: alcohol or benzodiazepines are never stopped without medical detox."""
    pregnant: bool
    takes_medicine: bool
    """Methadone or buprenorphine, now."""

    @classmethod
    def of(cls, answers: Answers) -> Self:
        """Read it from the answers; the rules of intake decide what is dangerous."""
        return cls(
            opioids=any(each in OPIOIDS for each in answers.substances),
            dangerous_withdrawal=bool(
                daily_sedatives.ask(answers) or hard_withdrawal_before.ask(answers)
            ),
            pregnant=answers.pregnant is YesNoUnknown.YES,
            takes_medicine=answers.medication_now in KEPT,
        )

    @property
    def detox_from_opioids(self) -> bool:
        """Whether a plan may begin with detox from opioids: exceptions (b) and (c) say no."""
        return self.opioids and not (self.pregnant or self.takes_medicine)


@dataclass(frozen=True, slots=True)
class Outline:
    """One kind of plan, and the rows of steps it may have: the best one is taken."""

    kind: PlanKind
    variants: tuple[tuple[StepKind, ...], ...]


def outlines(answers: Answers) -> tuple[Outline, ...]:
    """Return the plans to make for one person, in the order they are shown."""
    case = Situation.of(answers)
    if case.opioids:
        return _with_opioids(case, answers.setting)
    start = (StepKind.WITHDRAWAL,) if case.dangerous_withdrawal else ()
    return (
        Outline(
            PlanKind.STANDARD,
            tuple(
                (*start, treatment, StepKind.OUTPATIENT, StepKind.AFTERCARE)
                for treatment in _treatments(answers.setting)
            ),
        ),
    )


def _with_opioids(case: Situation, setting: Setting | None) -> tuple[Outline, ...]:
    """Two plans, side by side."""
    medicine = StepKind.MEDICATION_START
    stay = StepKind.WITHDRAWAL if case.detox_from_opioids else StepKind.MEDICATION_START
    if case.dangerous_withdrawal:  # exception (a): the plans differ only afterwards
        medicine = stay = StepKind.WITHDRAWAL
    at_home = setting is Setting.OUTPATIENT and not case.pregnant  # exception (b): then lives in
    treatment = StepKind.INTENSIVE if at_home else StepKind.LIVE_IN
    return (
        Outline(
            PlanKind.MEDICINE_FIRST,
            ((medicine, StepKind.OUTPATIENT, StepKind.AFTERCARE),),
        ),
        Outline(
            PlanKind.STAY_FIRST,
            ((stay, treatment, StepKind.OUTPATIENT, StepKind.AFTERCARE),),
        ),
    )


def _treatments(setting: Setting | None) -> tuple[StepKind, ...]:
    """Live-in or intensive: as the family said, else whichever makes the better plan."""
    if setting is Setting.RESIDENTIAL:
        return (StepKind.LIVE_IN,)
    if setting is Setting.OUTPATIENT:
        return (StepKind.INTENSIVE,)
    return (StepKind.LIVE_IN, StepKind.INTENSIVE)
