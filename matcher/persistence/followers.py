"""What follows a program that becomes part of another: rows of tables that the journal leaves out.

A table that refers to programs stands either in `FOLLOWERS` or in `STAYS`; a test holds that none
is forgotten. Where a row cannot follow because the other program has its like (both stand on one
shortlist), it stays where it is, and is shown as the other program all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, UniqueConstraint, and_, func, select, update
from sqlalchemy.orm import Session

from matcher.persistence.base import Base

FOLLOWERS: Mapping[str, str] = {
    "suggestion": "program_id",
    "claim": "program_id",
    "connection": "program_id",
    "case_entry": "program_id",
}
"""Tables whose rows follow, and by which column."""

STAYS: Mapping[str, str] = {
    "source_record": "the journal holds it, and the merge decides of each record",
    "fact": "the journal holds it, and the merge decides of each fact",
    "detail": "the journal holds it, and the merge decides of each detail",
    "tombstone": "the journal holds it; a program that is gone is not merged",
    "draft": "no program is merged while a draft of it is open; closed ones are its history",
    "import_finding": "it tells what a file would have done at the time",
    "verification": "it tells who called which listing; what was said stands in facts and details",
    "duplicate_pair": "it tells of the two programs, not of the one",
    "program_merge": "it is what says that they are one",
}
"""Tables whose rows stay where they are, and why."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One row that followed."""

    table: str
    key: Mapping[str, Any]
    """Its primary key, as it is now."""


def count(session: Session, program_id: str) -> dict[str, int]:
    """Count what a program has in each table whose rows would follow."""
    counted = {}
    for table, column in _followers():
        query = select(func.count()).select_from(table).where(column == program_id)
        counted[table.name] = session.scalar(query) or 0
    return counted


def follow(session: Session, merged_id: str, survivor_id: str) -> list[Moved]:
    """Move what can move from one program to another; return what moved."""
    moved = []
    for table, column in _followers():
        taken = _taken(session, table, column, survivor_id)
        keys = [each.name for each in table.primary_key.columns]
        query = select(table).where(column == merged_id)
        rows = session.execute(query.order_by(*(table.c[key] for key in keys))).mappings()
        for row in map(dict, rows.all()):
            if any(_unlike(columns, row) in held for columns, held in taken.items()):
                continue
            session.execute(
                update(table).where(_is(table, keys, row)).values({column.name: survivor_id})
            )
            key = {name: survivor_id if name == column.name else row[name] for name in keys}
            moved.append(Moved(table.name, key))
    return moved


def give_back(session: Session, moved: Iterable[Moved], survivor_id: str, merged_id: str) -> int:
    """Move rows back that are still where they followed to; count those that are not."""
    lost = 0
    columns = {table.name: (table, column) for table, column in _followers()}
    for each in moved:
        table, column = columns[each.table]
        done = session.execute(
            update(table)
            .where(_is(table, list(each.key), each.key), column == survivor_id)
            .values({column.name: merged_id})
        )
        lost += not done.rowcount  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
    return lost


def _followers() -> list[tuple[Table, Column[Any]]]:
    tables = Base.metadata.tables
    return [
        (tables[name], tables[name].c[column])
        for name, column in FOLLOWERS.items()
        if name in tables
    ]


def _taken(
    session: Session, table: Table, column: Column[Any], survivor_id: str
) -> dict[tuple[str, ...], set[tuple[Any, ...]]]:
    """Return what must be unique beside the program, and what the survivor has of it."""
    unique = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    unique.append(table.primary_key.columns)
    taken = {}
    for columns in unique:
        names = tuple(sorted(each.name for each in columns if each.name != column.name))
        if column.name in columns and names:
            query = select(*(table.c[name] for name in names)).where(column == survivor_id)
            taken[names] = {tuple(row) for row in session.execute(query)}
    return taken


def _unlike(columns: tuple[str, ...], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in columns)


def _is(table: Table, keys: Iterable[str], row: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == row[name] for name in keys))
