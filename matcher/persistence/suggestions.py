"""Corrections that somebody sent in, for curators to look at; nothing says who sent them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import one_of


class Suggestion(Base):
    """What somebody says is wrong with one listing."""

    __tablename__ = "suggestion"
    __table_args__ = (
        one_of("statement", "", "yes", "no"),
        one_of("heard", "", "called", "been_there", "works_there", "other"),
        one_of("state", "new", "taken", "declined"),
        CheckConstraint("words <> '' OR (term <> '' AND statement <> '')", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    term: Mapped[str] = mapped_column(Text)
    """The fact it is about; empty where it is about something else."""
    statement: Mapped[str] = mapped_column(Text)
    """What is true of the term; empty where only words were sent."""
    words: Mapped[str] = mapped_column(Text)
    heard: Mapped[str] = mapped_column(Text)
    """How the person knows; empty where they did not say."""
    received_on: Mapped[date]
    """The day and no closer: nobody needs the hour."""
    state: Mapped[str] = mapped_column(Text)


def received(session: Session, on: date, program_id: str | None = None) -> int:
    """Count what came in on a day, of one program or of all."""
    query = select(func.count()).select_from(Suggestion).where(Suggestion.received_on == on)
    if program_id is not None:
        query = query.where(Suggestion.program_id == program_id)
    return session.scalar(query) or 0


def waiting(session: Session) -> list[Suggestion]:
    """Return what no curator has looked at yet, the oldest first."""
    query = select(Suggestion).where(Suggestion.state == "new").order_by(Suggestion.id)
    return list(session.scalars(query))
