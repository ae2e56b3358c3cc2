"""Looking through the directory without needs: by place, by name, by age."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.persistence.listings import Location, Organization, Program, Source, SourceRecord


@dataclass(frozen=True, slots=True)
class Counted:
    """A state or a city, and how many programs are listed there."""

    name: str
    programs: int


@dataclass(frozen=True, slots=True)
class Named:
    """A listed program, as much of it as a list of names shows."""

    id: str
    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str


@dataclass(frozen=True, slots=True)
class Age:
    """One source that listings rest on, and how many listed programs rest on it."""

    directory: str
    name: str
    vintage: date
    programs: int


def states(session: Session) -> list[Counted]:
    """Return the states with listed programs, by name."""
    return _counted(
        session.execute(
            select(Location.state, func.count())
            .join(Program, Program.location_id == Location.id)
            .where(Program.listed)
            .group_by(Location.state)
        )
    )


def cities(
    session: Session, state: str, *, limit: int | None = None, offset: int = 0
) -> list[Counted]:
    """Return a state's cities with listed programs, by name."""
    found = _counted(
        session.execute(
            select(Location.city, func.count())
            .join(Program, Program.location_id == Location.id)
            .where(Program.listed, Location.state == state)
            .group_by(Location.city)
        )
    )
    return found[offset : None if limit is None else offset + limit]


def count(session: Session, *, state: str | None = None, city: str | None = None) -> int:
    """Return how many programs are listed, in a state or one of its cities."""
    query = (
        select(func.count())
        .select_from(Program)
        .join(Location, Location.id == Program.location_id)
        .where(Program.listed)
    )
    if state is not None:
        query = query.where(Location.state == state)
    if city is not None:
        query = query.where(Location.city == city)
    return session.scalar(query) or 0


def names(
    session: Session,
    *,
    state: str | None = None,
    cities: Collection[str] | None = None,
    ids: Collection[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Named]:
    """Return listed programs by name, all or a page of them."""
    query = (
        select(
            Program.id,
            Program.slug,
            Program.name,
            Organization.name,
            Location.city,
            Location.state,
            Program.phone,
        )
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
        .where(Program.listed)
        .order_by(func.lower(Program.name), Program.id)
        .limit(limit)
        .offset(offset)
    )
    if state is not None:
        query = query.where(Location.state == state)
    if cities is not None:
        query = query.where(Location.city.in_(list(cities)))
    if ids is not None:
        query = query.where(Program.id.in_(list(ids)))
    return [Named(*row) for row in session.execute(query)]


def ages(session: Session) -> list[Age]:
    """Return the sources that listed programs rest on now, the newest first."""
    rows = session.execute(
        select(Source.directory, Source.name, Source.vintage, func.count())
        .join(SourceRecord, SourceRecord.source_id == Source.id)
        .join(Program, Program.id == SourceRecord.program_id)
        .where(Program.listed, SourceRecord.current)
        .group_by(Source.directory, Source.name, Source.vintage)
    )
    found = [Age(*row) for row in rows]
    return sorted(found, key=lambda age: (-age.vintage.toordinal(), age.directory, age.name))


def has_samples(session: Session) -> bool:
    """Whether fictional listings are kept."""
    return session.scalar(select(Program.id).where(Program.sample).limit(1)) is not None


def has_real(session: Session) -> bool:
    """Whether any listing is not fictional."""
    return session.scalar(select(Program.id).where(~Program.sample).limit(1)) is not None


def _counted(rows: Iterable[tuple[str, int]]) -> list[Counted]:
    # Sorted here, because databases disagree about the order of letters.
    return sorted((Counted(*row) for row in rows), key=lambda counted: counted.name)
