"""Rows sorted by place: bands of latitude, from south to north, each from west to east.

A circle around a point crosses a band in one run of rows (two where it crosses the date line):
*outer* runs hold every row that may be inside, *inner* runs only rows that surely are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from matcher.index.bits import Rows
from matcher.index.sphere import RADIUS_MILES, Floats, Origin

_STRIDE = 512.0
"""More than the 360 degrees of a band, so that a key never reaches the next."""

_WEST, _EAST = -1.0, 361.0
"""Beyond both ends of a band, in degrees east of the date line."""

_PAD_DEGREES = 1e-7
_PAD_RADIANS = 1e-9
_PAD_COSINE = 1e-11
"""Roundings, outdone: rows this close to an edge are measured one by one."""

_WIDEST = math.radians(80)
_POLAR = 89.0
"""Degrees from which longitudes lose their grip: such bands are taken whole and measured."""

_Run = tuple[float, float, float, float]
"""Keys from and to of an outer run, then of its inner run."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Disjoint ascending runs of rows (start, stop), and in each the run that is surely inside."""

    starts: Rows
    stops: Rows
    inner_starts: Rows
    inner_stops: Rows


def height_for(rows: int) -> float:
    """Return the height of a band in degrees that suits so many rows."""
    return 0.5 if rows < 100_000 else 0.25 if rows < 500_000 else 0.125


