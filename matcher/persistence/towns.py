"""Towns to find one's way by on a map."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.geography import Place as FoundPlace
from matcher.domain.geography import Point
from matcher.persistence.places import Place

A_TOWN = 2
"""ZIP codes: places with a single one are too many and too small to name."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the Earth between two latitudes and two longitudes."""

    south: float
    north: float
    west: float
    east: float


def largest(session: Session, box: Box, limit: int) -> list[FoundPlace]:
    """Return the largest towns in *box*, those with the most ZIP codes first."""
    query = (
        select(Place.label, Place.latitude, Place.longitude)
        .where(
            Place.kind == "city",
            Place.weight >= A_TOWN,
            Place.latitude.between(box.south, box.north),
            Place.longitude.between(box.west, box.east),
        )
        .order_by(Place.weight.desc(), Place.label)
        .limit(limit)
    )
    return [
        FoundPlace(label, Point(latitude, longitude))
        for label, latitude, longitude in session.execute(query)
    ]
