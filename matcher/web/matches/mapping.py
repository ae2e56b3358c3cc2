"""The map beside the list: the same programs, the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from matcher.domain.geography import Precision
from matcher.domain.program import Program
from matcher.services.asking import Search
from matcher.services.towns import towns_around
from matcher.web.given import given
from matcher.web.maps.drawing import FARTHEST_AREA, Drawing, Pin, Town, search_map


class Numbered(Protocol):
    """A program on the list, as much of it as a pin shows."""

    @property
    def rank(self) -> int | None:
        """Its number on the list."""

    @property
    def anchor(self) -> str:
        """The id of its card on the page."""

    @property
    def program(self) -> Program:
        """The listing."""

    @property
    def miles(self) -> float:
        """How far away it is."""


def results_map(cards: Iterable[Numbered], search: Search) -> Drawing:
    """Draw one page of results."""
    middle, within = search.place.point, search.needs.within_miles
    towns = (
        ()
        if within is None or within > FARTHEST_AREA
        else towns_around(given().session, middle, within)
    )
    return search_map(
        [_pin(card.rank, card) for card in cards if card.rank is not None],
        middle,
        within,
        [Town(town.label.partition(",")[0], town.point) for town in towns],
    )


def _pin(rank: int, card: Numbered) -> Pin:
    program = card.program
    return Pin(
        number=rank,
        name=program.name,
        place=f"{program.city}, {program.state}",
        href=f"#{card.anchor}",
        point=program.point,
        miles=card.miles,
        approximate=program.precision in {Precision.CITY, Precision.ZIP},
    )
