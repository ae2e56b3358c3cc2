"""How a plan begins, in words: its title, its lead, and why detox comes before medicine.

All of it is read off the steps, so that a plan never promises what its first step is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.domain.answer_labels import phrases
from matcher.domain.answers import SEDATIVES
from matcher.domain.criteria import Must, Wish
from matcher.domain.message import Message, msg
from matcher.domain.plans.kinds import MEDICINE, PlanKind, StepKind
from matcher.domain.plans.plan import PlanStep
from matcher.domain.sentences import all_of


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a plan is called, and what it comes to in one sentence."""

    title: Message
    summary: Message
    beside: Message
    """Which plan of the other it is, seen from the plan that goes with it."""


_STANDARD = Beginning(
    msg("The plan"),
    msg("One step after the other, from the first call to aftercare."),
    msg("While the other one follows their plan"),
)
_MEDICINE = Beginning(
    msg("Medicine first"),
    msg("Begin with medicine for opioid use, then counseling from home, then aftercare."),
    msg("If the other one begins with medicine"),
)
_MEDICINE_THEN_STAY = Beginning(
    msg("Medicine, then a stay"),
    msg(
        "Begin with medicine for opioid use, then a stay away from home, then counseling from"
        " home, then aftercare."
    ),
    msg("If the other one begins with medicine, then a stay"),
)
_MEDICINE_THEN_INTENSIVE = Beginning(
    msg("Medicine, then intensive treatment"),
    msg(
        "Begin with medicine for opioid use, then intensive treatment from home, then counseling,"
        " then aftercare."
    ),
    msg("If the other one begins with medicine, then intensive treatment"),
)
_STAY = Beginning(
    msg("A stay first"),
    msg("Begin with a stay away from home, then counseling from home, then aftercare."),
    msg("If the other one begins with a stay"),
)
_DETOX_THEN_HOME = Beginning(
    msg("Detox with medicine, then home"),
    msg(
        "Begin with detox, and start or keep medicine for opioid use there. Then counseling from"
        " home, then aftercare."
    ),
    msg("If the other one goes home after detox"),
)
_DETOX_THEN_STAY = Beginning(
    msg("Detox with medicine, then a stay"),
    msg(
        "Begin with detox, and start or keep medicine for opioid use there. Then a stay away from"
        " home, counseling from home, and aftercare."
    ),
    msg("If the other one goes on to a stay after detox"),
)
_DETOX_THEN_INTENSIVE = Beginning(
    msg("Detox with medicine, then intensive treatment"),
    msg(
        "Begin with detox, and start or keep medicine for opioid use there. Then intensive"
        " treatment from home, counseling, and aftercare."
    ),
    msg("If the other one goes on to intensive treatment after detox"),
)


def beginning(kind: PlanKind, steps: Sequence[PlanStep]) -> Beginning:
    """Return what a plan of these steps is called."""
    stays = any(step.kind is StepKind.LIVE_IN for step in steps)
    if kind is PlanKind.STANDARD:
        return _STANDARD
    if why_detox_first(steps[0]) is not None:  # exception (a): the plans differ only afterwards
        if kind is PlanKind.MEDICINE_FIRST:
            return _DETOX_THEN_HOME
        return _DETOX_THEN_STAY if stays else _DETOX_THEN_INTENSIVE
    if kind is PlanKind.MEDICINE_FIRST:
        return _MEDICINE
    if steps[0].kind is StepKind.MEDICATION_START:  # exceptions (b) and (c)
        return _MEDICINE_THEN_STAY if stays else _MEDICINE_THEN_INTENSIVE
    return _STAY


def why_detox_first(step: PlanStep) -> Message | None:
    """Say why a detox comes first, and that medicine for opioid use goes with it.

    None where it is no detox from alcohol or benzodiazepines, or there is no such medicine in it.
    """
    asked: tuple[Must | Wish, ...] = (*step.needs.musts, *step.needs.wishes)
    terms = {term for each in asked for term in each.criterion.terms}
    dangerous = [each for each in SEDATIVES if f"detox_{each}" in terms]
    if step.kind is not StepKind.WITHDRAWAL or not dangerous or terms.isdisjoint(MEDICINE):
        return None
    return msg(
        "Detox from %(substances)s comes first, because stopping suddenly is dangerous. Medicine"
        " for opioid use (methadone or buprenorphine) is started or kept there: ask before the"
        " first day.",
        substances=all_of(phrases(dangerous)),
    )
