"""Copies of a shortlist that somebody chose to share, unreadable without their link.

A row holds no token: hashes find it, and what it seals was encrypted with the link's own token
(`services.sealed_copies`). Whoever reads the table learns when a copy was made, and nothing else.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Text, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base


class SharedCopy(Base):
    """One shared copy: how to find it, until when, and what only its link can open."""

    __tablename__ = "shared_copy"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        UniqueConstraint("revoke_hash"),
        CheckConstraint("opened >= 0", name="counted"),
        CheckConstraint("NOT revoked OR sealed = ''", name="revoked_is_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(Text)
    revoke_hash: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    """Empty once the copy has expired or was revoked."""
    expires_on: Mapped[date]
    """The first day on which it no longer opens."""
    revoked: Mapped[bool]
    opened: Mapped[int]
    """How often, for whoever made it; never by whom."""
    opened_on: Mapped[date | None]
    """The last day it was opened."""


def by_token_hash(session: Session, token_hash: str) -> SharedCopy | None:
    """Return the copy that this token opens."""
    return session.scalar(select(SharedCopy).where(SharedCopy.token_hash == token_hash))


def by_revoke_hash(session: Session, revoke_hash: str) -> SharedCopy | None:
    """Return the copy that this token revokes."""
    return session.scalar(select(SharedCopy).where(SharedCopy.revoke_hash == revoke_hash))


def count_opening(session: Session, copy_id: int, on: date) -> None:
    """Count one opening; two at once are two."""
    session.execute(
        update(SharedCopy)
        .where(SharedCopy.id == copy_id)
        .values(opened=SharedCopy.opened + 1, opened_on=on)
    )


def tidy(session: Session, on: date, forget_before: date) -> None:
    """Empty the copies that have expired, and forget those that expired before *forget_before*."""
    session.execute(
        update(SharedCopy)
        .where(SharedCopy.expires_on <= on, SharedCopy.sealed != "")
        .values(sealed="")
    )
    session.execute(delete(SharedCopy).where(SharedCopy.expires_on < forget_before))
