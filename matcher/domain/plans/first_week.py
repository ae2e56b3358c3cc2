"""The first week, day by day: what a family can do while a plan begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.domain.answers import OPIOIDS
from matcher.domain.helplines import CONSENT_FORM, SAMHSA
from matcher.domain.message import Message, msg
from matcher.domain.plans.beginnings import why_detox_first
from matcher.domain.plans.calling import called
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.outline import Situation
from matcher.domain.plans.plan import Plan
from matcher.domain.program import Program
from matcher.domain.result_words import only_for


@dataclass(frozen=True, slots=True)
class Day:
    """One day, and what to do on it."""

    title: Message
    lines: tuple[Message, ...]


_DO_NOT_STOP = msg(
    "Nobody stops alcohol or benzodiazepines suddenly before a doctor has said how. Call 911 for a"
    " seizure, confusion, or seeing things that are not there."
)
_NALOXONE = msg(
    "Get naloxone today. Many pharmacies hand it out without a prescription. Everybody at home"
    " learns how to give it."
)
_DO_NOT_WAIT = msg(
    "If nobody can see you within 48 hours, ask what they can do while you wait, and call the next"
    " program too."
)
_READY: Mapping[StepKind, Message] = {
    StepKind.WITHDRAWAL: msg(
        "Pack a bag: ID, insurance card, medicines in their bottles, phone numbers on paper,"
        " comfortable clothes. Arrange the ride."
    ),
    StepKind.LIVE_IN: msg(
        "Pack a bag: ID, insurance card, medicines in their bottles, phone numbers on paper,"
        " comfortable clothes. Arrange the ride."
    ),
    StepKind.MEDICATION_START: msg(
        "Plan the way to the clinic for the first days, and who helps with children and work"
        " meanwhile. Ask what to bring."
    ),
    StepKind.INTENSIVE: msg(
        "Plan the way there for the first days, and who helps with children and work meanwhile."
        " Ask what to bring."
    ),
}
_INSURER = msg("Call the insurer: does it have to agree first, and what will be left to pay?")
_FIRST_DAY = msg("If there is a place: the first day. Ask for a name to call with questions.")
_NEXT_HERE = msg(
    "Ask when the next step begins, and have its first appointment written down before this step"
    " ends."
)
_NO_NEXT = msg("Ask the first program who takes over afterwards, and have it book the appointment.")
_YOURS = msg("Call a counselor for the family. Ask whether they know CRAFT.")
_HOUR = msg("One hour that is only yours. Put the next one into the calendar.")
_BOUNDARIES = msg("Decide what you will do and what you will not do. Write it down for yourself.")
_LOOK_BACK = msg("Look back: what has a date, and what does not? Call once more for what is open.")


def first_week(plan: Plan) -> tuple[Day, ...]:
    """Return the seven days of a plan's first week."""
    case = Situation.of(plan.answers)
    first = plan.steps[0]
    why = why_detox_first(first)
    safety = [] if why is None else [why]
    if case.dangerous_withdrawal:
        safety.append(_DO_NOT_STOP)
    if set(plan.answers.substances) & set(OPIOIDS):
        safety.append(_NALOXONE)
    return (
        Day(msg("Day 1"), (*_first_call(plan), *safety)),
        Day(msg("Day 2"), (*_second_call(plan), _YOURS)),
        Day(msg("Day 3"), (_READY.get(first.kind, _READY[StepKind.INTENSIVE]), _INSURER)),
        Day(msg("Day 4, or whenever the first day is"), (_FIRST_DAY, CONSENT_FORM)),
        Day(msg("Day 5"), (_hand_over(plan),)),
        Day(msg("Day 6"), (_HOUR, _BOUNDARIES)),
        Day(msg("Day 7"), (_LOOK_BACK,)),
    )


def _first_call(plan: Plan) -> Iterator[Message]:
    filling = plan.steps[0].filling
    if filling is None:
        yield msg(
            "No program here fills the first step. Call %(helpline)s, %(number)s: a person can"
            " look with you, at any hour.",
            helpline=SAMHSA.name,
            number=SAMHSA.number,
        )
        return
    yield msg(
        "Call %(program)s. Ask the questions of step 1, and write down whom you talked to.",
        program=called(filling.program),
    )
    yield from _remark(filling.program, plan)


def _second_call(plan: Plan) -> Iterator[Message]:
    others = plan.alternatives(0, most=1)
    if not others:
        yield _DO_NOT_WAIT
        return
    (other,) = others
    yield msg(
        "If nobody can see you within 48 hours, ask what they can do while you wait, and call"
        " %(program)s too.",
        program=called(other.program),
    )
    yield from _remark(other.program, plan)


def _remark(program: Program, plan: Plan) -> Iterator[Message]:
    """Say whom the listing names, where that is not everybody."""
    remark = only_for(program, plan.answers.who)
    if remark is not None:
        yield remark


def _hand_over(plan: Plan) -> Message:
    """Ask early for the first way from one program to another."""
    if any(step.filling is None for step in plan.steps[:2]):
        return _NO_NEXT
    hand_over = plan.steps[1].hand_over
    return _NEXT_HERE if hand_over is None else hand_over.ask
