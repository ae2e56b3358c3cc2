"""When each listing was last checked by anybody, and where it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.persistence.listings import Fact, Location, Program


@dataclass(frozen=True, slots=True)
class Checked:
    """A listed program that has a point, and the day its newest survey or fact speaks for."""

    id: str
    latitude: float
    longitude: float
    on: date | None
    """None where no source gives a day."""


def checked(session: Session, ids: Collection[str] | None = None) -> list[Checked]:
    """Return the listed programs (all by default) that can be ranked, from south to north."""
    query = (
        select(
            Program.id,
            Location.latitude,
            Location.longitude,
            Program.vintage,
            func.max(Fact.recorded_on),
        )
        .join(Location, Location.id == Program.location_id)
        .outerjoin(Fact, Fact.program_id == Program.id)
        .where(Program.listed, Location.latitude.is_not(None), Location.longitude.is_not(None))
        .group_by(Program.id, Location.latitude, Location.longitude, Program.vintage)
        .order_by(Location.latitude)
    )
    if ids is not None:
        query = query.where(Program.id.in_(list(ids)))
    return [
        Checked(
            id_,
            latitude,
            longitude,
            max((day for day in (vintage, recorded_on) if day is not None), default=None),
        )
        for id_, latitude, longitude, vintage, recorded_on in session.execute(query)
        if latitude is not None and longitude is not None
    ]
