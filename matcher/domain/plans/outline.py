"""Which steps a plan has: CLINICAL section 3, a line each.

Detox alone is no plan, and neither is detox then aftercare: every outline below ends in aftercare
and has a step of treatment before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from matcher.domain.answers import OPIOIDS, Answers, MedicationNow, YesNoUnknown
from matcher.domain.criteria import Must
from matcher.domain.medical_rules import daily_sedatives, hard_withdrawal_before
from matcher.domain.plans.kinds import PlanKind, StepKind, kind_of

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

    @property
    def medicine_with_detox(self) -> bool:
        """Whether medicine for opioid use is to be started in a detox from something else (a)."""
        return self.opioids and self.dangerous_withdrawal and not self.takes_medicine


@dataclass(frozen=True, slots=True)
class Outline:
    """One kind of plan, and the rows of steps it may have: the best one is taken."""

    kind: PlanKind
    variants: tuple[tuple[StepKind, ...], ...]


def steps_wanted(musts: Iterable[Must]) -> frozenset[StepKind]:
    """Return the kinds of steps that are a must for the family, so that a plan has to have them."""
    kinds = (kind_of(must.criterion) for must in musts)
    return frozenset(kind for kind in kinds if kind is not None)


def outlines(case: Situation, wanted: Collection[StepKind]) -> tuple[Outline, ...]:
    """Return the plans to make for one person, in the order they are shown.

    What is *wanted* never takes a step out, and brings none in that the rules forbid.
    """
    if case.opioids:
        return _with_opioids(case, wanted)
    start: tuple[StepKind, ...] = ()
    if case.dangerous_withdrawal or StepKind.WITHDRAWAL in wanted:
        start = (StepKind.WITHDRAWAL,)  # medicine that is wanted too is started there
    elif StepKind.MEDICATION_START in wanted:
        start = (StepKind.MEDICATION_START,)
    return (
        Outline(
            PlanKind.STANDARD,
            tuple(
                (*start, treatment, StepKind.OUTPATIENT, StepKind.AFTERCARE)
                for treatment in _treatments(wanted)
            ),
        ),
    )


def _with_opioids(case: Situation, wanted: Collection[StepKind]) -> tuple[Outline, ...]:
    """Two plans, side by side."""
    medicine = StepKind.MEDICATION_START
    stay = StepKind.WITHDRAWAL if case.detox_from_opioids else StepKind.MEDICATION_START
    if case.dangerous_withdrawal:  # exception (a): the plans differ only afterwards
        medicine = stay = StepKind.WITHDRAWAL
    at_home = _treatments(wanted) == (StepKind.INTENSIVE,)
    lives_in = case.pregnant or not at_home  # exception (b): the second plan then lives in
    treatment = StepKind.LIVE_IN if lives_in else StepKind.INTENSIVE
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


def _treatments(wanted: Collection[StepKind]) -> tuple[StepKind, ...]:
    """Live-in or intensive: as the family said, else whichever makes the better plan."""
    if StepKind.LIVE_IN in wanted:
        return (StepKind.LIVE_IN,)
    if StepKind.OUTPATIENT in wanted:
        return (StepKind.INTENSIVE,)
    return (StepKind.LIVE_IN, StepKind.INTENSIVE)
