"""Rows sorted by place: bands of latitude, from south to north, each from west to east.

A circle around a point crosses a band in one run of rows (two where it crosses the date line):
*outer* runs hold every row that may be inside, *inner* runs only rows that surely are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from matcher.index.bits import Rows
from matcher.index.sphere import RADIUS_MILES, Floats, Origin

_STRIDE = 512.0
"""More than the 360 degrees of a band, so that a key never reaches the next."""

_PAD_DEGREES = 1e-7
_PAD_RADIANS = 1e-9
_PAD_COSINE = 1e-11
"""Roundings, outdone: rows this close to an edge are measured one by one."""

_EAST_END = 361.0
_WEST_END = -1.0
"""Beyond both ends of a band."""

_WIDEST = math.radians(80)
_POLAR = 89.0
"""Degrees from which longitudes lose their grip: such bands are taken whole and measured."""


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
    reach = math.degrees(angle) + _PAD_DEGREES
    last = round(180 / height) - 1
    lowest = max(0, int((origin.latitude - reach + 90) // height))
    highest = min(last, int((origin.latitude + reach + 90) // height))
    bands = np.arange(lowest, highest + 1)
    outer, inner = _half_widths((bands * height - 90.0).astype(np.float64), height, origin, angle)
    ends = _ends(origin.longitude + 180.0, outer, inner)
    ends += (bands * _STRIDE)[:, None, None]
    found = np.searchsorted(keys, ends.reshape(-1, 4)).astype(np.int64, copy=False)
    found = found[found[:, 1] > found[:, 0]]
    starts, stops = found[:, 0], found[:, 1]
    inner_stops = np.clip(found[:, 3], starts, stops)
    inner_starts = np.clip(found[:, 2], starts, inner_stops)
    return Runs(starts, stops, inner_starts, inner_stops)


def _half_widths(
    south: Floats, height: float, origin: Origin, angle: float
) -> tuple[Floats, Floats]:
    """Return, for each band, how many degrees of longitude may be inside, and surely are."""
    north = south + height
    latitude = math.radians(origin.latitude)
    edges = np.radians(np.stack([south - _PAD_DEGREES, north + _PAD_DEGREES]))
    sines, cosines = np.sin(edges), np.cos(edges)
    sine, cosine = math.sin(latitude), math.cos(latitude)
    polar = (south < -_POLAR) | (north > _POLAR) | (abs(origin.latitude) > _POLAR)
    with np.errstate(divide="ignore", invalid="ignore"):
        far = (math.cos(angle + _PAD_RADIANS) - sine * sines) / (cosine * cosines)
        near = (math.cos(max(angle - _PAD_RADIANS, 0.0)) - sine * sines) / (cosine * cosines)
    outer = np.degrees(np.arccos(_cosine(far.min(axis=0) - _PAD_COSINE)))
    inner = np.degrees(np.arccos(_cosine(near.max(axis=0) + _PAD_COSINE)))
    widest = sine / math.cos(angle + _PAD_RADIANS)
    if abs(widest) < 1:  # no pole inside: the circle is widest at this latitude
        top = math.degrees(math.asin(widest))
        width = math.sin(angle + _PAD_RADIANS) / cosine if cosine > 0 else 1.0
        span = math.degrees(math.asin(min(1.0, width))) + 1e-4
        outer[(south - 1e-3 <= top) & (top <= north + 1e-3)] = span
    outer[polar] = 180.0
    inner[polar] = 0.0
    outer += _PAD_DEGREES
    inner -= _PAD_DEGREES
    inner[inner > 180.0 - 2 * _PAD_DEGREES] = 2 * _EAST_END  # all of the band, from anywhere
    return outer, inner


def _cosine(values: Floats) -> Floats:
    return np.clip(np.nan_to_num(values, nan=1.0, posinf=2.0, neginf=-2.0), -1.0, 1.0)


def _ends(middle: float, outer: Floats, inner: Floats) -> Floats:
    """Return, for each band, two runs as (outer from, to, inner from, to) in degrees.

    Degrees count eastward from the date line, where *middle* is the search's. The second run
    is what lies across that line; it is empty where nothing does.
    """
    ends = np.empty((len(outer), 2, 4))
    main, across = ends[:, 0], ends[:, 1]
    main[:, 0], main[:, 1] = middle - outer, middle + outer
    main[:, 2], main[:, 3] = middle - inner, middle + inner
    across[:] = _EAST_END
    whole = outer >= 180.0
    main[whole, 0], main[whole, 1] = _WEST_END, _EAST_END
    west = ~whole & (main[:, 0] < 0)
    across[west] = main[west] + 360
    east = ~whole & (main[:, 1] > 360)
    across[east] = main[east]
    main[east] -= 360  # what lies across is west of it: first
    empty = inner <= 0
    ends[empty, :, 3] = ends[empty, :, 2]
    clipped: Floats = np.clip(ends, _WEST_END, _EAST_END)
    return clipped
