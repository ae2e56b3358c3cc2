"""Where a call stands, for how long “a bed is open” holds, and what needs a call today."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from matcher.domain.explanation import written
from matcher.domain.message import Message, msg


class Status(StrEnum):
    """What a professional last knows of one program for one case."""

    TO_CALL = "to_call"
    LEFT_MESSAGE = "left_message"
    HAS_BED = "has_bed"
    WAITLIST = "waitlist"
    DECLINED = "declined"
    ADMITTED = "admitted"
    RULED_OUT = "ruled_out"


LABELS = {
    Status.TO_CALL: msg("To call"),
    Status.LEFT_MESSAGE: msg("Left a message"),
    Status.HAS_BED: msg("Has a bed"),
    Status.WAITLIST: msg("Waitlist"),
    Status.DECLINED: msg("They said no"),
    Status.ADMITTED: msg("Admitted"),
    Status.RULED_OUT: msg("Ruled out"),
}

BED_HOLDS_DAYS = 3
"""As long as a curator's word on an open bed holds (DESIGN section 3)."""

MESSAGE_WAITS_DAYS = 2
"""A message that nobody answered in so many days is called again."""

SETTLED = frozenset({Status.DECLINED, Status.ADMITTED, Status.RULED_OUT})
"""Nothing more is asked of these."""


class Due(StrEnum):
    """Why somebody should call today, the most urgent first."""

    BED = "bed"  # an open bed runs out today, or has
    MESSAGE = "message"  # nobody called back
    FIRST_CALL = "first_call"


DUE_LABELS = {
    Due.BED: msg("Ask again about the bed"),
    Due.MESSAGE: msg("Nobody called back"),
    Due.FIRST_CALL: msg("Not called yet"),
}


def bed_expires_on(told_on: date) -> date:
    """Return the first day on which an open bed is no longer taken for open."""
    return told_on + timedelta(days=BED_HOLDS_DAYS)


def said(status: Status, since: date, on: date) -> Message:
    """Say where a call stands on that day; a bed that may be gone is a question again."""
    when = written(since)
    match status:
        case Status.TO_CALL:
            return LABELS[status]
        case Status.HAS_BED if on < bed_expires_on(since):
            return msg("Bed open on %(date)s", date=when)
        case Status.HAS_BED:
            return msg("Was open on %(date)s, ask", date=when)
        case _:
            return msg("%(status)s, %(date)s", status=LABELS[status], date=when)


def has_lapsed(status: Status, since: date, on: date) -> bool:
    """Whether what is known no longer holds."""
    return status is Status.HAS_BED and on >= bed_expires_on(since)


def due_by(status: Status, on: date) -> date | None:
    """Return the latest day since which this status needs a call on that day; None: it needs none.

    An open bed is asked about again on the last day that it holds.
    """
    match status:
        case Status.TO_CALL:
            return on
        case Status.LEFT_MESSAGE:
            return on - timedelta(days=MESSAGE_WAITS_DAYS)
        case Status.HAS_BED:
            return on - timedelta(days=BED_HOLDS_DAYS - 1)
        case _:
            return None


def due(status: Status, since: date, on: date) -> Due | None:
    """Say why a program needs a call on that day; None where it does not."""
    latest = due_by(status, on)
    if latest is None or since > latest:
        return None
    return DUE_STATUSES[status]


DUE_STATUSES = {
    Status.HAS_BED: Due.BED,
    Status.LEFT_MESSAGE: Due.MESSAGE,
    Status.TO_CALL: Due.FIRST_CALL,
}
"""The statuses that can need a call, the most urgent first."""
