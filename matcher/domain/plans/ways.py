"""The miles of a hand-over, for many pairs of programs at once."""

from __future__ import annotations

import math

from matcher.domain.geography import EARTH_RADIUS_KM, KM_PER_MILE, Point


class Ways:
    """Miles between points, each point's sines and cosines worked out once.

    The formula is `miles_between`'s, operation by operation; a test holds the two equal.
    """

    def __init__(self) -> None:
        self._angles: dict[Point, tuple[float, float, float]] = {}
        self._miles: dict[tuple[int, int], tuple[float, Point, Point]] = {}
        """By the identity of both points, which are kept: a plan asks for the same two often."""

    def miles(self, here: Point, there: Point) -> float:
        """Return the great-circle distance in statute miles."""
        pair = (id(here), id(there))
        known = self._miles.get(pair)
        if known is None:
            miles = self._between(self._angle(here), self._angle(there))
            known = self._miles[pair] = miles, here, there
        return known[0]

    def _angle(self, point: Point) -> tuple[float, float, float]:
        known = self._angles.get(point)
        if known is None:
            latitude = math.radians(point.latitude)
            known = (math.sin(latitude), math.cos(latitude), math.radians(point.longitude))
            self._angles[point] = known
        return known

    @staticmethod
    def _between(here: tuple[float, float, float], there: tuple[float, float, float]) -> float:
        here_sine, here_cosine, here_longitude = here
        there_sine, there_cosine, there_longitude = there
        across = there_longitude - here_longitude
        across_cosine = math.cos(across)
        angle = math.atan2(
            math.sqrt(
                (there_cosine * math.sin(across)) ** 2
                + (here_cosine * there_sine - here_sine * there_cosine * across_cosine) ** 2
            ),
            here_sine * there_sine + here_cosine * there_cosine * across_cosine,
        )
        return EARTH_RADIUS_KM * angle / KM_PER_MILE
