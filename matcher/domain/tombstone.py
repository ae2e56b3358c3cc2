"""Why a program is not listed any more, where a curator knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ending(StrEnum):
    """What became of a program."""

    CLOSED = "closed"
    MOVED = "moved"
    DO_NOT_LIST = "do_not_list"  # it asked for it, and a curator called to make sure


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of one program."""

    ending: Ending
    successor_id: str | None
    """The listing to look at instead; None where there is none."""
    moved_to: str
    """Where it went, in words; may be empty."""
    on: date
    """The day a curator recorded it."""

    @property
    def says_nothing_more(self) -> bool:
        """Whether neither phone, street nor website may be told any more."""
        return self.ending is Ending.DO_NOT_LIST
