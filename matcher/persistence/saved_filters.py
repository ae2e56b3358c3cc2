"""Filters of the table of listings that curators keep for themselves."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base


class SavedFilter(Base):
    """One filter under a name of its owner's own."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        CheckConstraint("name <> ''", name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    contents: Mapped[str] = mapped_column(Text)
    """The choices, as JSON (`services.listing_rows`)."""


def filters_of(session: Session, account_id: int) -> list[SavedFilter]:
    """Return a curator's filters by name."""
    query = select(SavedFilter).where(SavedFilter.account_id == account_id)
    return sorted(session.scalars(query), key=lambda each: each.name.casefold())


def keep_filter(session: Session, account_id: int, name: str, contents: str) -> None:
    """Keep a filter, in place of one of the same name."""
    kept = session.scalars(
        select(SavedFilter).where(SavedFilter.account_id == account_id, SavedFilter.name == name)
    ).one_or_none()
    if kept is None:
        session.add(SavedFilter(account_id=account_id, name=name, contents=contents))
    else:
        kept.contents = contents
    session.flush()


def drop_filter(session: Session, account_id: int, id_: int) -> None:
    """Forget a filter of this account's."""
    session.execute(
        delete(SavedFilter).where(SavedFilter.account_id == account_id, SavedFilter.id == id_)
    )
