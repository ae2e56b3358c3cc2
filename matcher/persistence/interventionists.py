"""Profiles that interventionists write of themselves, and what they declare of programs.

Ranking reads none of these tables: money changes no place in a list (ADR 0003).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import one_of

CHECKED_WHOLE = (
    "(standing = 'declared') = (checked_on IS NULL)"
    " AND (standing = 'declared') = (checked_by = '')"
    " AND (standing <> 'disputed' OR reason <> '')"
    " AND (standing = 'confirmed') = (proof <> 'own_word')"
)
"""Whoever confirms or disputes says when and who; a dispute says why, a confirmation by what."""

_STANDINGS = ("declared", "confirmed", "disputed")
_PROOFS = ("own_word", "regulator", "accreditor", "program", "document")


class Interventionist(Base):
    """One profile; lists of words stand in a column with blanks between them."""

    __tablename__ = "interventionist"
    __table_args__ = (
        UniqueConstraint("account_id"),
        UniqueConstraint("slug"),
        CheckConstraint("name <> '' AND slug <> ''", name="named"),
        CheckConstraint(
            "(hidden_on IS NULL) = (hidden_reason = '') AND (hidden_on IS NULL) = (hidden_by = '')",
            name="hidden_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(Text)
    """Never changes once given: families keep links."""
    name: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    approaches: Mapped[str] = mapped_column(Text)
    payers: Mapped[str] = mapped_column(Text)
    paid_words: Mapped[str] = mapped_column(Text)
    no_program_money: Mapped[bool]
    languages: Mapped[str] = mapped_column(Text)
    remote: Mapped[bool]
    states: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    website: Mapped[str] = mapped_column(Text)
    changed_on: Mapped[date]
    published_on: Mapped[date | None]
    """None: a draft, which its owner alone may read."""
    looked_on: Mapped[date | None]
    """When an admin last looked; None where it changed since."""
    hidden_on: Mapped[date | None]
    hidden_by: Mapped[str] = mapped_column(Text)
    hidden_reason: Mapped[str] = mapped_column(Text)


class ServiceArea(Base):
    """A place, and the miles around it that somebody travels."""

    __tablename__ = "interventionist_area"
    __table_args__ = (
        CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"
        ),
        CheckConstraint("miles > 0", name="reaches"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interventionist_id: Mapped[int] = mapped_column(
        ForeignKey("interventionist.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float]
    longitude: Mapped[float]
    miles: Mapped[int]


class StatedFee(Base):
    """What something costs, in words and dollars, as of a day."""

    __tablename__ = "interventionist_fee"
    __table_args__ = (
        one_of("per", "hour", "day", "intervention", "month", "other"),
        CheckConstraint("low IS NOT NULL OR (high IS NULL AND words <> '')", name="says_something"),
        CheckConstraint("low >= 0 AND high > low", name="rises"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interventionist_id: Mapped[int] = mapped_column(
        ForeignKey("interventionist.id", ondelete="CASCADE"), index=True
    )
    low: Mapped[int | None]
    high: Mapped[int | None]
    per: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    stated_on: Mapped[date]


class DeclaredCredential(Base):
    """Training, membership or a license, and what an admin found of it."""

    __tablename__ = "interventionist_credential"
    __table_args__ = (
        one_of("standing", *_STANDINGS),
        one_of("proof", *_PROOFS),
        CheckConstraint("name <> '' AND issuer <> ''", name="named"),
        CheckConstraint(CHECKED_WHOLE, name="checked_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interventionist_id: Mapped[int] = mapped_column(
        ForeignKey("interventionist.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    where_to_check: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date | None]
    declared_on: Mapped[date]
    standing: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class DeclaredConnection(Base):
    """One tie with a program, and what an admin found of it."""

    __tablename__ = "connection"
    __table_args__ = (
        UniqueConstraint("interventionist_id", "program_id", "tie"),
        one_of("tie", "paid_by", "employed_by", "worked_with"),
        one_of("standing", *_STANDINGS),
        one_of("proof", *_PROOFS),
        CheckConstraint("declared_by <> ''", name="attributed"),
        CheckConstraint("since_year BETWEEN 1900 AND 2200", name="since_a_year"),
        CheckConstraint(CHECKED_WHOLE, name="checked_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interventionist_id: Mapped[int] = mapped_column(
        ForeignKey("interventionist.id", ondelete="CASCADE")
    )
    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    tie: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    since_year: Mapped[int | None]
    declared_by: Mapped[str] = mapped_column(Text)
    declared_on: Mapped[date]
    ended_on: Mapped[date | None]
    """Set where a confirmed tie was taken back: what was true is not simply gone."""
    standing: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
