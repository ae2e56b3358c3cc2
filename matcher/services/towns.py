"""The larger towns around a search, so that its map can be read without roads."""

from __future__ import annotations

from math import cos, radians

from sqlalchemy.orm import Session

from matcher.domain.geography import Place, Point
from matcher.persistence import towns
from matcher.persistence.towns import Box

MILES_A_DEGREE = 69.0
OFFERED = 24
"""More than a map names: some would stand on pins."""


def towns_around(session: Session, middle: Point, miles: float) -> list[Place]:
    """Return the larger towns within about so many miles of *middle*, the largest first."""
    high = miles / MILES_A_DEGREE
    wide = high / max(cos(radians(middle.latitude)), 0.1)
    box = Box(
        middle.latitude - high,
        middle.latitude + high,
        middle.longitude - wide,
        middle.longitude + wide,
    )
    return towns.largest(session, box, OFFERED)
