"""One connection as it is read: what it says, what else was written, and who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.domain.interventionists import words
from matcher.domain.interventionists.profile import Connection
from matcher.domain.message import Message


@dataclass(frozen=True, slots=True)
class Line:
    """A connection with its sentences."""

    said: Message
    beyond: Message | None
    declared: Message
    checked: Message
    connection: Connection


def line(connection: Connection) -> Line:
    """Make one connection ready to be read."""
    return Line(
        words.tie(connection),
        words.beyond(connection),
        words.declared(connection),
        words.checked(connection.check),
        connection,
    )
