"""Drafts: a curator's changes of one program that the public does not see yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import one_of


class Draft(Base):
    """One curator's unpublished changes of one program; the public sees what was published last."""

    __tablename__ = "draft"
    __table_args__ = (
        one_of("state", "open", "published", "dropped"),
        Index("ix_draft_program_id_state", "program_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime]
    """In UTC, without a zone; so is the next."""
    changed_at: Mapped[datetime]
    base: Mapped[int]
    """The newest change of the program that its author had seen (`row_change.id`)."""
    contents: Mapped[str] = mapped_column(Text)
    """The edits, as JSON (`services.drafts`)."""


def open_draft(session: Session, program_id: str, account_id: int) -> Draft | None:
    """Return the draft that a curator has open of a program."""
    query = select(Draft).where(
        Draft.program_id == program_id, Draft.account_id == account_id, Draft.state == "open"
    )
    return session.scalars(query.order_by(Draft.id.desc())).first()


def drafts_of(session: Session, account_id: int) -> list[Draft]:
    """Return what a curator has open, the one touched last first."""
    query = select(Draft).where(Draft.account_id == account_id, Draft.state == "open")
    return list(session.scalars(query.order_by(Draft.changed_at.desc(), Draft.id)))


def count_open(session: Session, account_id: int) -> int:
    """Count the drafts that a curator has open."""
    query = select(func.count()).select_from(Draft)
    return session.scalar(query.where(Draft.account_id == account_id, Draft.state == "open")) or 0


def dropped(session: Session, account_id: int, since: datetime) -> list[Draft]:
    """Return what a curator put away since a moment, the newest first."""
    query = select(Draft).where(
        Draft.account_id == account_id, Draft.state == "dropped", Draft.changed_at >= since
    )
    return list(session.scalars(query.order_by(Draft.changed_at.desc(), Draft.id)))


def count_others(session: Session, program_id: str, account_id: int) -> int:
    """Count the open drafts of a program that are somebody else's."""
    query = select(func.count()).select_from(Draft)
    condition = (Draft.program_id == program_id) & (Draft.account_id != account_id)
    return session.scalar(query.where(condition, Draft.state == "open")) or 0
