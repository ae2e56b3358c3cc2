"""From places on the Earth to places on paper: the whole country, or around one point.

`country` is the Albers composite that people know from American atlases: the lower 48 states, with
Alaska, Hawaii and (half as large again) Puerto Rico and the Virgin Islands set in below. `Around`
keeps distance from its middle true, so that a ring of so many miles is a circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import atan2, cos, hypot, radians, sin, sqrt

from matcher.domain.geography import EARTH_RADIUS_KM, KM_PER_MILE, Point

WIDTH = 360.0
COUNTRY_HEIGHT = 194.0
AREA_HEIGHT = 360.0

_REFERENCE = WIDTH / 975.0
"""d3's `geoAlbersUsa` is 975 wide; ours is the same picture, smaller."""
_SCALE = 1070.0

EARTH_RADIUS_MILES = EARTH_RADIUS_KM / KM_PER_MILE


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawing, from its upper left corner."""

    x: float
    y: float

    def distance(self, other: Spot) -> float:
        """Return how far apart two spots are on paper."""
        return hypot(self.x - other.x, self.y - other.y)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, spot: Spot) -> bool:
        """Whether *spot* is inside, edges included."""
        return self.left <= spot.x <= self.right and self.top <= spot.y <= self.bottom

    def overlaps(self, other: Frame) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def around(spot: Spot, half_width: float, half_height: float) -> Frame:
    """Return the frame with *spot* in its middle."""
    return Frame(
        spot.x - half_width, spot.y - half_height, spot.x + half_width, spot.y + half_height
    )


@dataclass(frozen=True)
class Albers:
    """Conic equal-area, as Snyder gives it (Map Projections, 1987, page 98), on a sphere."""

    parallels: tuple[float, float]
    meridian: float
    """The longitude that stands upright."""
    middle: Point
    """What is drawn at *spot*."""
    spot: Spot
    scale: float

    def __call__(self, point: Point) -> Spot:
        """Return where *point* is drawn."""
        x, y = self._plane(point)
        left, bottom = self._plane(self.middle)
        return Spot(self.spot.x + self.scale * (x - left), self.spot.y - self.scale * (y - bottom))

    def _plane(self, point: Point) -> tuple[float, float]:
        n, c = self._cone
        rho = sqrt(c - 2 * n * sin(radians(point.latitude))) / n
        turned = (point.longitude - self.meridian + 180) % 360 - 180
        theta = n * radians(turned)
        return rho * sin(theta), -rho * cos(theta)

    @cached_property
    def _cone(self) -> tuple[float, float]:
        south, north = map(radians, self.parallels)
        n = (sin(south) + sin(north)) / 2
        return n, cos(south) ** 2 + 2 * n * sin(south)


@dataclass(frozen=True)
class Piece:
    """One part of the composite: what it draws, how, and the frame it is drawn in."""

    west: float
    east: float
    """May be less than *west*: then it goes around by the date line."""
    south: float
    north: float
    draw: Albers
    frame: Frame | None = None
    """None: it is set in without a frame."""

    def covers(self, point: Point) -> bool:
        """Whether this part draws *point*."""
        across = point.longitude - self.west
        return self.south <= point.latitude <= self.north and across % 360 <= (
            (self.east - self.west) % 360
        )


def _albers(
    parallels: tuple[float, float],
    meridian: float,
    middle: Point,
    placed: tuple[float, float],
    larger: float = 1.0,
) -> Albers:
    """Return a projection as d3 gives it, brought to our size."""
    spot = Spot(placed[0] * _REFERENCE, placed[1] * _REFERENCE)
    return Albers(parallels, meridian, middle, spot, _SCALE * larger * _REFERENCE)


COUNTRY = (
    Piece(
        *(-125.0, -66.5, 24.0, 49.6),
        _albers((29.5, 45.5), -96, Point(38.7, -96.6), (487.5, 260)),
    ),
    Piece(
        *(170.0, -129.0, 50.0, 72.0),
        _albers((55, 65), -154, Point(58.5, -156), (159.01, 475.07), larger=0.35),
        Frame(9, 144, 95, 192),
    ),
    Piece(
        *(-161.0, -154.0, 18.0, 23.0),
        _albers((8, 18), -157, Point(19.9, -160), (268.15, 486.84)),
        Frame(96.5, 162, 134, 192),
    ),
    Piece(
        *(-68.2, -64.3, 17.4, 18.7),
        _albers((8, 18), -66, Point(18.1, -66.2), (905, 492), larger=1.5),
        Frame(314, 172, 354, 192),
    ),
)
"""The frames are ours; the placing of Alaska and Hawaii is d3's `geoAlbersUsa`."""


def country(point: Point) -> Spot | None:
    """Return where *point* is on the map of the whole country; None where no part draws it."""
    for piece in COUNTRY:
        if piece.covers(point):
            return piece.draw(point)
    return None


@dataclass(frozen=True)
class Around:
    """Azimuthal equidistant: every point at its true distance and bearing from the middle."""

    middle: Point
    units_a_mile: float

    def __call__(self, point: Point) -> Spot:
        """Return where *point* is drawn."""
        here, there = radians(self.middle.latitude), radians(point.latitude)
        turned = radians(point.longitude - self.middle.longitude)
        east = cos(there) * sin(turned)
        north = cos(here) * sin(there) - sin(here) * cos(there) * cos(turned)
        up = sin(here) * sin(there) + cos(here) * cos(there) * cos(turned)
        across = hypot(east, north)
        if not across:
            return Spot(WIDTH / 2, AREA_HEIGHT / 2)
        # The same great circle as `geography.miles_between`, without an object for each point.
        reach = self.units_a_mile * EARTH_RADIUS_MILES * atan2(across, up)
        return Spot(
            WIDTH / 2 + reach * east / across,
            AREA_HEIGHT / 2 - reach * north / across,
        )
