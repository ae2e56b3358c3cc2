"""Finds the place that somebody means by what was typed, without asking anybody outside."""

from __future__ import annotations

import re
from typing import Protocol

from matcher.domain.geography import (
    Place,
    PlaceAmbiguous,
    PlaceNotFound,
    Point,
    PointOutOfBounds,
)
from matcher.domain.spelling import fold, place_key

STATES = {
    "alabama": "AL",
    "alaska": "AK",
    "american samoa": "AS",
    "arizona": "AZ",
    "arkansas": "AR",
    "california": "CA",
    "colorado": "CO",
    "connecticut": "CT",
    "delaware": "DE",
    "district of columbia": "DC",
    "federated states of micronesia": "FM",
    "florida": "FL",
    "georgia": "GA",
    "guam": "GU",
    "hawaii": "HI",
    "idaho": "ID",
    "illinois": "IL",
    "indiana": "IN",
    "iowa": "IA",
    "kansas": "KS",
    "kentucky": "KY",
    "louisiana": "LA",
    "maine": "ME",
    "marshall islands": "MH",
    "maryland": "MD",
    "massachusetts": "MA",
    "michigan": "MI",
    "minnesota": "MN",
    "mississippi": "MS",
    "missouri": "MO",
    "montana": "MT",
    "nebraska": "NE",
    "nevada": "NV",
    "new hampshire": "NH",
    "new jersey": "NJ",
    "new mexico": "NM",
    "new york": "NY",
    "north carolina": "NC",
    "north dakota": "ND",
    "northern mariana islands": "MP",
    "ohio": "OH",
    "oklahoma": "OK",
    "oregon": "OR",
    "palau": "PW",
    "pennsylvania": "PA",
    "puerto rico": "PR",
    "rhode island": "RI",
    "south carolina": "SC",
    "south dakota": "SD",
    "tennessee": "TN",
    "texas": "TX",
    "utah": "UT",
    "vermont": "VT",
    "virgin islands": "VI",
    "virginia": "VA",
    "washington": "WA",
    "west virginia": "WV",
    "wisconsin": "WI",
    "wyoming": "WY",
}
CODES = frozenset(STATES.values())

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(rf"\s*({_NUMBER})\s*(?:,\s*|\s+)({_NUMBER})\s*")
_ZIP = re.compile(r"(?:(?P<before>.*[^\d-])\s*)?(?P<zip>\d{5})(?:[-\s]?\d{4})?")

LONGEST = 100
"""No place's name is longer; what is longer is not searched for."""

SUGGESTIONS = 5
NEARLY = 72
"""Of 100: how alike a suggested spelling must be."""


class Places(Protocol):
    """What places are looked up in."""

    def by_zip(self, zip_code: str) -> Place | None:
        """Return the middle of a ZIP code."""

    def cities(self, key: str, state: str | None = None) -> list[Place]:
        """Return every city of that name (as `place_key` writes it), the largest first."""

    def starting_with(self, text: str, state: str | None, limit: int) -> list[Place]:
        """Return places whose ZIP code or key starts with *text*, the largest first."""

    def names(self, state: str | None = None) -> dict[str, str]:
        """Return the keys of all cities by label."""


class PlaceFinder:
    """Finds the place that somebody means, in our own table."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def find(self, text: str, *, nearly: bool = True) -> Place:
        """Return the one place that *text* means.

        :raise PlaceNotFound: where there is none; with *nearly*, those spelled so are suggested.
        :raise PlaceAmbiguous: where it may mean several.
        """
        asked = " ".join(text.split())
        if not asked or len(asked) > LONGEST:
            raise PlaceNotFound(asked[:LONGEST])
        if point := _POINT.fullmatch(asked):
            return _at(asked, float(point[1]), float(point[2]))
        if (zip_code := _ZIP.fullmatch(asked)) and (place := self._places.by_zip(zip_code["zip"])):
            return place
        readings = list(_readings(asked))
        for city, state in readings:
            found = self._places.cities(place_key(city), state)
            if len(found) == 1:
                return found[0]
            if found:
                raise PlaceAmbiguous(asked, tuple(found))
        raise PlaceNotFound(asked, self._nearly(*readings[0]) if nearly and readings else ())

    def suggest(self, text: str, limit: int) -> list[Place]:
        """Return places that begin as *text* does, for one who is still typing."""
        asked = " ".join(text.split())[:LONGEST]
        if re.fullmatch(r"\d{2,5}", asked):
            return self._places.starting_with(asked, None, limit)
        city, comma, rest = asked.partition(",")
        key = place_key(city) if comma else place_key_prefix(city)
        if not key or key.isdigit():
            return []
        if comma:
            state = _state(rest)
            told = state or fold(rest).upper()[:2] or None
            found = [p for p in self._places.cities(key) if told is None or _in(p, told)]
            if found:
                return found[:limit]
            return self._places.starting_with(key, told, limit)
        found = self._places.starting_with(key, None, limit)
        for parsed, state in _readings(asked):
            if state is not None:
                named = self._places.cities(place_key(parsed), state)
                found = named + [place for place in found if place not in named]
        return found[:limit]

    def _nearly(self, city: str, state: str | None) -> tuple[Place, ...]:
        """Return places spelled nearly like *city*, in *state* where it was told."""
        key = place_key(city)
        if not key:
            return ()
        # Only a place that nobody knows is looked for by its spelling.
        from rapidfuzz import fuzz, process  # noqa: PLC0415  loaded by the first who misspells

        names = self._places.names(state)
        alike = process.extract(
            key, names, scorer=fuzz.ratio, limit=SUGGESTIONS * 4, score_cutoff=NEARLY
        )
        found: dict[str, Place] = {}
        for near, _, label in alike:
            for place in self._places.cities(near, label[-2:]):
                found.setdefault(place.label, place)
        return tuple(list(found.values())[:SUGGESTIONS])


def place_key_prefix(text: str) -> str:
    """Return the key of a name that may not be finished: its last word is left as it is."""
    *whole, last = fold(text).split() or [""]
    return place_key(" ".join(whole)) + last


def _readings(asked: str) -> list[tuple[str, str | None]]:
    """Return what *asked* may mean, city and state, the likeliest first."""
    city, comma, rest = asked.rpartition(",")
    if comma and (state := _state(re.sub(r"\s*\d{5}(?:-\d{4})?$", "", rest))):
        return [(city, state)]
    words = fold(asked).split()
    parted = [
        (" ".join(words[:-length]), state)
        for length in (4, 3, 2, 1)
        if len(words) > length and (state := _state(" ".join(words[-length:])))
    ]
    return [*parted, (asked, None)]


def _state(text: str) -> str | None:
    word = fold(text)
    code = word.replace(" ", "").upper()  # N.C.
    return code if code in CODES else STATES.get(word)


def _in(place: Place, state: str) -> bool:
    return place.label[-2:].startswith(state)


def _at(asked: str, latitude: float, longitude: float) -> Place:
    try:
        point = Point(latitude, longitude)
    except PointOutOfBounds:
        raise PlaceNotFound(asked) from None
    return Place(f"{latitude:g}, {longitude:g}", point)
