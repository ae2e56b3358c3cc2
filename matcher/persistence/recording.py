"""What an import needs to know of the store, and how it writes: few statements, many rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, true, update
from sqlalchemy.orm import Session

from matcher.domain.provenance import CuratedFact
from matcher.domain.taxonomy import Directory
from matcher.persistence.base import Base
from matcher.persistence.listings import (
    ConfidentialAddress,
    Fact,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a program is; for a confidential one the true street and ZIP, which stay here."""

    street: str
    street2: str
    city: str
    state: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    precision: str | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that an import decides about a program."""

    organization: str
    name: str
    phone: str
    intake_phone: str
    website: str
    address: Address
    listed: bool
    directories: str
    vintage: date | None
    imported_from: str
    answers: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one directory last said of a program."""

    id: int
    source_id: int
    source_name: str
    vintage: date
    current: bool
    row_number: int
    codes: str
    raw: str
    source_kind: str


@dataclass(frozen=True, slots=True)
class SourceKey:
    """Stands for the id of a source that may not be kept yet."""

    directory: Directory
    vintage: date
    name: str

    def source(self, kind: str, file_name: str, on: date) -> Source:
        """Return the source, as it is to be kept."""
        return Source(
            kind=kind,
            directory=self.directory,
            vintage=self.vintage,
            name=self.name,
            file_name=file_name,
            imported_on=on,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A program as the store has it."""

    id: str
    slug: str
    location_id: str
    sample: bool
    published: Published
    records: Mapping[Directory, Record]


@dataclass(slots=True)
class Batch:
    """Rows waiting to be written together, by table."""

    inserts: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)
    updates: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)

    def insert(self, table: type[Base], **values: Any) -> None:
        """Add a row."""
        self.inserts.setdefault(table, []).append(values)

    def update(self, table: type[Base], **values: Any) -> None:
        """Change a row; *values* name its primary key."""
        self.updates.setdefault(table, []).append(values)

    def digest(self) -> str:
        """Return a name for everything that waits, to the letter."""
        told = hashlib.sha256()
        for table in WRITE_ORDER:
            for rows in (self.inserts.get(table, []), self.updates.get(table, [])):
                told.update(repr((table.__tablename__, rows)).encode())
        return told.hexdigest()

    def write(self, session: Session, source_id: Callable[[SourceKey], int]) -> None:
        """Write everything, parents before children; *source_id* keeps sources as they are met."""
        self._name_sources(source_id)
        for table in WRITE_ORDER:
            if rows := self.inserts.get(table):
                session.execute(insert(table), rows)
            if rows := self.updates.get(table):
                session.execute(update(table), rows)

    def _name_sources(self, source_id: Callable[[SourceKey], int]) -> None:
        ids: dict[SourceKey, int] = {}
        for waiting in (self.inserts, self.updates):
            for row in waiting.get(SourceRecord, []):
                key = row.get("source_id")
                if isinstance(key, SourceKey):
                    if key not in ids:
                        ids[key] = source_id(key)
                    row["source_id"] = ids[key]


WRITE_ORDER: tuple[type[Base], ...] = (
    Organization,
    Location,
    ConfidentialAddress,
    Program,
    SourceRecord,
)


def known_programs(session: Session, ids: Collection[str] | None = None) -> dict[str, Known]:
    """Return programs (all by default) by id, samples and those no longer listed too."""
    of_records = SourceRecord.program_id.in_(list(ids)) if ids is not None else true()
    of_programs = Program.id.in_(list(ids)) if ids is not None else true()
    records: dict[str, dict[Directory, Record]] = {}
    for program_id, directory, *rest in session.execute(
        select(
            SourceRecord.program_id,
            SourceRecord.directory,
            SourceRecord.id,
            Source.id,
            Source.name,
            Source.vintage,
            SourceRecord.current,
            SourceRecord.row_number,
            SourceRecord.codes,
            SourceRecord.raw,
            Source.kind,
        )
        .join(Source, Source.id == SourceRecord.source_id)
        .where(of_records)
    ):
        records.setdefault(program_id, {})[Directory(directory)] = Record(*rest)
    query = (
        select(Program, Organization, Location, ConfidentialAddress)
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
        .outerjoin(ConfidentialAddress, ConfidentialAddress.location_id == Location.id)
        .where(of_programs)
        .execution_options(populate_existing=True)
    )
    return {
        program.id: Known(
            id=program.id,
            slug=program.slug,
            location_id=program.location_id,
            sample=program.sample,
            published=_published(program, organization, location, secret),
            records=records.get(program.id, {}),
        )
        for program, organization, location, secret in session.execute(query)
    }


def newest_vintage(
    session: Session, directory: Directory, *, without_samples: bool = False
) -> date | None:
    """Return the newest edition of a directory that was ever imported; None where there is none."""
    query = select(func.max(Source.vintage)).where(Source.directory == directory)
    if without_samples:
        real = select(SourceRecord.source_id).join(Program).where(~Program.sample)
        query = query.where(Source.id.in_(real))
    return session.scalar(query)


def source_id(session: Session, source: Source) -> int:
    """Return the id of that edition, kept now if it was not."""
    same = (
        Source.kind == source.kind,
        Source.directory == source.directory,
        Source.vintage == source.vintage,
        Source.name == source.name,
    )
    found = session.scalar(select(Source.id).where(*same))
    if found is not None:
        return found
    session.add(source)
    session.flush()
    return source.id


def remove_samples(session: Session) -> int:
    """Delete every fictional listing with all that hangs on it; return how many there were."""
    samples = count_samples(session)
    if samples:
        _delete(session, Program, Program.sample.is_(True))
        sweep(session)
    return samples


def sweep(session: Session) -> None:
    """Delete organizations, locations and sources that nothing refers to any more."""
    _delete(session, Organization, ~Organization.id.in_(select(Program.organization_id)))
    _delete(session, Location, ~Location.id.in_(select(Program.location_id)))
    _delete(session, Source, ~Source.id.in_(select(SourceRecord.source_id)))


def forget_secret(session: Session, location_id: str) -> None:
    """Delete the hidden address of a location that is confidential no more."""
    _delete(session, ConfidentialAddress, ConfidentialAddress.location_id == location_id)


def mark_gone(session: Session, program_ids: Collection[str]) -> None:
    """Mark that no directory holds programs any more; publishing them anew unlists them."""
    of_them = SourceRecord.program_id.in_(list(program_ids))
    session.execute(update(SourceRecord).where(of_them).values(current=False))


def programs_at(session: Session, location_ids: Collection[str]) -> list[tuple[str, str]]:
    """Return program and location of every program at those locations."""
    found: list[tuple[str, str]] = []
    asked = sorted(location_ids)
    for start in range(0, len(asked), MOST_AT_ONCE):
        query = select(Program.id, Program.location_id).where(
            Program.location_id.in_(asked[start : start + MOST_AT_ONCE])
        )
        found += [(id_, location_id) for id_, location_id in session.execute(query)]
    return found


MOST_AT_ONCE = 5000
"""Values in one IN: SQLite takes 32,766, PostgreSQL 65,535."""


def organization_ids(session: Session, *, without_samples: bool = False) -> set[str]:
    """Return the ids of all organizations, but those that are in the samples alone."""
    query = select(Organization.id)
    if without_samples:
        query = query.where(
            Organization.id.in_(select(Program.organization_id).where(~Program.sample))
        )
    return set(session.scalars(query))


def count_samples(session: Session) -> int:
    """Return how many fictional listings there are."""
    return session.scalar(select(func.count()).select_from(Program).where(Program.sample)) or 0


def ids_by_slug(session: Session) -> dict[str, str]:
    """Return every program's id by its slug."""
    return dict(session.execute(select(Program.slug, Program.id)).all())


def slugs(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the slugs of programs by id; an unknown id has none."""
    query = select(Program.id, Program.slug).where(Program.id.in_(list(ids)))
    return dict(session.execute(query).all())


def facts_kept(session: Session) -> set[tuple[str, str]]:
    """Return program and term of every curated fact."""
    return {(id_, term) for id_, term in session.execute(select(Fact.program_id, Fact.term))}


def keep_fact(session: Session, program_id: str, fact: CuratedFact) -> None:
    """Keep what a curator says of a program, in place of what was said of that term before."""
    said = fact.provenance
    values = {
        "statement": fact.statement,
        "source": said.source,
        "evidence": said.evidence,
        "recorded_by": said.recorded_by,
        "recorded_on": said.on,
        "expires_on": fact.expires_on,
        "note": fact.note,
    }
    kept = session.scalars(
        select(Fact).where(Fact.program_id == program_id, Fact.term == fact.term)
    ).one_or_none()
    if kept is None:
        session.add(Fact(program_id=program_id, term=fact.term, **values))
    else:
        for name, value in values.items():
            setattr(kept, name, value)
    session.flush()


def drop_fact(session: Session, program_id: str, term: str) -> None:
    """Take back what a curator said of a term: the import speaks again."""
    _delete(session, Fact, (Fact.program_id == program_id) & (Fact.term == term))


def _delete(session: Session, table: type[Base], condition: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(condition).execution_options(synchronize_session=False))


def _published(
    program: Program,
    organization: Organization,
    location: Location,
    secret: ConfidentialAddress | None,
) -> Published:
    true = secret or location
    return Published(
        organization=organization.name,
        name=program.name,
        phone=program.phone,
        intake_phone=program.intake_phone,
        website=program.website,
        address=Address(
            street=true.street,
            street2=true.street2,
            city=location.city,
            state=location.state,
            postal_code=true.postal_code,
            latitude=location.latitude,
            longitude=location.longitude,
            precision=location.precision,
            confidential=location.confidential,
        ),
        listed=program.listed,
        directories=program.directories,
        vintage=program.vintage,
        imported_from=program.imported_from,
        answers=program.answers,
    )
