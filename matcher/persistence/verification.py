"""Verifications: who calls which program, what was said, and who looked at it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.details import Detail
from matcher.persistence.listings import Fact, Location, Organization, Program, one_of

IN_PROGRESS = ("open", "submitted")


class Verification(Base):
    """One check of one listing, from its assignment to a second person's approval."""

    __tablename__ = "verification"
    __table_args__ = (
        UniqueConstraint("in_progress"),
        one_of("state", "open", "submitted", "approved", "dropped"),
        CheckConstraint(
            "(state IN ('open', 'submitted')) = (in_progress IS NOT NULL)", name="one_at_a_time"
        ),
        CheckConstraint("decided_by <> submitted_by", name="by_two_people"),
        CheckConstraint(
            "state NOT IN ('submitted', 'approved') OR"
            " (submitted_by IS NOT NULL AND called_on IS NOT NULL)",
            name="submitted_whole",
        ),
        CheckConstraint("state <> 'approved' OR decided_by IS NOT NULL", name="decided_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    in_progress: Mapped[str | None] = mapped_column(Text)
    """The program's id until it is approved or dropped: no listing is checked by two at once."""
    state: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int] = mapped_column(index=True)
    """Whose it is. No reference, like the next: what was done stays told when accounts go."""
    assigned_by: Mapped[str] = mapped_column(Text)
    assigned_at: Mapped[datetime]
    """In UTC, without a zone; so are the others."""
    contents: Mapped[str] = mapped_column(Text)
    """What was said, item by item, as JSON (`services.verifying`)."""
    spoke_with: Mapped[str] = mapped_column(Text)
    """What somebody does there, never their name."""
    note: Mapped[str] = mapped_column(Text)
    called_on: Mapped[date | None]
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    sent_back: Mapped[str] = mapped_column(Text)
    """Why a second person last sent it back; empty where nobody did."""
    change_set_id: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"), index=True)
    """What its approval changed; None too where the call could confirm nothing."""


@dataclass(frozen=True, slots=True)
class Due:
    """One term or detail of a listed program that runs out."""

    program_id: str
    name: str
    is_term: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A listed program, as much of it as a list of what to check shows."""

    id: str
    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str


def by_id(session: Session, id_: int) -> Verification | None:
    """Return one verification, as it stands."""
    return session.get(Verification, id_, populate_existing=True)


def in_progress(session: Session, program_ids: Collection[str]) -> dict[str, Verification]:
    """Return what is under way, by program."""
    query = select(Verification).where(Verification.in_progress.in_(list(program_ids)))
    return {each.program_id: each for each in session.scalars(query)}


def of_account(session: Session, account_id: int) -> list[Verification]:
    """Return what a curator still has to call, the longest waiting first."""
    query = select(Verification).where(
        Verification.account_id == account_id, Verification.state == "open"
    )
    return list(session.scalars(query.order_by(Verification.assigned_at, Verification.id)))


def submitted(session: Session) -> list[Verification]:
    """Return what waits for a second person, the longest waiting first."""
    query = select(Verification).where(Verification.state == "submitted")
    return list(session.scalars(query.order_by(Verification.submitted_at, Verification.id)))


def newest_calls(session: Session) -> dict[str, date]:
    """Return the day of the newest approved call, by program."""
    query = (
        select(Verification.program_id, func.max(Verification.called_on))
        .where(Verification.state == "approved")
        .group_by(Verification.program_id)
    )
    return {id_: day for id_, day in session.execute(query) if day is not None}


def runs_out(session: Session, by: date) -> list[Due]:
    """Return what curators recorded of listed programs that no longer holds on that day."""
    found: list[Due] = []
    for table, name, is_term in ((Fact, Fact.term, True), (Detail, Detail.field, False)):
        query = (
            select(table.program_id, name, table.expires_on)
            .join(Program, Program.id == table.program_id)
            .where(Program.listed, table.expires_on.is_not(None), table.expires_on <= by)
        )
        found += [
            Due(id_, str(what), is_term, day) for id_, what, day in session.execute(query) if day
        ]
    return found


def spoken_of(session: Session, on: date) -> set[str]:
    """Return the ids of programs of which a curator's word holds on that day."""
    found: set[str] = set()
    for table in (Fact, Detail):
        holds = (table.expires_on.is_(None)) | (table.expires_on > on)
        found |= set(session.scalars(select(table.program_id).where(holds).distinct()))
    return found


def ever_spoken_of(session: Session) -> set[str]:
    """Return the ids of programs of which a curator ever recorded anything that is kept."""
    found: set[str] = set()
    for table in (Fact, Detail):
        found |= set(session.scalars(select(table.program_id).distinct()))
    return found


def places_of(session: Session) -> dict[str, tuple[str, str]]:
    """Return state and city of every listed program."""
    query = (
        select(Program.id, Location.state, Location.city)
        .join(Location, Location.id == Program.location_id)
        .where(Program.listed)
    )
    return {id_: (state, city) for id_, state, city in session.execute(query)}


def standings(session: Session, ids: Iterable[str]) -> dict[str, Standing]:
    """Return programs as a list shows them, by id."""
    query: Any = (
        select(
            Program.id,
            Program.slug,
            Program.name,
            Organization.name,
            Location.city,
            Location.state,
            Program.phone,
        )
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
        .where(Program.id.in_(list(ids)))
    )
    return {row[0]: Standing(*row) for row in session.execute(query)}


def newest_dropped(session: Session, program_ids: Collection[str]) -> dict[str, Verification]:
    """Return what was put away last, by program."""
    query = select(Verification).where(
        Verification.program_id.in_(list(program_ids)), Verification.state == "dropped"
    )
    return {each.program_id: each for each in session.scalars(query.order_by(Verification.id))}
