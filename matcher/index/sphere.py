"""Distances on the Earth: exactly as geopy computes them, and quickly for many rows at once."""

from __future__ import annotations

import math
from math import atan2, cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from matcher.domain.geography import EARTH_RADIUS_KM, KM_PER_MILE, Point

Floats = NDArray[np.float64]

RADIUS_MILES = EARTH_RADIUS_KM / KM_PER_MILE
HALF_WAY_ROUND = math.pi * RADIUS_MILES
"""Miles to the antipode; nothing is farther."""

SURE = 1e-6
"""Miles within which only the exact formula decides; the quick one errs by less than 1e-9."""

ANTIPODAL = 3.999
"""The squared chord beyond which the quick formula loses that precision."""


class Origin:
    """The place a search starts from."""

    def __init__(self, point: Point) -> None:
        self.latitude = float(point.latitude)
        self.longitude = float(point.longitude)
        self._longitude = math.radians(self.longitude)
        latitude = math.radians(self.latitude)
        self._sine, self._cosine = math.sin(latitude), math.cos(latitude)
        self.vector = (
            self._cosine * math.cos(self._longitude),
            self._cosine * math.sin(self._longitude),
            self._sine,
        )

    def miles(self, latitude: float, longitude: float) -> float:
        """Return `miles_between` to a point, to the last bit, without building the point.

        The operations and their order are geopy's great circle; a test holds the two equal.
        """
        here_sine, here_cosine = self._sine, self._cosine
        there = radians(latitude)
        there_sine, there_cosine = sin(there), cos(there)
        across = radians(longitude) - self._longitude
        across_cosine = cos(across)
        angle = atan2(
            sqrt(
                (there_cosine * sin(across)) ** 2
                + (here_cosine * there_sine - here_sine * there_cosine * across_cosine) ** 2
            ),
            here_sine * there_sine + here_cosine * there_cosine * across_cosine,
        )
        return EARTH_RADIUS_KM * angle / KM_PER_MILE

    def exact_miles(self, latitudes: Floats, longitudes: Floats) -> Floats:
        """Return the exact miles to many points; neighbours at one address are measured once."""
        miles: list[float] = []
        before, away = (math.nan, math.nan), math.nan
        for here in zip(latitudes.tolist(), longitudes.tolist(), strict=True):
            if here != before:
                before, away = here, self.miles(*here)
            miles.append(away)
        return np.array(miles, np.float64)

    def squared_chords(self, vectors: Floats) -> Floats:
        """Return the squared straight-line distances to unit *vectors* (3 x rows)."""
        x, y, z = self.vector
        chords: Floats = vectors[0] - x
        chords *= chords
        other = vectors[1] - y
        other *= other
        chords += other
        np.subtract(vectors[2], z, out=other)
        other *= other
        chords += other
        return chords


def unit_vectors(latitudes: Floats, longitudes: Floats) -> Floats:
    """Return points as unit vectors, 3 x rows."""
    latitude, longitude = np.radians(latitudes), np.radians(longitudes)
    cosine = np.cos(latitude)
    return np.stack([cosine * np.cos(longitude), cosine * np.sin(longitude), np.sin(latitude)])


def miles_of(squared_chords: Floats) -> Floats:
    """Turn squared chords into miles (quick; see `ANTIPODAL`)."""
    half = np.sqrt(squared_chords)
    half *= 0.5
    np.minimum(half, 1.0, out=half)
    miles: Floats = np.arcsin(half, out=half)
    miles *= 2 * RADIUS_MILES
    return miles


def squared_chord_at(miles: float) -> float:
    """Return the squared chord of a distance; negative below no distance at all."""
    if miles < 0:
        return -1.0
    return 4 * math.sin(min(miles / RADIUS_MILES, math.pi) / 2) ** 2
