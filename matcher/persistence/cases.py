"""A professional's cases: whose they are, which programs stand on them, and what was sealed.

Nothing that a person typed can be read here: nicknames, answers, notes, what was said and to whom
are sealed with a key of their owner (`services.cases.sealing`). Every query takes the owner, so
that a case of somebody else is no row at all.

An entry names its program without a foreign key: a call log outlives the listing it is about.
When two programs become one, entries follow (`persistence.followers`); where a shortlist holds
both, the second stays as it is, because only its owner can read and join two logs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.accounts import Moment
from matcher.persistence.base import Base
from matcher.persistence.listings import one_of
from matcher.persistence.sharing import SharedCopy


class CaseFile(Base):
    """One case, by a nickname; `case` is a word of SQL."""

    __tablename__ = "case_file"
    __table_args__ = (Index("ix_case_file_owner_id_changed_at", "owner_id", "changed_at"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    """Random: nobody guesses one."""
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    nickname: Mapped[str] = mapped_column(Text)
    needs: Mapped[str] = mapped_column(Text)
    """What was answered and weighed; empty before the first answer."""
    opened_on: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(Moment)


class CaseList(Base):
    """One shortlist of a case."""

    __tablename__ = "case_list"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    by_rank: Mapped[bool]
    """Whether it is ordered by rank, and not by hand."""
    settings: Mapped[str] = mapped_column(Text)
    """Its title, and what its packet holds."""
    seen: Mapped[str] = mapped_column(Text)
    """How each program stood when its owner last looked; empty before anything was added."""


class CaseEntry(Base):
    """One program on a shortlist."""

    __tablename__ = "case_entry"
    __table_args__ = (
        UniqueConstraint("list_id", "program_id"),
        one_of(
            "status",
            *("to_call", "left_message", "has_bed", "waitlist", "declined", "admitted"),
            "ruled_out",
        ),
        Index(
            "ix_case_entry_owner_id_status_status_on_id", "owner_id", "status", "status_on", "id"
        ),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    list_id: Mapped[str] = mapped_column(ForeignKey("case_list.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    """The case's own, once more, so that what needs a call today is found at once."""
    program_id: Mapped[str] = mapped_column(Text, index=True)
    place: Mapped[int]
    status: Mapped[str] = mapped_column(Text)
    status_on: Mapped[date]
    private: Mapped[str] = mapped_column(Text)
    """Notes, the reason it was ruled out for, and answers; empty where there is nothing."""


class CaseContact(Base):
    """One line of the contact log."""

    __tablename__ = "case_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[str] = mapped_column(
        ForeignKey("case_entry.id", ondelete="CASCADE"), index=True
    )
    happened_on: Mapped[date]
    acted_on: Mapped[bool]
    """Whether what was to follow was done; true where nothing was."""
    words: Mapped[str] = mapped_column(Text)
    """At what time, with whom, what was said, and what is to follow."""


