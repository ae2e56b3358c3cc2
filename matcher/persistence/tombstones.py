"""Programs that closed, moved or asked not to be listed: no import brings them back.

A tombstone stands on a program's row, which stays, so that old links still help. Its program is not
`listed` while it stands. Lifting it deletes the row; the journal remembers both.

Importers ask `tombstones(session)` once a run: `of_program` for a row that was recognised,
`of_row` for one that was not, so that no spelling of a name slips past a “do not list”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.domain.identity import Marks
from matcher.domain.spelling import name_key, phone_key, street_key
from matcher.domain.tombstone import Ending, Gone
from matcher.persistence.base import Base
from matcher.persistence.listings import (
    ConfidentialAddress,
    Location,
    Organization,
    Program,
    SourceRecord,
    one_of,
)


class Tombstone(Base):
    """Why one program is not listed, by a curator's word; no row: nothing of the kind is known."""

    __tablename__ = "tombstone"
    __table_args__ = (
        one_of("kind", *Ending),
        one_of("evidence", "regulator", "accreditor", "program", "call", "family"),
        CheckConstraint("successor_id IS NULL OR kind = 'moved'", name="only_movers_lead_on"),
        CheckConstraint("successor_id <> program_id", name="leads_elsewhere"),
        CheckConstraint("kind <> 'do_not_list' OR evidence = 'call'", name="called_first"),
        CheckConstraint("recorded_by <> ''", name="attributed"),
    )

    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(Text)
    successor_id: Mapped[str | None] = mapped_column(
        ForeignKey("program.id", ondelete="SET NULL"), index=True
    )
    """The listing to look at instead; None where nobody knows, or there is none."""
    moved_to: Mapped[str] = mapped_column(Text)
    """Where it went, in words a family may read; may be empty."""
    evidence: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]


@dataclass(frozen=True, slots=True)
class Standing:
    """A tombstone that stands, as an import needs to know it."""

    program_id: str
    kind: Ending
    successor_id: str | None


class Tombstones:
    """All that stand, found by program or by what a listing can be recognised by."""

    def __init__(self, standing: Mapping[str, Standing], marks: Mapping[str, Marks]) -> None:
        self._standing = standing
        self._by_key: dict[Hashable, set[str]] = defaultdict(set)
        for program_id, each in marks.items():
            for key in _keys(each):
                self._by_key[key].add(program_id)

    def __len__(self) -> int:
        return len(self._standing)

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._standing.values())

    def of_program(self, program_id: str) -> Standing | None:
        """Return the tombstone on a program; None where it has none."""
        return self._standing.get(program_id)

    def of_row(self, marks: Marks) -> Standing | None:
        """Return the tombstone on the program that a row looks like; None where it is like none.

        Alike is: the same names, or the same phone, at the same street and ZIP; or the same names
        and phone anywhere. Ask it only of rows that are no program we know: a sister program under
        the same roof may share a phone.
        """
        found = {id_ for key in _keys(marks) for id_ in self._by_key.get(key, ())}
        return self._standing[min(found)] if found else None


def tombstones(session: Session) -> Tombstones:
    """Return every tombstone that stands, for an import to respect."""
    rows = session.execute(
        select(
            Tombstone,
            Organization.name,
            Program.name,
            Program.phone,
            # The true address of a confidential program: a file may know it.
            func.coalesce(ConfidentialAddress.street, Location.street),
            func.coalesce(ConfidentialAddress.postal_code, Location.postal_code),
        )
        .join(Program, Program.id == Tombstone.program_id)
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
        .outerjoin(ConfidentialAddress, ConfidentialAddress.location_id == Location.id)
    ).all()
    standing = {
        stone.program_id: Standing(stone.program_id, Ending(stone.kind), stone.successor_id)
        for stone, *_ in rows
    }
    marks = {
        stone.program_id: Marks(
            name1=organization,
            name2="" if name == organization else name,
            street1=street,
            street2="",
            zip_code=zip_code,
            phone=phone,
        )
        for stone, organization, name, phone, street, zip_code in rows
    }
    return Tombstones(standing, marks)


def on_program(session: Session, program_id: str) -> Tombstone | None:
    """Return the tombstone on one program; None where it has none."""
    return session.scalar(
        select(Tombstone)
        .where(Tombstone.program_id == program_id)
        .execution_options(populate_existing=True)
    )


def gone(session: Session, program_ids: Iterable[str] | None) -> dict[str, Gone]:
    """Return what became of those of the programs (of all: None) that are gone."""
    query = select(Tombstone)
    if program_ids is not None:
        query = query.where(Tombstone.program_id.in_(list(program_ids)))
    return {
        each.program_id: Gone(Ending(each.kind), each.successor_id, each.moved_to, each.recorded_on)
        for each in session.scalars(query)
    }


def standing(
    session: Session, *, limit: int, offset: int = 0
) -> list[tuple[Tombstone, Program, Location]]:
    """Return a page of the tombstones, the newest first."""
    query = (
        select(Tombstone, Program, Location)
        .join(Program, Program.id == Tombstone.program_id)
        .join(Location, Location.id == Program.location_id)
        .order_by(Tombstone.recorded_on.desc(), Tombstone.program_id)
        .limit(limit)
        .offset(offset)
    )
    return [(stone, program, location) for stone, program, location in session.execute(query)]


def program_id_at(session: Session, slug: str) -> str | None:
    """Return the id of the program of that address; None where there is none."""
    return session.scalar(select(Program.id).where(Program.slug == slug))


def set_listed(session: Session, program_id: str, *, gone: bool) -> None:
    """Take a program off the list, or put it back where a directory still holds it."""
    program = session.get_one(Program, program_id)
    current = session.scalars(
        select(SourceRecord.current).where(SourceRecord.program_id == program_id)
    ).all()
    program.listed = not gone and (any(current) or not current)


def count(session: Session) -> int:
    """Return how many tombstones stand."""
    return session.scalar(select(func.count()).select_from(Tombstone)) or 0


def _keys(marks: Marks) -> list[Hashable]:
    """Return everything that makes two listings alike enough; what is empty makes nothing alike."""
    names = name_key(f"{marks.name1} {marks.name2}")
    street, phone, zip_code = street_key(marks.street1), phone_key(marks.phone), marks.zip_code[:5]
    there = (street, zip_code) if street and zip_code else None
    keys: list[Hashable] = []
    if there:
        keys += [("names", names, there)] if names else []
        keys += [("phone", phone, there)] if phone else []
    return [*keys, ("names and phone", names, phone)] if phone and names else keys
