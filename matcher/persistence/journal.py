"""The journal: every change of a row of the directory, under who made it, when and why.

Triggers write it (`persistence.journal_triggers`), so nothing that changes a listing can leave it
out. A change keeps the row as it was *before*; what it was after is the row's next "before", or the
row as it stands (ADR 0010).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Table,
    Text,
    bindparam,
    event,
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


# Asked by the first search after each edit: built once, and of columns alone.
_SETS, _ROWS = ChangeSet.__table__.c, RowChange.__table__.c
_BETWEEN = (
    select(_SETS.id, _ROWS.row_key, _ROWS.program_id)
    .outerjoin_from(ChangeSet.__table__, RowChange.__table__, _SETS.id == _ROWS.change_set_id)
    .where(_SETS.version > bindparam("before"), _SETS.version <= bindparam("now"))
    .limit(bindparam("rows"))
)


def programs_between(session: Session, before: int, now: int, most: int) -> set[str] | None:
    """Return the programs touched after version *before*, up to *now*.

    None where that cannot be told, for somebody counted on without saying what they changed, or
    where it would be many more than *most*.
    """
    rows = (
        session.connection()
        .execute(
            _BETWEEN, {"before": before, "now": now, "rows": MOST_ROWS_OF_A_PROGRAM * most + 1}
        )
        .all()
    )
    accounted_for = {set_id for set_id, *_ in rows}
    if len(rows) > MOST_ROWS_OF_A_PROGRAM * most or len(accounted_for) != now - before:
        return None
    found = {program_id for _, _, program_id in rows if program_id is not None}
    shared = {key for _, key, program_id in rows if program_id is None and key is not None}
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
