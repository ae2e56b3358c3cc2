"""The two maps: the whole country, and the searched area with rings of distance.

A drawing holds numbers only; `components/maps.html` puts them on the page, beside the list that
says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from matcher.domain.geography import Point
from matcher.web.maps.badges import HALF_BADGE, stand
from matcher.web.maps.outlines import Ground, area_ground, country_ground
from matcher.web.maps.projection import (
    AREA_HEIGHT,
    COUNTRY,
    COUNTRY_HEIGHT,
    WIDTH,
    Around,
    Frame,
    Spot,
    around,
    country,
)

RINGS = (5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0)
MOST_RINGS = 3
FARTHEST_AREA = 500.0
"""Beyond so many miles the whole country is drawn."""

RIM = 162.0
"""How far from the middle the outermost ring is."""

_LETTER = 6.4
_LINE = 12.0
_CROSS = 3.0
MOST_TOWNS = 6


@dataclass(frozen=True, slots=True)
class Pin:
    """One program to be drawn, numbered as the list numbers it."""

    number: int
    name: str
    place: str
    """Its city and state, as the list says them."""
    href: str
    """Its card on the same page."""
    point: Point | None
    miles: float | None = None
    approximate: bool = False
    """Whether only its ZIP code or city is known, or may be told."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place that helps to find one's way about the map."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class DrawnPin:
    """A pin on paper: its badge, and the spot that the badge stands for."""

    pin: Pin
    badge: Spot
    spot: Spot

    @property
    def stands_aside(self) -> bool:
        """Whether a line has to lead from the badge to its spot."""
        return self.badge.distance(self.spot) > 1


@dataclass(frozen=True, slots=True)
class Ring:
    """All that is so many miles away."""

    miles: float
    radius: float
    label: Spot


@dataclass(frozen=True, slots=True)
class DrawnTown:
    """A town on paper."""

    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map, ready to be put on a page."""

    width: float
    height: float
    ground: Ground
    pins: tuple[DrawnPin, ...]
    """In the order of the list."""
    undrawn: tuple[Pin, ...]
    """Listed, but off this map or nobody knows where."""
    middle: Spot | None
    """Where the search started, where the map shows it."""
    rings: tuple[Ring, ...] = ()
    towns: tuple[DrawnTown, ...] = ()
    frames: tuple[Frame, ...] = ()
    """Around the parts that are set in."""

    @property
    def is_area(self) -> bool:
        """Whether this is a map of the searched area rather than of the country."""
        return bool(self.rings)


def search_map(
    pins: Iterable[Pin],
    searched_from: Point,
    within_miles: float | None,
    towns: Iterable[Town] = (),
) -> Drawing:
    """Draw a search: its area where it has one that a page can show, else the whole country."""
    if within_miles is None or within_miles > FARTHEST_AREA:
        return country_map(pins, searched_from)
    return area_map(pins, searched_from, within_miles, towns)


def country_map(pins: Iterable[Pin], searched_from: Point | None = None) -> Drawing:
    """Draw the whole country, with Alaska, Hawaii and Puerto Rico set in.

    Guam, American Samoa and the Northern Marianas are on no part of it: their programs are on the
    list, and the map's caption names them.
    """
    window = Frame(0, 0, WIDTH, COUNTRY_HEIGHT)
    middle = None if searched_from is None else _seen(country(searched_from), window)
    drawn, undrawn = _pins(pins, country, window, [] if middle is None else [_cross(middle)])
    return Drawing(
        WIDTH,
        COUNTRY_HEIGHT,
        country_ground(),
        drawn,
        undrawn,
        middle,
        frames=tuple(piece.frame for piece in COUNTRY if piece.frame),
    )


def area_map(
    pins: Iterable[Pin], middle: Point, within_miles: float, towns: Iterable[Town] = ()
) -> Drawing:
    """Draw the searched area around *middle*, the outermost ring being *within_miles* away."""
    project = Around(middle, RIM / within_miles)
    window = Frame(0, 0, WIDTH, AREA_HEIGHT)
    rings = _rings(within_miles)
    taken = [_words(ring.label, 9) for ring in rings]
    taken.append(_cross(Spot(WIDTH / 2, AREA_HEIGHT / 2)))
    drawn, undrawn = _pins(pins, project, window, taken)
    taken += [around(pin.badge, HALF_BADGE, HALF_BADGE) for pin in drawn]
    return Drawing(
        WIDTH,
        AREA_HEIGHT,
        area_ground(project, Frame(-2, -2, WIDTH + 2, AREA_HEIGHT + 2)),
        drawn,
        undrawn,
        Spot(WIDTH / 2, AREA_HEIGHT / 2),
        rings,
        _towns(towns, project, window, taken),
    )


def _rings(within_miles: float) -> tuple[Ring, ...]:
    """Return the outermost rings, the search's own among them, the largest first."""
    smaller = [miles for miles in RINGS if miles < within_miles * 0.75]
    shown = [within_miles, *reversed(smaller)][:MOST_RINGS]
    scale = RIM / within_miles
    return tuple(
        Ring(miles, _tenth(miles * scale), Spot(WIDTH / 2, _tenth(AREA_HEIGHT / 2 - miles * scale)))
        for miles in shown
    )


def _pins(
    pins: Iterable[Pin],
    project: Callable[[Point], Spot | None],
    window: Frame,
    taken: Sequence[Frame] = (),
) -> tuple[tuple[DrawnPin, ...], tuple[Pin, ...]]:
    """Put each pin where it belongs; those that the window does not show come back undrawn."""
    placed: list[tuple[Pin, Spot]] = []
    undrawn: list[Pin] = []
    for pin in pins:
        spot = None if pin.point is None else _seen(project(pin.point), window)
        if spot is None:
            undrawn.append(pin)
        else:
            placed.append((pin, spot))
    badges = stand([spot for _, spot in placed], window, taken)
    drawn = tuple(
        DrawnPin(pin, _rounded(badge), spot)
        for (pin, spot), badge in zip(placed, badges, strict=True)
    )
    return drawn, tuple(undrawn)


def _towns(
    towns: Iterable[Town],
    project: Callable[[Point], Spot],
    window: Frame,
    taken: Sequence[Frame],
) -> tuple[DrawnTown, ...]:
    """Name towns where there is room for the name, the first ones first."""
    filled = list(taken)
    shown: list[DrawnTown] = []
    for town in towns:
        spot = _seen(project(town.point), window)
        if spot is None or len(shown) == MOST_TOWNS:
            continue
        name = _words(spot, len(town.name))
        inside = window.holds(Spot(name.left, name.top)) and window.holds(
            Spot(name.right, name.bottom)
        )
        if inside and not any(name.overlaps(other) for other in filled):
            filled.append(name)
            shown.append(DrawnTown(town.name, spot))
    return tuple(shown)


def _words(middle: Spot, letters: int) -> Frame:
    """Return the room that a line of so many letters takes, its dot or line included."""
    return around(middle, letters * _LETTER / 2, _LINE)


def _cross(middle: Spot) -> Frame:
    """Return the room of the cross that marks where the search started."""
    return around(middle, _CROSS, _CROSS)


def _seen(spot: Spot | None, window: Frame) -> Spot | None:
    return None if spot is None or not window.holds(spot) else _rounded(spot)


def _rounded(spot: Spot) -> Spot:
    return Spot(_tenth(spot.x), _tenth(spot.y))


def _tenth(number: float) -> float:
    return round(number, 1)
