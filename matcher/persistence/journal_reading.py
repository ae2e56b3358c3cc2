"""Reading the journal: what happened to a program, what a change came to, the rows of any day."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from matcher.persistence.base import Base
from matcher.persistence.journal import ChangeSet, RowChange, journalled, key_column, undone_by
from matcher.persistence.journal_rows import Row, read_row, rows_now, rows_where
from matcher.persistence.listings import Program

FEW = 500
"""Rows that are asked for by name. A whole import is more: then everything since is read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row's change, and under which set it was made."""

    id: int
    set_id: int | None
    table: str
    key: str
    program_id: str | None
    action: str
    before: Row | None
    """None where the row was inserted."""


@dataclass(frozen=True, slots=True)
class Net:
    """What one change set did to one row, from its first touch to its last."""

    table: str
    key: str
    program_id: str | None
    before: Row | None
    """None: there was no such row."""
    after: Row | None
    """None: there was none any more."""
    now: Row | None
    """The row as it stands today."""

    @property
    def touched_since(self) -> bool:
        """Whether the row is neither what the change made of it nor what it was before."""
        return self.now not in (self.after, self.before)


def touched_after(session: Session, set_id: int, program_ids: Collection[str]) -> set[str]:
    """Return which programs have rows that a later change touched and nobody took back."""
    later = (
        select(RowChange.program_id, RowChange.change_set_id)
        .where(RowChange.change_set_id > set_id, RowChange.program_id.in_(list(program_ids)))
        .distinct()
    )
    found = session.execute(later).all()
    undone = undone_by(session, {each for _, each in found if each is not None})
    takes_back = {
        id_
        for id_, undoes in session.execute(
            select(ChangeSet.id, ChangeSet.undoes).where(ChangeSet.undoes > set_id)
        )
    }
    return {
        program for program, each in found if program and each not in undone.keys() | takes_back
    }


def entries_of_program(session: Session, program_id: str) -> list[Entry]:
    """Return every change of a program, its place and its organization, the newest first."""
    return _entries(session, _belongs_to(session, program_id))


def newest_entry(session: Session, program_id: str) -> int:
    """Return the id of the newest change of a program; 0 where nothing ever changed."""
    condition = _belongs_to(session, program_id)
    return session.scalar(select(func.max(RowChange.id)).where(condition)) or 0


def entries_of_set(session: Session, set_id: int) -> list[Entry]:
    """Return what one change set did, the newest first."""
    return _entries(session, RowChange.change_set_id == set_id)


def net(session: Session, set_id: int) -> list[Net]:
    """Return what a change set came to, row by row, parents before children."""
    tables = {table.name: table for table in journalled()}
    first: dict[tuple[str, str], Entry] = {}
    for entry in reversed(entries_of_set(session, set_id)):
        first.setdefault((entry.table, entry.key), entry)
    found = []
    for name, table in tables.items():
        here = {key: entry for (named, key), entry in first.items() if named == name}
        now = rows_now(session, table, here)
        later = _first_after(session, name, set_id, {key: each.id for key, each in here.items()})
        for key, entry in here.items():
            after = later[key].before if key in later else now.get(key)
            found.append(Net(name, key, entry.program_id, entry.before, after, now.get(key)))
    return found


def around(
    session: Session, program_id: str, table: str, column: str, name: str, since: int
) -> tuple[Row | None, Row | None]:
    """Return a curated row as it was after the change *since*, and as it is now; None: none there.

    *column* holds what the row is about: the term of a fact, the field of a detail.
    """
    of = Base.metadata.tables[table]
    here = (of.c.program_id == program_id) & (of.c[column] == name)
    present = next(iter(rows_where(session, of, here)), None)
    condition = and_(
        RowChange.program_id == program_id, RowChange.table_name == table, RowChange.id > since
    )
    later = [
        entry
        for entry in reversed(_entries(session, condition))
        if (entry.before or {}).get(column) == name
        or (present is not None and entry.key == str(present["id"]))
    ]
    if not later:
        return present, present
    return later[0].before, present