class CaseCopy(Base):
    """A link that was made for a case, so that its owner can end it and the case takes it along."""

    __tablename__ = "case_copy"
    __table_args__ = (UniqueConstraint("copy_id"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    copy_id: Mapped[int] = mapped_column(ForeignKey("shared_copy.id", ondelete="CASCADE"))
    made_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    """What was shared, as its owner called it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of one case have one status."""

    case_id: str
    status: str
    entries: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that needs a call, and where it belongs."""

    entry: CaseEntry
    case_id: str
    nickname: str
    seen: str
    list_id: str


def _kept_by(column: Mapped[int], owner_id: int) -> ColumnElement[bool]:
    """Ask whose a row is that was found by its own key.

    The sum keeps the index on owners out of it: without statistics SQLite takes that one, and
    reads everything that somebody ever kept instead of the few rows that were named.
    """
    return column + 0 == owner_id


def page(session: Session, owner_id: int, offset: int, limit: int) -> list[CaseFile]:
    """Return one stretch of somebody's cases, the one changed last first."""
    query = (
        select(CaseFile)
        .where(CaseFile.owner_id == owner_id)
        .order_by(CaseFile.changed_at.desc(), CaseFile.id)
        .offset(offset)
        .limit(limit)
    )
    return list(session.scalars(query))


def nicknames(session: Session, owner_id: int) -> list[tuple[str, str]]:
    """Return the id and the sealed nickname of all of somebody's cases, the last changed first."""
    query = (
        select(CaseFile.id, CaseFile.nickname)
        .where(CaseFile.owner_id == owner_id)
        .order_by(CaseFile.changed_at.desc(), CaseFile.id)
    )
    return [(row.id, row.nickname) for row in session.execute(query)]


def some(session: Session, owner_id: int, case_ids: Collection[str]) -> list[CaseFile]:
    """Return those of somebody's cases, the one changed last first."""
    query = (
        select(CaseFile)
        .where(_kept_by(CaseFile.owner_id, owner_id), CaseFile.id.in_(list(case_ids)))
        .order_by(CaseFile.changed_at.desc(), CaseFile.id)
    )
    return list(session.scalars(query))


def tallies(session: Session, owner_id: int, case_ids: Collection[str]) -> list[Tally]:
    """Count the entries of some cases by status."""
    query = (
        select(CaseList.case_id, CaseEntry.status, func.count())
        .join(CaseEntry, CaseEntry.list_id == CaseList.id)
        .where(CaseList.case_id.in_(list(case_ids)), _kept_by(CaseEntry.owner_id, owner_id))
        .group_by(CaseList.case_id, CaseEntry.status)
    )
    return [Tally(*row) for row in session.execute(query)]


def waiting(
    session: Session, owner_id: int, status: str, latest: date, limit: int
) -> list[Waiting]:
    """Return entries that have had a status since *latest* or longer, the longest first."""
    query = (
        select(CaseEntry, CaseFile.id, CaseFile.nickname, CaseList.seen, CaseList.id)
        .join(CaseList, CaseList.id == CaseEntry.list_id)
        .join(CaseFile, CaseFile.id == CaseList.case_id)
        .where(
            CaseEntry.owner_id == owner_id,
            CaseEntry.status == status,
            CaseEntry.status_on <= latest,
            _kept_by(CaseFile.owner_id, owner_id),
        )
        .order_by(CaseEntry.status_on, CaseEntry.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in session.execute(query)]


def case(session: Session, owner_id: int, case_id: str) -> CaseFile | None:
    """Return a case of its owner; None for anybody else."""
    query = select(CaseFile).where(CaseFile.id == case_id, CaseFile.owner_id == owner_id)
    return session.scalar(query)


def lists(session: Session, owner_id: int, case_ids: Collection[str]) -> list[CaseList]:
    """Return the shortlists of some cases, in their order."""
    query = (
        select(CaseList)
        .join(CaseFile, CaseFile.id == CaseList.case_id)
        .where(_kept_by(CaseFile.owner_id, owner_id), CaseList.case_id.in_(list(case_ids)))
        .order_by(CaseList.case_id, CaseList.place, CaseList.id)
    )
    return list(session.scalars(query))


def list_ids(session: Session, owner_id: int) -> list[tuple[str, str]]:
    """Return all of somebody's shortlists: the id of the case, and their own."""
    query = (
        select(CaseList.case_id, CaseList.id)
        .join(CaseFile, CaseFile.id == CaseList.case_id)
        .where(CaseFile.owner_id == owner_id)
    )
    return [(row.case_id, row.id) for row in session.execute(query)]


def shortlist(session: Session, owner_id: int, case_id: str, list_id: str) -> CaseList | None:
    """Return one shortlist of one case of its owner."""
    query = (
        select(CaseList)
        .join(CaseFile, CaseFile.id == CaseList.case_id)
        .where(
            CaseList.id == list_id,
            CaseList.case_id == case_id,
            _kept_by(CaseFile.owner_id, owner_id),
        )
    )
    return session.scalar(query)


def entries(session: Session, owner_id: int, list_ids: Collection[str]) -> list[CaseEntry]:
    """Return the programs on some shortlists, in the order given by hand."""
    query = (
        select(CaseEntry)
        .where(_kept_by(CaseEntry.owner_id, owner_id), CaseEntry.list_id.in_(list(list_ids)))
        .order_by(CaseEntry.list_id, CaseEntry.place, CaseEntry.id)
    )
    return list(session.scalars(query))


def entry(session: Session, owner_id: int, case_id: str, entry_id: str) -> CaseEntry | None:
    """Return one entry of one case of its owner."""
    query = (
        select(CaseEntry)
        .join(CaseList, CaseList.id == CaseEntry.list_id)
        .join(CaseFile, CaseFile.id == CaseList.case_id)
        .where(
            CaseEntry.id == entry_id,
            _kept_by(CaseEntry.owner_id, owner_id),
            CaseList.case_id == case_id,
            _kept_by(CaseFile.owner_id, owner_id),
        )
    )
    return session.scalar(query)


def contacts(session: Session, owner_id: int, entry_ids: Collection[str]) -> list[CaseContact]:
    """Return the log of some entries, the newest first."""
    query = (
        select(CaseContact)
        .join(CaseEntry, CaseEntry.id == CaseContact.entry_id)
        .where(_kept_by(CaseEntry.owner_id, owner_id), CaseContact.entry_id.in_(list(entry_ids)))
        .order_by(CaseContact.happened_on.desc(), CaseContact.id.desc())
    )
    return list(session.scalars(query))


def contact(session: Session, owner_id: int, entry_id: str, contact_id: int) -> CaseContact | None:
    """Return one line of the log of an entry of its owner."""
    query = (
        select(CaseContact)
        .join(CaseEntry, CaseEntry.id == CaseContact.entry_id)
        .where(
            CaseContact.id == contact_id,
            CaseContact.entry_id == entry_id,
            _kept_by(CaseEntry.owner_id, owner_id),
        )
    )
    return session.scalar(query)


def copies(session: Session, owner_id: int, case_id: str) -> list[tuple[CaseCopy, SharedCopy]]:
    """Return the links that were made for a case, the newest first."""
    query = (
        select(CaseCopy, SharedCopy)
        .join(SharedCopy, SharedCopy.id == CaseCopy.copy_id)
        .join(CaseFile, CaseFile.id == CaseCopy.case_id)
        .where(CaseCopy.case_id == case_id, _kept_by(CaseFile.owner_id, owner_id))
        .order_by(SharedCopy.id.desc())
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def touch(session: Session, case_id: str, now: datetime) -> None:
    """Note when a case was last changed."""
    session.execute(update(CaseFile).where(CaseFile.id == case_id).values(changed_at=now))


def remove_case(session: Session, owner_id: int, case_id: str) -> None:
    """Delete a case with all that hangs on it; its links end at once."""
    shared = (
        select(CaseCopy.copy_id)
        .join(CaseFile, CaseFile.id == CaseCopy.case_id)
        .where(CaseCopy.case_id == case_id, CaseFile.owner_id == owner_id)
    )
    session.execute(
        update(SharedCopy).where(SharedCopy.id.in_(shared)).values(revoked=True, sealed="")
    )
    session.execute(delete(CaseFile).where(CaseFile.id == case_id, CaseFile.owner_id == owner_id))


def remove(session: Session, row: CaseList | CaseEntry | CaseContact) -> None:
    """Delete one row, found before for its owner, with all that hangs on it."""
    session.execute(delete(type(row)).where(type(row).id == row.id))


def cases_by_account(session: Session) -> dict[int, int]:
    """Count the cases of each account: what an admin may know of them, and nothing else."""
    query = select(CaseFile.owner_id, func.count()).group_by(CaseFile.owner_id)
    # Through a loop: dict() would take a result, which has keys, for a mapping.
    return {owner_id: cases for owner_id, cases in session.execute(query)}  # noqa: C416  see above
