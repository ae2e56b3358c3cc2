"""Tables of the directory: who operates, where, what is offered, and who said so.

What a confidential location must not tell is in a table of its own, so that no query of the public
pages can reach it by accident; a constraint keeps it out of `location`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.persistence.base import Base


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return a constraint that *column* holds one of *values*."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Organization(Base):
    """Who operates programs."""

    __tablename__ = "organization"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    """Two organizations of one name in two states are two."""


class Location(Base):
    """Where programs are offered; for a confidential one, only what may be told."""

    __tablename__ = "location"
    __table_args__ = (
        one_of("precision", "exact", "zip", "city"),
        CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"
        ),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (precision IS NULL)",
            name="placed_whole",
        ),
        CheckConstraint(
            "NOT confidential OR (street = '' AND street2 = '' AND postal_code = ''"
            " AND (precision IS NULL OR precision = 'city'))",
            name="secret_kept",
        ),
        Index("ix_location_state_city", "state", "city"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    street: Mapped[str] = mapped_column(Text)
    street2: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    postal_code: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str | None] = mapped_column(Text)
    confidential: Mapped[bool]


class ConfidentialAddress(Base):
    """The true address of a confidential location, for curators; no public query reads it."""

    __tablename__ = "confidential_address"

    location_id: Mapped[str] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), primary_key=True
    )
    street: Mapped[str] = mapped_column(Text)
    street2: Mapped[str] = mapped_column(Text)
    postal_code: Mapped[str] = mapped_column(Text)


class Program(Base):
    """What is offered at a location to whom; a listing is a program as published here."""

    __tablename__ = "program"
    __table_args__ = (
        UniqueConstraint("slug"),
        one_of("directories", "", "SU", "MH", "SU+MH"),
        CheckConstraint("name <> '' AND slug <> ''", name="named"),
        Index("ix_program_listed", "listed"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    slug: Mapped[str] = mapped_column(Text)
    """Never changed once given: families keep links."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    intake_phone: Mapped[str] = mapped_column(Text)
    """One or several, with “; ” between them."""
    website: Mapped[str] = mapped_column(Text)
    listed: Mapped[bool]
    sample: Mapped[bool]
    directories: Mapped[str] = mapped_column(Text)
    vintage: Mapped[date | None]
    imported_from: Mapped[str] = mapped_column(Text)
    """The names of its newest sources, as a family may read them."""
    answers: Mapped[str] = mapped_column(Text)
    """Derived: one letter a term, what the imports say (`persistence.answers`, ADR 0005)."""


class Source(Base):
    """One edition of one directory, as it was read."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("kind", "directory", "vintage", "name"),
        one_of("directory", "SU", "MH"),
        one_of("kind", "samhsa-directory", "locator-csv", "locator-json", "hsds", "csv"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    directory: Mapped[str] = mapped_column(Text)
    vintage: Mapped[date]
    name: Mapped[str] = mapped_column(Text)
    """What a family may read: “SAMHSA directory 2023”."""
    file_name: Mapped[str] = mapped_column(Text)
    imported_on: Mapped[date]


class SourceRecord(Base):
    """What one directory last said of a program: the row and its codes as they were written."""

    __tablename__ = "source_record"
    __table_args__ = (
        UniqueConstraint("program_id", "directory"),
        one_of("directory", "SU", "MH"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    directory: Mapped[str] = mapped_column(Text)
    current: Mapped[bool]
    """False once a later edition of the directory no longer held it."""
    row_number: Mapped[int]
    codes: Mapped[str] = mapped_column(Text)
    raw: Mapped[str] = mapped_column(Text)
    """The other cells by column name, as JSON."""


class Fact(Base):
    """One curator's statement about one term of one program."""

    __tablename__ = "fact"
    __table_args__ = (
        UniqueConstraint("program_id", "term"),
        one_of("statement", "yes", "no", "cleared"),
        one_of("evidence", "regulator", "accreditor", "program", "call", "family"),
        CheckConstraint("expires_on > recorded_on", name="holds_a_day"),
        CheckConstraint("source <> '' AND recorded_by <> ''", name="attributed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    term: Mapped[str] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    expires_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)


class ListingState(Base):
    """One row: what processes that keep listings in memory need to know."""

    __tablename__ = "listing_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    """Grows with every transaction that changes listings."""
    change_set_id: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"))
    """Under which change set listings are changed just now; None outside a change."""
    taxonomy_digest: Mapped[str] = mapped_column(Text)
    """Which taxonomy `program.answers` were derived under."""
