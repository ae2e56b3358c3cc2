"""The journal: every change of a row of the directory, under who made it, when and why.

Triggers write it (`persistence.journal_triggers`), so nothing that changes a listing can leave it
out. A change keeps the row as it was *before*; what it was after is the row's next "before", or the
row as it stands (ADR 0010).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    event,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.details import Detail
from matcher.persistence.listings import (
    ConfidentialAddress,
    Fact,
    ListingState,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
    one_of,
)
from matcher.persistence.tombstones import Tombstone

Row = Mapping[str, Any]
"""A row by column, in Python's types."""


class Kind(StrEnum):
    """Why listings were changed."""

    IMPORT = "import"
    EDIT = "edit"
    SUGGESTION = "suggestion"
    CALL = "call"
    MERGE = "merge"
    TOMBSTONE = "tombstone"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Change:
    """Who is about to change listings, when and why."""

    kind: Kind
    by: str
    """The name that curators read."""
    at: datetime
    why: str = ""
    account_id: int | None = None
    """None where the command line or the product itself did it."""
    undoes: int | None = None
    """The change set that this one takes back."""


class ChangeSet(Base):
    """What one transaction changed, as one act of one person."""

    __tablename__ = "change_set"
    __table_args__ = (
        one_of("kind", *Kind),
        CheckConstraint("made_by <> ''", name="attributed"),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_its_own"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(index=True)
    """No reference: what somebody did stays told when their account is gone."""
    made_at: Mapped[datetime]
    """In UTC, without a zone: the databases differ about zones."""
    why: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(index=True)
    """The version of the listings that it made."""
    undoes: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"), index=True)


class RowChange(Base):
    """One row as it was before one change; the triggers write these."""

    __tablename__ = "row_change"
    __table_args__ = (
        Index("ix_row_change_table_name_row_key", "table_name", "row_key"),
        one_of("action", "I", "U", "D"),
        CheckConstraint("(action = 'I') = (before IS NULL)", name="has_a_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_set_id: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"), index=True)
    """None where somebody changed a row past the application."""
    table_name: Mapped[str] = mapped_column(Text)
    row_key: Mapped[str] = mapped_column(Text)
    program_id: Mapped[str | None] = mapped_column(Text, index=True)
    """None for rows that belong to no single program: places, organizations, sources."""
    action: Mapped[str] = mapped_column(Text)
    """I inserted, U updated, D deleted."""
    before: Mapped[str | None] = mapped_column(Text)
    """The row as JSON."""


DERIVED = frozenset({("program", "answers")})
"""Columns that follow from others: they are derived anew, never journalled."""


def journalled() -> tuple[Table, ...]:
    """Return the tables that the journal watches, parents before children."""
    models = (
        *(Organization, Location, ConfidentialAddress, Program, Source, SourceRecord),
        *(Fact, Detail, Tombstone),
    )
    return tuple(Base.metadata.tables[model.__tablename__] for model in models)


def key_column(table: Table) -> str:
    """Return the name of the one column that names a row."""
    (column,) = table.primary_key.columns
    return column.name


def kept_columns(table: Table) -> list[str]:
    """Return the columns of *table* that the journal keeps."""
    return [each.name for each in table.columns if (table.name, each.name) not in DERIVED]


def begin_change(session: Session, change: Change) -> int:
    """Count one version on and name who changes listings now; return the change set's id.

    Every change of listings starts here, and so waits for the one before: the row is locked until
    the transaction ends, so two writers never see the same state.
    """
    session.execute(update(ListingState).values(version=ListingState.version + 1))
    version = session.scalar(select(ListingState.version))
    made = ChangeSet(
        kind=change.kind,
        made_by=change.by,
        account_id=change.account_id,
        made_at=change.at.astimezone(UTC).replace(tzinfo=None),
        why=change.why,
        version=version,
        undoes=change.undoes,
    )
    session.add(made)
    session.flush()
    session.execute(update(ListingState).values(change_set_id=made.id))
    session.info[CHANGING] = True
    return made.id


CHANGING = "changes listings"


@event.listens_for(Session, "before_commit")
def _end_change(session: Session) -> None:
    """Let no later transaction write under this one's name."""
    if session.info.pop(CHANGING, False):
        session.flush()
        session.execute(update(ListingState).values(change_set_id=None))


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


def change_set(session: Session, id_: int) -> ChangeSet | None:
    """Return one change set."""
    return session.get(ChangeSet, id_)


def change_sets(session: Session, ids: Collection[int]) -> dict[int, ChangeSet]:
    """Return change sets by id."""
    query = select(ChangeSet).where(ChangeSet.id.in_(list(ids)))
    return {each.id: each for each in session.scalars(query)}


def newest_sets(session: Session, kind: Kind, limit: int) -> list[ChangeSet]:
    """Return the newest change sets of a kind."""
    query = select(ChangeSet).where(ChangeSet.kind == kind).order_by(ChangeSet.id.desc())
    return list(session.scalars(query.limit(limit)))


def undone_by(session: Session, ids: Collection[int], but: int | None = None) -> dict[int, int]:
    """Return, by change set, the newest one that took it back and was not taken back itself.

    *but* is the one that is being made.
    """
    query = select(ChangeSet.undoes, ChangeSet.id).where(ChangeSet.undoes.in_(list(ids)))
    if but is not None:
        query = query.where(ChangeSet.id != but)
    newest = session.execute(query.order_by(ChangeSet.id)).all()
    found = {undoes: id_ for undoes, id_ in newest if undoes is not None}
    taken_back = undone_by(session, found.values()) if found else {}
    return {undoes: id_ for undoes, id_ in found.items() if id_ not in taken_back}


def program_ids_of(session: Session, set_id: int) -> list[str]:
    """Return the programs whose listing a change set touched, by id."""
    return sorted(_programs_touched(session, RowChange.change_set_id == set_id))


def programs_since(session: Session, version: int) -> set[str]:
    """Return the programs whose listing was touched by any change after *version*."""
    later = select(ChangeSet.id).where(ChangeSet.version > version)
    return _programs_touched(session, RowChange.change_set_id.in_(later))


def programs_between(session: Session, before: int, now: int, most: int) -> set[str] | None:
    """Return the programs touched after version *before*, up to *now*.

    None where that cannot be told, for somebody counted on without saying what they changed, or
    where it would be many more than *most*.
    """
    between = select(ChangeSet.id).where(ChangeSet.version > before, ChangeSet.version <= now)
    set_ids = list(session.scalars(between.limit(most + 1)))
    if len(set_ids) != now - before:
        return None
    touched = (
        select(RowChange.table_name, RowChange.row_key, RowChange.program_id)
        .where(RowChange.change_set_id.in_(set_ids))
        .limit(MOST_ROWS_OF_A_PROGRAM * most + 1)
    )
    rows = session.execute(touched).all()
    if len(rows) > MOST_ROWS_OF_A_PROGRAM * most:
        return None
    found = {program_id for _, _, program_id in rows if program_id is not None}
    shared = {key for _, key, program_id in rows if program_id is None}
    if shared:  # ids are unlike one another whatever they name, so one question does for all
        at = or_(Program.location_id.in_(shared), Program.organization_id.in_(shared))
        found |= set(session.scalars(select(Program.id).where(at)))
    return found if len(found) <= most else None


MOST_ROWS_OF_A_PROGRAM = 10
"""That one act changes on average: its own, its place's, its organization's, facts and details."""


def _programs_touched(session: Session, condition: Any) -> set[str]:
    direct = select(RowChange.program_id).where(condition, RowChange.program_id.is_not(None))
    found = {id_ for id_ in session.scalars(direct.distinct()) if id_ is not None}
    shared = (("location", Program.location_id), ("organization", Program.organization_id))
    for table, column in shared:
        keys = select(RowChange.row_key).where(condition, RowChange.table_name == table)
        found |= set(session.scalars(select(Program.id).where(column.in_(keys))))
    hidden = select(RowChange.row_key).where(
        condition, RowChange.table_name == ConfidentialAddress.__tablename__
    )
    return found | set(session.scalars(select(Program.id).where(Program.location_id.in_(hidden))))


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


def restore(session: Session, nets: Iterable[Net]) -> None:
    """Make rows again what they were before a change set, bit for bit.

    Children are taken out and put back whole, so that no order of updates can trip over a
    constraint that holds before and after. Places, organizations and sources that nothing needs
    any more are left for `recording.sweep`: others may have come to need them.
    """
    wanted: dict[str, dict[str, Row | None]] = {}
    for each in nets:
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


def around(
    session: Session, program_id: str, table: str, column: str, name: str, since: int
) -> tuple[Row | None, Row | None]:
    """Return a curated row as it was after the change *since*, and as it is now; None: none there.

    *column* holds what the row is about: the term of a fact, the field of a detail.
    """
    of = Base.metadata.tables[table]
    here = (of.c.program_id == program_id) & (of.c[column] == name)
    present = next(iter(_where(session, of, here)), None)
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


MOST_AT_ONCE = 5000
"""Values in one IN: SQLite takes 32,766, PostgreSQL 65,535."""


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
            present = _where(session, table, table.c.program_id == program_id)
        elif table.name == "source":
            continue
        else:
            named = program["organization_id" if table.name == "organization" else "location_id"]
            present = _where(session, table, table.c[key] == named)
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


def _where(session: Session, table: Table, condition: Any) -> list[Row]:
    kept = [table.c[name] for name in kept_columns(table)]
    return [dict(row) for row in session.execute(select(*kept).where(condition)).mappings()]


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
    for entry in reversed(_entries(session, condition)):
        if entry.key in since and entry.id > since[entry.key]:
            found.setdefault(entry.key, entry)
    return found


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
