"""The directory as a curator's table: one row a program, with what tells whether it needs care."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import answers
from matcher.persistence.details import Detail
from matcher.persistence.listings import Fact, Location, Organization, Program

UNKNOWN = answers.LETTERS[Outcome.UNKNOWN]


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One program in the table."""

    id: str
    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str
    listed: bool
    sample: bool
    placed: bool
    unknown: float
    """Which share of everything one may ask nobody answered, from 0 to 1; imports alone."""
    checked_on: date | None
    """The newest day on which a curator recorded anything; None where nobody ever did."""
    conflicts: int
    """Answers of which a curator says otherwise than the directory does."""


def lines(
    session: Session,
    taxonomy: Taxonomy,
    *,
    state: str | None = None,
    listed: bool | None = None,
    ids: Collection[str] | None = None,
) -> list[ListingLine]:
    """Return programs, listed or not, in no order."""
    query = (
        select(
            Program.id,
            Program.slug,
            Program.name,
            Organization.name,
            Location.city,
            Location.state,
            Program.phone,
            Program.listed,
            Program.sample,
            Location.latitude.is_not(None),
            Program.answers,
        )
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
    )
    if state is not None:
        query = query.where(Location.state == state)
    if listed is not None:
        query = query.where(Program.listed == listed)
    if ids is not None:
        query = query.where(Program.id.in_(list(ids)))
    checked, statements = _checked(session), _statements(session)
    positions = answers.positions(taxonomy)
    found = []
    for *told, placed, letters in session.execute(query):
        id_, slug, name, organization, city, in_state, phone, is_listed, sample = told
        conflicts = sum(
            term in positions and _differs(letters[positions[term]], statement)
            for term, statement in statements.get(id_, ())
        )
        found.append(
            ListingLine(
                id=id_,
                slug=slug,
                name=name,
                organization=organization,
                city=city,
                state=in_state,
                phone=phone,
                listed=is_listed,
                sample=sample,
                placed=placed,
                unknown=letters.count(UNKNOWN) / len(letters) if letters else 1.0,
                checked_on=checked.get(id_),
                conflicts=conflicts,
            )
        )
    return found


def states(session: Session) -> list[str]:
    """Return the states that any program is in."""
    return sorted(session.scalars(select(Location.state).distinct()))


def _checked(session: Session) -> dict[str, date]:
    found: dict[str, date] = {}
    for table in (Fact, Detail):
        query = select(table.program_id, func.max(table.recorded_on)).group_by(table.program_id)
        for id_, day in session.execute(query):
            if day is not None:
                found[id_] = max(day, found.get(id_, day))
    return found


def _statements(session: Session) -> dict[str, list[tuple[str, Statement]]]:
    found: dict[str, list[tuple[str, Statement]]] = {}
    for id_, term, statement in session.execute(select(Fact.program_id, Fact.term, Fact.statement)):
        found.setdefault(id_, []).append((term, Statement(statement)))
    return found


def _differs(letter: str, statement: Statement) -> bool:
    """Whether a directory said something that a curator says otherwise."""
    imported = answers.OUTCOMES[letter]
    return imported is not Outcome.UNKNOWN and imported is not statement.outcome
