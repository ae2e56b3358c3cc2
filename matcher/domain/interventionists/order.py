"""In which order interventionists are shown: by place, then by name, and by nothing else.

What stands here knows no money: neither fees, nor who pays, nor connections can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from matcher.domain.geography import Place, miles_between
from matcher.domain.interventionists.profile import Area
from matcher.domain.states import STATES

_STATE = re.compile(r", ([A-Z]{2})(?: \d{5})?$")


class Reach(IntEnum):
    """How a place is served, the closest first."""

    AREA = 1  # inside the miles around a place that they name
    STATE = 2  # in a state that they name
    REMOTE = 3  # by phone and video alone


@dataclass(frozen=True, slots=True)
class Served:
    """Who works where: all that the order may know of an interventionist."""

    id: int
    name: str
    areas: tuple[Area, ...] = ()
    states: frozenset[str] = frozenset()
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Someone who serves a place, and how."""

    id: int
    name: str
    reach: Reach | None
    """None where no place was asked for."""
    miles: float | None = None
    """To the middle of the area they serve; None unless that is how."""

    @property
    def order(self) -> tuple[int, float, str, int]:
        """The published rule: how they serve the place, then miles, then name; the id last."""
        miles = 0.0 if self.miles is None else self.miles
        return (self.reach or 0, miles, self.name.casefold(), self.id)


def serving(everyone: Iterable[Served], place: Place | None) -> list[Found]:
    """Return those who serve a place, in order; everyone by name where no place is asked for."""
    if place is None:
        found = [Found(each.id, each.name, None) for each in everyone]
    else:
        state = state_of(place)
        reached = (_reached(each, place, state) for each in everyone)
        found = [each for each in reached if each is not None]
    return sorted(found, key=lambda each: each.order)


def state_of(place: Place) -> str | None:
    """Return the state a place is in; None where only its point is known."""
    named = _STATE.search(place.label)
    return named[1] if named and named[1] in STATES else None


def _reached(served: Served, place: Place, state: str | None) -> Found | None:
    distances = [
        (miles_between(place.point, area.place.point), area.miles) for area in served.areas
    ]
    within = [miles for miles, radius in distances if miles <= radius]
    if within:
        return Found(served.id, served.name, Reach.AREA, min(within))
    if state is not None and state in served.states:
        return Found(served.id, served.name, Reach.STATE)
    return Found(served.id, served.name, Reach.REMOTE) if served.remote else None
