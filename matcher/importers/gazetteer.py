"""ZIP codes and cities from the `zipcodes` package, read once into our own table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from matcher.domain.geography import Place, PlaceRow, Point
from matcher.domain.spelling import place_key

MILITARY = frozenset({"AA", "AE", "AP"})
"""States of the mail, not of the map."""

NOWHERE = Point(0, 0)
"""What the package says of a ZIP code whose place it does not know."""


@dataclass(slots=True)
class _City:
    """The ZIP codes of one city, or of one other name for a place, in one state."""

    name: str
    delivered: list[Point] = field(default_factory=list)
    """ZIP codes where people live."""
    other: list[Point] = field(default_factory=list)
    """Post office boxes, and codes of single companies."""

    @property
    def middle(self) -> Point:
        """The mean of its ZIP codes' points; cities are small enough for that."""
        points = self.delivered or self.other
        return Point(
            sum(point.latitude for point in points) / len(points),
            sum(point.longitude for point in points) / len(points),
        )


def read() -> Iterator[PlaceRow]:
    """Give every ZIP code, city and accepted other name in the United States, one at a time."""
    import zipcodes  # noqa: PLC0415  every ZIP code comes with it, and it is read once

    entries: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call] # it has no types
    return rows(entries)


def rows(entries: Iterable[Mapping[str, Any]]) -> Iterator[PlaceRow]:
    """Make places of the package's entries."""
    cities: dict[tuple[str, str], _City] = {}
    aliases: dict[tuple[str, str], _City] = {}
    key_of = cache(place_key)  # a name comes up for many ZIP codes, and in many states
    for entry in entries:
        point = Point(float(entry["lat"]), float(entry["long"]))
        state, city, zip_code = entry["state"], entry["city"], entry["zip_code"]
        if state in MILITARY or not entry["active"] or point == NOWHERE:
            continue
        yield PlaceRow("zip", zip_code, state, Place(f"{city}, {state} {zip_code}", point), 1)
        lived_in = entry["zip_code_type"] == "STANDARD"
        for group, names in ((cities, [city]), (aliases, entry["acceptable_cities"])):
            for name in names:
                key = key_of(name), state
                if (found := group.get(key)) is None:
                    found = group[key] = _City(name)
                (found.delivered if lived_in else found.other).append(point)
    yield from _named("city", cities)
    yield from _named("alias", {key: each for key, each in aliases.items() if key not in cities})


def _named(kind: str, cities: Mapping[tuple[str, str], _City]) -> Iterator[PlaceRow]:
    for (key, state), city in cities.items():
        place = Place(f"{city.name}, {state}", city.middle)
        # More than any one ZIP code, so that a city is offered before its parts.
        yield PlaceRow(kind, key, state, place, 1 + len(city.delivered) + len(city.other))
