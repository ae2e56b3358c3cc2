"""Files that somebody uploaded and will look over before they are taken in.

The bytes stay in the database until the import is applied or dropped: any process can go on where
another stopped, and nothing lies about on a disk. What the file would do stands line by line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.accounts import Moment
from matcher.persistence.base import Base
from matcher.persistence.listings import one_of


class State(StrEnum):
    """How far an upload has come."""

    WAITING = "waiting"  # for somebody to begin reading it
    READING = "reading"
    READY = "ready"  # to be looked over
    ASKED = "asked"  # to be applied, and nobody has begun
    APPLYING = "applying"
    APPLIED = "applied"
    ASKED_BACK = "asked_back"  # to be taken back, and nobody has begun
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"
    DROPPED = "dropped"
    REFUSED = "refused"  # the file cannot be taken in
    FAILED = "failed"  # something broke on our side


AT_WORK = frozenset(
    {
        *(State.WAITING, State.READING, State.ASKED, State.APPLYING),
        *(State.ASKED_BACK, State.TAKING_BACK),
    }
)
CHANGED_SOMETHING = frozenset(
    {State.APPLIED, State.ASKED_BACK, State.TAKING_BACK, State.TAKEN_BACK}
)
OVER = CHANGED_SOMETHING | {State.DROPPED}
"""States after which the file is not here any more."""


class ImportReview(Base):
    """One uploaded file, and what taking it in would do."""

    __tablename__ = "import_review"
    __table_args__ = (
        one_of("state", *State),
        CheckConstraint("file_name <> '' AND made_by <> ''", name="attributed"),
        CheckConstraint("done >= 0 AND total >= 0", name="counted"),
        CheckConstraint(
            "change_set_id IS NULL"
            " OR state IN ('applied', 'asked_back', 'taking_back', 'taken_back')",
            name="changed_when_applied",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    """As asked for; `auto` until it is read."""
    vintage: Mapped[date | None]
    complete: Mapped[bool]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    made_by: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text)
    done: Mapped[int]
    """Rows worked through, of *total*; both 0 until they are counted."""
    total: Mapped[int]
    worker: Mapped[str] = mapped_column(Text)
    """The machine and process at work; empty where nobody is."""
    beat_at: Mapped[datetime | None] = mapped_column(Moment)
    """When whoever is at work last said so."""
    message: Mapped[str] = mapped_column(Text)
    """Why it was refused, or has to be looked over again."""
    digest: Mapped[str] = mapped_column(Text)
    """Of everything that was found: applying must come to the same."""
    report: Mapped[str] = mapped_column(Text)
    """The numbers, as JSON; empty until there are any."""
    change_set_id: Mapped[int | None] = mapped_column(
        ForeignKey("change_set.id", ondelete="SET NULL"), index=True
    )
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportFile(Base):
    """The bytes, apart from the rest so that no list of uploads reads them."""

    __tablename__ = "import_file"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("import_review.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportFinding(Base):
    """What the file would do with one program, or why one row cannot be used."""

    __tablename__ = "import_finding"
    __table_args__ = (
        one_of("effect", "new", "changed", "gone", "conflict", "held", "refused"),
        Index("ix_import_finding_review_id_effect", "review_id", "effect"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("import_review.id", ondelete="CASCADE"))
    effect: Mapped[str] = mapped_column(Text)
    row_number: Mapped[int | None]
    """None where the file does not hold it."""
    program_id: Mapped[str | None] = mapped_column(Text)
    """Of a program that may not be there yet, or any more."""
    name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    fields: Mapped[str] = mapped_column(Text)
    """The names of what differs, each between blanks."""
    differences: Mapped[str] = mapped_column(Text)
    """As JSON: what, before, after."""
    reason: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings to show."""

    effect: str = ""
    """Empty: all."""
    field: str = ""
    """Only those that differ in it; empty: all."""


def add(session: Session, review: ImportReview, content: bytes) -> int:
    """Keep an upload; return its id."""
    session.add(review)
    session.flush()
    session.add(ImportFile(review_id=review.id, content=content))
    session.flush()
    return review.id


def by_id(session: Session, id_: int) -> ImportReview | None:
    """Return one upload as it stands now."""
    return session.get(ImportReview, id_, populate_existing=True)


def newest(session: Session, limit: int) -> list[ImportReview]:
    """Return the newest uploads first."""
    return list(session.scalars(select(ImportReview).order_by(ImportReview.id.desc()).limit(limit)))


def count_ready(session: Session) -> int:
    """Return how many wait to be looked over."""
    query = select(func.count()).select_from(ImportReview).where(ImportReview.state == State.READY)
    return session.scalar(query) or 0


def content(session: Session, id_: int) -> bytes | None:
    """Return the bytes of an upload; None once they are gone."""
    return session.scalar(select(ImportFile.content).where(ImportFile.review_id == id_))


def move(
    session: Session, id_: int, since: Collection[State], held_by: str = "", **values: Any
) -> bool:
    """Change an upload if it is in one of the states *since*; return whether it was.

    Two who try at once do not both succeed. With *held_by*, that worker must still be at work.
    """
    holder = (ImportReview.worker == held_by) if held_by else true()
    moved = session.execute(
        update(ImportReview)
        .where(ImportReview.id == id_, ImportReview.state.in_(since), holder)
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(ImportReview.id)
    )
    return moved.first() is not None


def beat(session: Session, id_: int, done: int, total: int, at: datetime) -> None:
    """Say how far the work has come."""
    session.execute(
        update(ImportReview)
        .where(ImportReview.id == id_)
        .values(done=done, total=total, beat_at=at)
        .execution_options(synchronize_session=False)
    )


def forget_content(session: Session, id_: int) -> None:
    """Delete the bytes of an upload."""
    session.execute(delete(ImportFile).where(ImportFile.review_id == id_))


def forget_findings(session: Session, id_: int) -> None:
    """Delete what an upload was found to do."""
    session.execute(delete(ImportFinding).where(ImportFinding.review_id == id_))


def add_findings(session: Session, id_: int, found: Iterable[dict[str, Any]]) -> None:
    """Keep some of what an upload would do."""
    rows = [
        {
            **row,
            "review_id": id_,
            "fields": "".join(f" {each[0]} " for each in row["differences"]),
            "differences": json.dumps(row["differences"], ensure_ascii=False),
        }
        for row in found
    ]
    if rows:
        session.execute(insert(ImportFinding), rows)


def findings(
    session: Session, id_: int, wanted: Wanted, *, limit: int, offset: int
) -> list[ImportFinding]:
    """Return a page of what an upload would do, in the order of the file."""
    query = _wanted(select(ImportFinding), id_, wanted)
    return list(session.scalars(query.order_by(ImportFinding.id).limit(limit).offset(offset)))


def count_findings(session: Session, id_: int, wanted: Wanted) -> int:
    """Return how many findings there are of that sort."""
    query = _wanted(select(func.count()).select_from(ImportFinding), id_, wanted)
    return session.scalar(query) or 0


def effects(session: Session, id_: int) -> dict[str, int]:
    """Return how many findings there are of each effect."""
    query = (
        select(ImportFinding.effect, func.count())
        .where(ImportFinding.review_id == id_)
        .group_by(ImportFinding.effect)
    )
    return dict(session.execute(query).all())


def _wanted(query: Any, id_: int, wanted: Wanted) -> Any:
    query = query.where(ImportFinding.review_id == id_)
    if wanted.effect:
        query = query.where(ImportFinding.effect == wanted.effect)
    if wanted.field:
        query = query.where(ImportFinding.fields.contains(f" {wanted.field} ", autoescape=True))
    return query
