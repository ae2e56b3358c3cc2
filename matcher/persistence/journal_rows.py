"""Rows of the directory as the journal knows them: as they stand, as they were, put back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Boolean, Date, Float, Table, Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from matcher.persistence.base import Base
from matcher.persistence.journal import DERIVED, journalled, kept_columns, key_column
from matcher.persistence.listings import Program

Row = Mapping[str, Any]
"""A row by column, in Python's types."""


class WasThere(Protocol):
    """A row as it once was."""

    @property
    def table(self) -> str:
        """Its table."""

    @property
    def key(self) -> str:
        """Its key, as text."""

    @property
    def before(self) -> Row | None:
        """The row; None where there was none."""


def restore(session: Session, rows_before: Iterable[WasThere]) -> None:
    """Make rows again what they were before a change set, bit for bit.

    Children are taken out and put back whole, so that no order of updates can trip over a
    constraint that holds before and after. Places, organizations and sources that nothing needs
    any more are left for `recording.sweep`: others may have come to need them.
    """
    wanted: dict[str, dict[str, Row | None]] = {}
    for each in rows_before:
        wanted.setdefault(each.table, {})[each.key] = each.before
    tables = journalled()
    children = [table for table in tables if table.name in CHILDREN]
    parents = [table for table in tables if table.name not in CHILDREN]
    for table in reversed(children):
        _delete(session, table, wanted.get(table.name, {}))
    for table in parents:
        rows = wanted.get(table.name, {})
        present = rows_now(session, table, rows)
        back = {key: row for key, row in rows.items() if row is not None}
        _update(session, table, [row for key, row in back.items() if key in present])
        missing = [{**row, **_underived(table)} for key, row in back.items() if key not in present]
        if missing:
            session.execute(insert(table), missing)
    for table in children:
        if rows_back := [row for row in wanted.get(table.name, {}).values() if row is not None]:
            session.execute(insert(table), [dict(row) for row in rows_back])
    programs = wanted.get(Program.__tablename__, {})
    gone = {key for key, row in programs.items() if row is None}
    _delete(session, Base.metadata.tables[Program.__tablename__], gone)
    session.expire_all()


CHILDREN = frozenset({"confidential_address", "source_record", "fact", "detail", "tombstone"})
"""Rows that nothing refers to."""


def rows_now(session: Session, table: Table, keys: Iterable[str]) -> dict[str, Row]:
    """Return rows as they stand, by key."""
    key = key_column(table)
    kept = [table.c[name] for name in kept_columns(table)]
    is_number = not isinstance(table.c[key].type, Text)
    asked = [int(each) if is_number else each for each in keys]
    found: dict[str, Row] = {}
    for start in range(0, len(asked), MOST_AT_ONCE):
        query = select(*kept).where(table.c[key].in_(asked[start : start + MOST_AT_ONCE]))
        found |= {str(row[key]): dict(row) for row in session.execute(query).mappings()}
    return found


MOST_AT_ONCE = 5000
"""Values in one IN: SQLite takes 32,766, PostgreSQL 65,535."""


def rows_where(session: Session, table: Table, condition: Any) -> list[Row]:
    """Return the rows of a table that *condition* picks, as they stand."""
    kept = [table.c[name] for name in kept_columns(table)]
    return [dict(row) for row in session.execute(select(*kept).where(condition)).mappings()]


def read_row(table: Table, written: str) -> Row:
    """Return a row of the journal in Python's types, whichever database wrote it."""
    row = json.loads(written)
    return {name: _value(table, name, value) for name, value in row.items() if name in table.c}


def _value(table: Table, name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, Float):
        return float(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def _update(session: Session, table: Table, rows: list[Row]) -> None:
    """Write whole rows that are there already."""
    if rows:
        key = key_column(table)
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in kept_columns(table)}
        statement = update(table).where(table.c[key] == bindparam(f"to_{key}")).values(values)
        named = [{f"to_{name}": value for name, value in row.items()} for row in rows]
        session.connection().execute(statement, named)


def _underived(table: Table) -> dict[str, str]:
    """Return what stands in derived columns until they are derived anew."""
    return {name: "" for of, name in DERIVED if of == table.name}


def _delete(session: Session, table: Table, keys: Iterable[str]) -> None:
    column = table.c[key_column(table)]
    is_number = not isinstance(column.type, Text)
    asked = [int(each) if is_number else each for each in keys]
    for start in range(0, len(asked), MOST_AT_ONCE):
        session.execute(delete(table).where(column.in_(asked[start : start + MOST_AT_ONCE])))
