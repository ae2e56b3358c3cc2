"""What changed in a listing, by whom and why; and the listing as of any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.geography import Point, Precision
from matcher.domain.operator import operator_in
from matcher.domain.program import Program, resolve
from matcher.domain.provenance import Evidence, Provenance
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import answers, journal, journal_reading, journal_rows
from matcher.persistence.details import detail_from
from matcher.persistence.directory import fact_from
from matcher.persistence.journal import ChangeSet, Kind
from matcher.persistence.journal_reading import Entry
from matcher.persistence.journal_rows import Row

ABOUT = {"fact": "term", "detail": "field", "source_record": "directory"}
"""Which column says what a row is about."""

SILENT = frozenset({"id", "program_id", "location_id", "organization_id", "source_id"})
"""Columns that tell a reader nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell that a change touched."""

    name: str
    before: Any
    """None: nothing was there."""
    after: Any


@dataclass(frozen=True, slots=True)
class Touched:
    """One row that a change touched."""

    table: str
    about: str
    """The term of a fact, the field of a detail, the directory of a record; else empty."""
    columns: tuple[Column, ...]
    was_there: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One change set, as far as it touched one program."""

    id: int | None
    """None where somebody changed rows past the application; then nobody knows who or when."""
    kind: Kind | None
    by: str
    at: datetime | None
    """In UTC, without a zone."""
    why: str
    undoes: int | None
    undone_by: int | None
    """The change set that took this one back."""
    touched: tuple[Touched, ...]


def history_of(session: Session, program_id: str) -> list[Act]:
    """Return what happened to a program, the newest first."""
    entries = journal_reading.entries_of_program(session, program_id)
    rows = _rows_after(session, entries)
    by_set: dict[int | None, list[Touched]] = {}
    for entry in entries:
        touched = _touched(entry, rows[entry.id])
        if touched.columns:
            by_set.setdefault(entry.set_id, []).append(touched)
    numbers = [id_ for id_ in by_set if id_ is not None]
    sets, undone = journal.change_sets(session, numbers), journal.undone_by(session, numbers)
    return [
        _act(id_, sets.get(id_ or 0), undone.get(id_ or 0), touched)
        for id_, touched in by_set.items()
    ]


def _act(
    id_: int | None, made: ChangeSet | None, undone: int | None, touched: Iterable[Touched]
) -> Act:
    if made is None:
        return Act(id_, None, "", None, "", None, None, tuple(touched))
    kind = Kind(made.kind)
    return Act(id_, kind, made.made_by, made.made_at, made.why, made.undoes, undone, tuple(touched))


def _rows_after(session: Session, entries: Iterable[Entry]) -> dict[int, Row | None]:
    """Return each entry's row as the change left it; *entries* come the newest first."""
    tables = {table.name: table for table in journal.journalled()}
    newest: dict[tuple[str, str], Row | None] = {}
    for name, table in tables.items():
        keys = {entry.key for entry in entries if entry.table == name}
        now = journal_rows.rows_now(session, table, keys)
        newest |= {(name, key): now.get(key) for key in keys}
    after: dict[int, Row | None] = {}
    for entry in entries:
        after[entry.id] = newest[entry.table, entry.key]
        newest[entry.table, entry.key] = entry.before
    return after


def _touched(entry: Entry, after: Row | None) -> Touched:
    before, now = entry.before or {}, after or {}
    about = (now or before).get(ABOUT.get(entry.table, ""), "")
    names = [name for name in {**before, **now} if name not in SILENT]
    columns = tuple(
        Column(name, before.get(name), now.get(name))
        for name in names
        if before.get(name) != now.get(name)
    )
    return Touched(entry.table, about, columns, entry.before is not None, after is not None)


def program_as_of(
    session: Session, taxonomy: Taxonomy, program_id: str, day: date
) -> Program | None:
    """Return a program as its page showed it at the end of *day*; None where there was none yet.

    Terms are today's: an answer that a later taxonomy derives differently is derived so.
    """
    end = datetime.combine(day + timedelta(days=1), time.min, UTC).replace(tzinfo=None)
    rows = journal_reading.as_of(session, program_id, end)
    if not rows:
        return None
    (program,), (place,) = rows["program"], rows["location"]
    (organization,) = rows["organization"]
    directories = answers.read_directories(program["directories"])
    said = None
    if program["imported_from"]:
        said = Provenance(program["imported_from"], program["vintage"], Evidence.PROGRAM)
    records = [(row["current"], row["codes"]) for row in rows["source_record"]]
    codes = answers.in_force(records)
    told = not place["confidential"]
    return Program(
        id=program["id"],
        slug=program["slug"],
        name=program["name"],
        organization=organization["name"],
        city=place["city"],
        state=place["state"],
        phone=program["phone"],
        point=None if place["latitude"] is None else Point(place["latitude"], place["longitude"]),
        answers=resolve(
            taxonomy,
            codes,
            directories,
            said,
            [fact_from(SimpleNamespace(**row)) for row in rows["fact"]],
            day,
        ),
        street=", ".join(filter(None, (place["street"], place["street2"]))) if told else "",
        postal_code=place["postal_code"] if told else "",
        intake_phone=program["intake_phone"],
        website=program["website"],
        precision=None if place["precision"] is None else Precision(place["precision"]),
        confidential=place["confidential"],
        sample=program["sample"],
        listed=program["listed"],
        directories=directories,
        operator=operator_in(codes),
        vintage=program["vintage"],
        details={
            each.field: each
            for each in (detail_from(SimpleNamespace(**row)) for row in rows["detail"])
        },
    )
