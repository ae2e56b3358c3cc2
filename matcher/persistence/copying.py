"""The whole directory row by row, to be written out; confidential locations stay masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Directory
from matcher.persistence.listings import Location, Organization, Program, Source, SourceRecord


@dataclass(frozen=True, slots=True)
class CopiedRecord:
    """What one directory said of a program."""

    directory: Directory
    vintage: date
    source: str
    current: bool
    codes: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A program with everything that may leave the house."""

    records: tuple[CopiedRecord, ...]
    """SU before MH."""
    id: str
    slug: str
    organization: str
    program: str
    street: str
    street2: str
    city: str
    state: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    precision: str | None
    confidential: bool
    phone: str
    intake_phone: str
    website: str
    listed: bool
    sample: bool
    directories: str


def everything(session: Session) -> list[Copied]:
    """Return every program, listed or not, by id."""
    records: dict[str, list[CopiedRecord]] = {}
    for program_id, directory, vintage, source, current, codes in session.execute(
        select(
            SourceRecord.program_id,
            SourceRecord.directory,
            Source.vintage,
            Source.name,
            SourceRecord.current,
            SourceRecord.codes,
        )
        .join(Source, Source.id == SourceRecord.source_id)
        .order_by(SourceRecord.directory.desc())
    ):
        copied = CopiedRecord(Directory(directory), vintage, source, current, codes)
        records.setdefault(program_id, []).append(copied)
    rows: Iterable[Any] = session.execute(
        select(
            Program.id,
            Program.slug,
            Organization.name,
            Program.name,
            Location.street,
            Location.street2,
            Location.city,
            Location.state,
            Location.postal_code,
            Location.latitude,
            Location.longitude,
            Location.precision,
            Location.confidential,
            Program.phone,
            Program.intake_phone,
            Program.website,
            Program.listed,
            Program.sample,
            Program.directories,
        )
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
    )
    copies = [Copied(tuple(records.get(row[0], ())), *row) for row in rows]
    return sorted(copies, key=lambda copied: copied.id)
