"""Points on the Earth and the miles between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.009
"""The mean one, as geopy's great circle has it."""

KM_PER_MILE = 1.609344


class PointOutOfBounds(ValueError):
    """A latitude beyond a pole, or a longitude more than half way around."""


class Precision(StrEnum):
    """How closely a program's point is known."""

    EXACT = "exact"
    ZIP = "zip"  # the middle of its ZIP code
    CITY = "city"  # the middle of its city; every confidential location


@dataclass(frozen=True, slots=True)
class Point:
    """A place in decimal degrees, WGS 84."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        """Refuse what is not on the Earth (NaN included)."""
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            message = "latitude runs from -90 to 90 and longitude from -180 to 180"
            raise PointOutOfBounds(message)


@dataclass(frozen=True, slots=True)
class Place:
    """A named place to search from."""

    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One entry of the gazetteer: a ZIP code, a city, or another name its post office accepts."""

    kind: str
    """`zip`, `city` or `alias`."""
    key: str
    """What is looked up: the ZIP code, or the name as `spelling.place_key` writes it."""
    state: str
    place: Place
    weight: int
    """How many ZIP codes it has."""


class PlaceNotFound(LookupError):
    """No place is called that."""

    def __init__(self, text: str, suggestions: tuple[Place, ...] = ()) -> None:
        """Remember what was asked for, and places spelled nearly so."""
        super().__init__(f"There is no place called “{text}” here.")
        self.text = text
        self.suggestions = suggestions


class PlaceAmbiguous(LookupError):
    """Several places are called that: a question, never a guess."""

    def __init__(self, text: str, candidates: tuple[Place, ...]) -> None:
        """Remember what was asked for, and the places it may mean, the largest first."""
        super().__init__(f"“{text}” may be any of {len(candidates)} places.")
        self.text = text
        self.candidates = candidates


def miles_between(here: Point, there: Point) -> float:
    """Return the great-circle distance in statute miles (mean Earth radius, full precision)."""
    # geopy's own __init__ brings every geocoder it has: at start everybody would wait for them.
    from geopy.distance import great_circle  # noqa: PLC0415  loaded by the first who measures

    return float(
        great_circle((here.latitude, here.longitude), (there.latitude, there.longitude)).miles
    )
