"""Programs that ask to look after their own listing; a curator calls before anything is given.

A row holds no token, only its hash. Who asked is forgotten as soon as it is not needed any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Text,
    UniqueConstraint,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import Program, one_of


class Claim(Base):
    """One request, and the link that was handed over for it."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of("state", "new", "handed", "refused", "revoked"),
        CheckConstraint("state <> 'new' OR who <> ''", name="says_who"),
        CheckConstraint(
            "(state IN ('handed', 'revoked')) = (token_hash IS NOT NULL)"
            " AND (token_hash IS NULL) = (expires_on IS NULL)",
            name="handed_whole",
        ),
        CheckConstraint(
            "(state = 'new') = (decided_on IS NULL) AND (state = 'new') = (decided_by = '')",
            name="decided_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    who: Mapped[str] = mapped_column(Text)
    """Whom to ask for at the listed number; empty once it is not needed."""
    reach: Mapped[str] = mapped_column(Text)
    """Their extension or hours; may be empty."""
    call_on: Mapped[date]
    asked_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str | None] = mapped_column(Text)
    expires_on: Mapped[date | None]
    """The first day on which the link no longer opens."""
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(Text)


def by_token_hash(session: Session, token_hash: str) -> Claim | None:
    """Return the request whose link has this token."""
    return session.scalar(select(Claim).where(Claim.token_hash == token_hash))


def asked(session: Session, on: date, program_id: str | None = None) -> int:
    """Count the requests of a day, of one program or of all."""
    query = select(func.count()).select_from(Claim).where(Claim.asked_on == on)
    if program_id is not None:
        query = query.where(Claim.program_id == program_id)
    return session.scalar(query) or 0


def waiting(session: Session) -> list[tuple[Claim, Program]]:
    """Return the requests nobody has called back about, the earliest day to call first."""
    return _with_program(session, "new")


def handed(session: Session, on: date) -> list[tuple[Claim, Program]]:
    """Return the requests whose links open on that day, those that expire first first."""
    return [
        (claim, program)
        for claim, program in _with_program(session, "handed")
        if claim.expires_on is not None and on < claim.expires_on
    ]


def counted(session: Session) -> tuple[int, date | None]:
    """Return how many requests wait, and the day the oldest was made."""
    query = select(func.count(), func.min(Claim.asked_on)).where(Claim.state == "new")
    count, oldest = session.execute(query).one()
    return count, oldest


def settle(session: Session, claim_id: int, before: str, values: Mapping[str, Any]) -> bool:
    """Write what became of a request that is still in state *before*; tell whether it was."""
    same = (Claim.id == claim_id, Claim.state == before)
    written = session.execute(update(Claim).where(*same).values(**values).returning(Claim.id))
    return written.first() is not None


def forget(session: Session, on: date) -> None:
    """Forget who asked, wherever no link of theirs opens any more."""
    done = or_(Claim.state.in_(["refused", "revoked"]), Claim.expires_on <= on)
    session.execute(update(Claim).where(Claim.who != "", done).values(who="", reach=""))


def _with_program(session: Session, state: str) -> list[tuple[Claim, Program]]:
    query = (
        select(Claim, Program)
        .join(Program, Program.id == Claim.program_id)
        .where(Claim.state == state)
        .order_by(Claim.call_on, Claim.id)
    )
    return [(claim, program) for claim, program in session.execute(query)]