def as_of(session: Session, program_id: str, at: datetime) -> dict[str, list[Row]]:
    """Return the rows of a program, by table, as they stood at a moment (UTC, without zone)."""
    later = (
        select(func.min(RowChange.id))
        .join(ChangeSet, ChangeSet.id == RowChange.change_set_id)
        .where(ChangeSet.made_at > at, _belongs_to(session, program_id))
        .group_by(RowChange.table_name, RowChange.row_key)
    )
    undone = {
        (entry.table, entry.key): entry.before
        for entry in _entries(session, RowChange.id.in_(later))
    }
    found: dict[str, list[Row]] = {}
    program = undone.get(("program", program_id))
    if ("program", program_id) not in undone:
        program = rows_now(session, Base.metadata.tables["program"], [program_id]).get(program_id)
    if program is None:
        return {}
    for table in journalled():
        key = key_column(table)
        if table.name == "program":
            found[table.name] = [program]
            continue
        if "program_id" in table.c:
            present = rows_where(session, table, table.c.program_id == program_id)
        elif table.name == "source":
            continue
        else:
            named = program["organization_id" if table.name == "organization" else "location_id"]
            present = rows_where(session, table, table.c[key] == named)
        rows = {str(row[key]): row for row in present}
        for (name, row_key), before in undone.items():
            if name == table.name:
                rows.pop(row_key, None)
                if before is not None:
                    rows[row_key] = before
        found[table.name] = [row for row in rows.values() if _is_of(row, program)]
    sources = {str(row["source_id"]) for row in found["source_record"]}
    source = Base.metadata.tables["source"]
    gone = {key: before for (name, key), before in undone.items() if name == "source" and before}
    found["source"] = list((rows_now(session, source, sources) | gone).values())
    return found


def _is_of(row: Row, program: Row) -> bool:
    """Whether a row that once changed belonged to the program as it stood."""
    if "program_id" in row:
        return bool(row["program_id"] == program["id"])
    return (row.get("location_id") or row["id"]) in {
        program["location_id"],
        program["organization_id"],
    }


def _belongs_to(session: Session, program_id: str) -> Any:
    """Return the condition that a change is of that program, or of a place or name it ever had."""
    places, names = set(), set()
    now = session.execute(
        select(Program.location_id, Program.organization_id).where(Program.id == program_id)
    ).first()
    if now:
        places.add(now.location_id)
        names.add(now.organization_id)
    before = select(RowChange.before).where(
        RowChange.table_name == "program", RowChange.row_key == program_id
    )
    for written in session.scalars(before):
        if written is not None:
            row = json.loads(written)
            places.add(row["location_id"])
            names.add(row["organization_id"])
    return or_(
        RowChange.program_id == program_id,
        and_(
            RowChange.table_name.in_(["location", "confidential_address"]),
            RowChange.row_key.in_(sorted(places)),
        ),
        and_(RowChange.table_name == "organization", RowChange.row_key.in_(sorted(names))),
    )


def _entries(session: Session, condition: Any) -> list[Entry]:
    tables = {table.name: table for table in journalled()}
    # As columns: a whole import is forty thousand rows, and objects would cost four times as much.
    query = select(
        RowChange.id,
        RowChange.change_set_id,
        RowChange.table_name,
        RowChange.row_key,
        RowChange.program_id,
        RowChange.action,
        RowChange.before,
    )
    return [
        Entry(
            row.id,
            row.change_set_id,
            row.table_name,
            row.row_key,
            row.program_id,
            row.action,
            None if row.before is None else read_row(tables[row.table_name], row.before),
        )
        for row in session.execute(query.where(condition).order_by(RowChange.id.desc()))
    ]


def _first_after(
    session: Session, table: str, set_id: int, since: Mapping[str, int]
) -> dict[str, Entry]:
    """Return each row's first change by another change set after the one named for it."""
    found: dict[str, Entry] = {}
    if not since:
        return found
    condition = and_(
        RowChange.table_name == table,
        RowChange.id > min(since.values()),
        or_(RowChange.change_set_id != set_id, RowChange.change_set_id.is_(None)),
    )
    if len(since) <= FEW:
        condition = and_(condition, RowChange.row_key.in_(sorted(since)))
    for entry in reversed(_entries(session, condition)):
        if entry.key in since and entry.id > since[entry.key]:
            found.setdefault(entry.key, entry)
    return found