def keys(latitudes: Floats, longitudes: Floats, height: float) -> Floats:
    """Return the sort key of each point: its band, then its longitude."""
    bands = np.minimum((latitudes + 90) // height, 180 / height - 1)
    return bands * _STRIDE + (longitudes + 180)


def runs_within(keys: Floats, height: float, origin: Origin, miles: float) -> Runs | None:
    """Return the runs that a circle of *miles* crosses; None where it spans too much to tell."""
    angle = miles / RADIUS_MILES
    if angle > _WIDEST:
        return None
    circle = _Circle(origin, angle)
    reach = math.degrees(angle) + _PAD_DEGREES
    edges = _edges(height)
    lowest = max(0, int((origin.latitude - reach + 90) // height))
    highest = min(len(edges) - 1, int((origin.latitude + reach + 90) // height))
    ends: list[_Run] = []
    for band in range(lowest, highest + 1):
        outer, inner = circle.half_widths(edges[band])
        if outer > 0:
            ends += _runs(band * _STRIDE, origin.longitude + 180.0, outer, inner)
    found = keys.searchsorted(np.array(ends).ravel()).reshape(-1, 4)
    found = found[found[:, 1] > found[:, 0]]
    starts, stops = found[:, 0], found[:, 1]
    inner_stops = np.minimum(np.maximum(found[:, 3], starts), stops)
    inner_starts = np.minimum(np.maximum(found[:, 2], starts), inner_stops)
    return Runs(starts, stops, inner_starts, inner_stops)


def stretches(
    ends: Ends, height: float, origin: Origin, miles: float
) -> list[tuple[int, int]] | None:
    """Return the runs of words, first and beyond the last, in the box around a circle.

    None where that is no box: over a pole, or over the date line.
    """
    angle = miles / RADIUS_MILES
    reach = math.degrees(angle) + _PAD_DEGREES
    if abs(origin.latitude) + reach > _POLAR:
        return None
    width = math.sin(angle) / math.cos(math.radians(origin.latitude))
    across = math.degrees(math.asin(width)) + 1e-4
    west, east = origin.longitude + 180 - across, origin.longitude + 180 + across
    if west <= 0 or east >= 360:
        return None
    first = (origin.latitude - reach + 90) // height
    last = (origin.latitude + reach + 90) // height
    bases = np.arange(first, last + 1) * _STRIDE
    starts = ends.lasts.searchsorted(bases + west).tolist()
    stops = ends.firsts.searchsorted(bases + east).tolist()
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


class Ends(NamedTuple):
    """The keys of the rows that begin and end each word: few enough to stay at hand."""

    firsts: Floats
    lasts: Floats

    @classmethod
    def of(cls, keys: Floats) -> Ends:
        """Return the ends of the words of rows with these keys."""
        return cls(keys[::64].copy(), np.append(keys[63:-1:64], keys[-1:]))


@dataclass(frozen=True, slots=True)
class _Edges:
    """A band's two edges, moved apart by the padding."""

    south: float
    """Degrees."""
    north: float
    south_sine: float
    south_cosine: float
    north_sine: float
    north_cosine: float


@cache
def _edges(height: float) -> list[_Edges]:
    """Return the edges of all bands."""
    edges = []
    for band in range(round(180 / height)):
        south, north = band * height - 90.0, band * height + height - 90.0
        low, high = math.radians(south - _PAD_DEGREES), math.radians(north + _PAD_DEGREES)
        edges.append(
            _Edges(south, north, math.sin(low), math.cos(low), math.sin(high), math.cos(high))
        )
    return edges


class _Circle:
    """A circle, asked band by band how many degrees of longitude it spans on either side."""

    def __init__(self, origin: Origin, angle: float) -> None:
        latitude = math.radians(origin.latitude)
        self._sine, self._cosine = math.sin(latitude), math.cos(latitude)
        self._far = math.cos(angle + _PAD_RADIANS)
        self._near = math.cos(max(angle - _PAD_RADIANS, 0.0))
        self._polar = abs(origin.latitude) > _POLAR
        self._top = math.inf
        widest = self._sine / self._far
        if abs(widest) < 1 and not self._polar:  # no pole inside: widest at one latitude
            self._top = math.degrees(math.asin(widest))
            width = math.sin(angle + _PAD_RADIANS) / self._cosine
            self._span = math.degrees(math.asin(min(1.0, width))) + 1e-4

    def half_widths(self, band: _Edges) -> tuple[float, float]:
        """Return the degrees that may be inside anywhere in *band*, and those that surely are.

        At one latitude, the cosine of the half width is (cos r - sin a sin b) / (cos a cos b).
        """
        if self._polar or band.south < -_POLAR or band.north > _POLAR:
            return 180.0, 0.0
        sine, south, north = (
            self._sine,
            self._cosine * band.south_cosine,
            self._cosine * band.north_cosine,
        )
        low, high = sine * band.south_sine, sine * band.north_sine
        if band.south - 1e-3 <= self._top <= band.north + 1e-3:
            outer = self._span
        else:
            far = min((self._far - low) / south, (self._far - high) / north) - _PAD_COSINE
            outer = 0.0 if far >= 1 else 180.0 if far <= -1 else math.degrees(math.acos(far))
        near = max((self._near - low) / south, (self._near - high) / north) + _PAD_COSINE
        inner = 0.0 if near >= 1 else 180.0 if near <= -1 else math.degrees(math.acos(near))
        return outer, inner


def _runs(base: float, middle: float, outer: float, inner: float) -> list[_Run]:
    """Return the runs of one band, west to east; *middle* is degrees east of the date line."""
    outer += _PAD_DEGREES
    west, east = middle - outer, middle + outer
    inner = 2 * _EAST if inner >= 180.0 else max(inner - _PAD_DEGREES, 0.0)
    inner_west, inner_east = middle - inner, middle + inner
    if outer >= 180.0:
        spans = [(_WEST, _EAST, inner_west, inner_east)]
    elif west < 0:
        spans = [
            (_WEST, east, inner_west, inner_east),
            (west + 360, _EAST, inner_west + 360, inner_east + 360),
        ]
    elif east > 360:
        spans = [
            (_WEST, east - 360, inner_west - 360, inner_east - 360),
            (west, _EAST, inner_west, inner_east),
        ]
    else:
        return [(base + west, base + east, base + inner_west, base + inner_east)]
    return [
        (
            base + start,
            base + stop,
            base + max(inner_start, _WEST),
            base + min(inner_stop, _EAST),
        )
        for start, stop, inner_start, inner_stop in spans
    ]
