"""Plans in words: what each step is, what each plan asks of a family, and what two may do apart."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.domain.answers import ForWhom
from matcher.domain.message import Message, msg
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.objective import Worth
from matcher.domain.plans.people import Party
from matcher.domain.voice import COUPLE

_A_TENTH = 0.05
"""What rounds to a tenth; less than that is not worth a sentence."""

STEP_TITLES: Mapping[StepKind, Message] = {
    StepKind.WITHDRAWAL: msg("Detox with a bed and medical staff"),
    StepKind.MEDICATION_START: msg("Start or keep medicine"),
    StepKind.LIVE_IN: msg("Live-in treatment"),
    StepKind.INTENSIVE: msg("Intensive treatment from home"),
    StepKind.OUTPATIENT: msg("Outpatient treatment"),
    StepKind.AFTERCARE: msg("Aftercare"),
}

STEP_EXPLANATIONS: Mapping[StepKind, Message] = {
    StepKind.WITHDRAWAL: msg(
        "The body gets used to being without it, with medicine, day and night. Detox is a start,"
        " never the whole treatment."
    ),
    StepKind.MEDICATION_START: msg(
        "Methadone or buprenorphine take away withdrawal and craving. A clinic or a doctor gives"
        " them, and they need no detox first."
    ),
    StepKind.LIVE_IN: msg("Residential: people live there during treatment, often for some weeks."),
    StepKind.INTENSIVE: msg("Several hours of treatment on several days a week, living at home."),
    StepKind.OUTPATIENT: msg("Counseling and groups by appointment, living at home."),
    StepKind.AFTERCARE: msg(
        "Staying in touch after treatment, so that somebody notices early when things get hard."
    ),
}

JOINT_STEP = msg("Together: sessions as a couple, and a counselor of their own for each.")

_AT_HOME = (
    msg("Life goes on at home. Work and children may not have to wait."),
    msg(
        "At first there may be a visit every day for methadone. Buprenorphine often takes fewer"
        " visits. Ask each program."
    ),
    msg("Help with the way there, and with the children during visits."),
)
_HOME_AFTER_DETOX = msg("Some days away from home for detox. Then life goes on at home.")
_AWAY = (
    msg("Some weeks away from home. Somebody has to look after children, work and bills."),
    msg("Visits and family sessions: ask on the first day when they begin."),
    msg("A ride home, and the first appointment booked before that day."),
)
_BACK_HOME = msg(
    "After a stay the body is no longer used to opioids, and the old dose can kill. Have naloxone"
    " at home before that day, and see that medicine goes on."
)
_NALOXONE = msg("Naloxone at home, and everybody there knows how to give it.")
_DETOX = msg("Until there is a bed: nobody stops alone before a doctor has said how.")

START_ALONE = msg(
    "Each of the two can start without the other. Only the sessions together wait for both."
)
READY_FIRST = msg(
    "One of the two is ready now. The plan of that one stands on its own and can start."
)


def family_part(kind: PlanKind, steps: tuple[StepKind, ...]) -> tuple[Message, ...]:
    """Say what a plan asks of the family."""
    stays, detox = StepKind.LIVE_IN in steps, StepKind.WITHDRAWAL in steps
    at_home, visits, help_there = _AT_HOME
    lines: list[Message] = []
    if detox:
        lines.append(_DETOX)
    if stays:
        lines += _AWAY
    else:
        lines.append(_HOME_AFTER_DETOX if detox else at_home)
        if kind is PlanKind.MEDICINE_FIRST:
            lines.append(visits)
        lines.append(help_there)
    if kind is not PlanKind.STANDARD:
        lines.append(_BACK_HOME if stays or detox else _NALOXONE)
    return tuple(lines)


def notes(whose: Party) -> tuple[Message, ...]:
    """Say what two people who share a step need to know of each other's start."""
    if not whose.joint:
        return ()
    return (READY_FIRST, START_ALONE) if whose.differ_in_readiness else (START_ALONE,)


FAMILY_TRACK: tuple[Message, ...] = (
    msg("This part is for the family. It starts today, and it waits for nobody’s decision."),
    msg(
        "A counselor of your own near home. Ask for CRAFT: counseling that teaches families how"
        " to help, and how to look after themselves."
    ),
    msg("Boundaries: decide what you will do and what you will not do, and keep to it."),
    msg("One hour a week that is only yours, in the calendar like any other appointment."),
)
"""What stands beside every plan, the same for every family."""


def what_it_costs(now: Worth, then: Worth) -> tuple[Message, ...]:
    """Say what a plan gains and loses with another program in one step."""
    said = []
    points = (then.score or 0.0) - (now.score or 0.0)
    if points <= -_A_TENTH:
        said.append(msg("Costs %(points)s points.", points=f"{-points:.1f}"))
    elif points >= _A_TENTH:
        said.append(msg("Adds %(points)s points.", points=f"{points:.1f}"))
    miles = then.miles - now.miles
    if miles <= -_A_TENTH:
        said.append(msg("Saves %(miles)s miles in all.", miles=f"{-miles:.1f}"))
    elif miles >= _A_TENTH:
        said.append(msg("Adds %(miles)s miles in all.", miles=f"{miles:.1f}"))
    if then.doubt > now.doubt:
        said.append(msg("There is more to ask about what must be."))
    elif then.doubt < now.doubt:
        said.append(msg("There is less to ask about what must be."))
    return tuple(said) or (msg("Costs nothing: the plan is worth the same."),)


def whose_plan(person: int, first: ForWhom | None) -> Message:
    """Name one of two people's plans, where one chooses between them."""
    if person == 0:
        return msg("Your plan") if first is ForWhom.SELF else msg("Their plan")
    if first is ForWhom.SELF:
        return msg("Your partner’s plan")
    return msg("Your plan") if first in COUPLE else msg("The other one’s plan")
