"""What the curator's desk counts, each in one query however many programs there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from matcher.domain.outcome import Outcome
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence.answers import LETTERS
from matcher.persistence.answers import positions as positions_in
from matcher.persistence.details import Detail
from matcher.persistence.listings import Fact, Location, Organization, Program

UNKNOWN = LETTERS[Outcome.UNKNOWN]


class Due(StrEnum):
    """Why a listing needs somebody."""

    EXPIRING = "expiring"  # something a curator recorded holds for some days only
    EXPIRED = "expired"  # something a curator recorded holds no more
    UNPLACED = "unplaced"  # nobody knows where it is, so no search finds it
    NEVER_CHECKED = "never_checked"  # no person ever recorded anything


@dataclass(frozen=True, slots=True)
class DueListing:
    """One listing that needs somebody, as much of it as a line shows."""

    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str
    what: str
    """The term or field that runs out; empty where the whole listing waits."""
    is_term: bool
    on: date | None
    """The day it runs out, or else the day its source speaks for."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """The listings of one state."""

    state: str
    listings: int
    answers: int
    """All that could be answered: listings times terms."""
    known: int
    """How many of them the directories answer, yes or no or not listed."""
    checked: int
    """Listings of which a person recorded something since the day asked for."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What curators recorded about one term of listed programs."""

    holding: int
    expiring: int
    expired: int


NOTHING = Recorded(0, 0, 0)


def count(session: Session, due: Due, on: date, until: date) -> tuple[int, date | None]:
    """Return how many things are due, and the oldest day among them."""
    if due in {Due.EXPIRING, Due.EXPIRED}:
        recorded = _recorded(due, on, until).subquery()
        query = (
            select(func.count(), func.min(recorded.c.expires_on))
            .select_from(recorded)
            .join(Program, Program.id == recorded.c.program_id)
            .where(Program.listed)
        )
    else:
        query = (
            select(func.count(), func.min(Program.vintage))
            .select_from(Program)
            .join(Location, Location.id == Program.location_id)
            .where(_whole(due))
        )
    number, oldest = session.execute(query).one()
    return number, oldest


def listings(
    session: Session, due: Due, on: date, until: date, *, limit: int, offset: int = 0
) -> list[DueListing]:
    """Return a page of what is due, the oldest first."""
    whole = due not in {Due.EXPIRING, Due.EXPIRED}
    shown = (
        Program.slug,
        Program.name,
        Organization.name,
        Location.city,
        Location.state,
        Program.phone,
    )
    if whole:
        query = select(*shown, literal(""), literal(0), Program.vintage).where(_whole(due))
        order: tuple[Any, ...] = (Program.vintage, Program.name, Program.id)
    else:
        recorded = _recorded(due, on, until).subquery()
        query = (
            select(*shown, recorded.c.what, recorded.c.is_term, recorded.c.expires_on)
            .join(recorded, recorded.c.program_id == Program.id)
            .where(Program.listed)
        )
        order = (recorded.c.expires_on, Program.name, Program.id, recorded.c.what)
    query = (
        query.join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    return [
        DueListing(slug, name, organization, city, state, phone, what, bool(is_term), day)
        for slug, name, organization, city, state, phone, what, is_term, day in session.execute(
            query
        )
    ]


def by_state(session: Session, since: date) -> list[StateRow]:
    """Return each state with listed programs: how much they answer, and how many were checked."""
    persons = union_all(
        select(Fact.program_id, Fact.recorded_on), select(Detail.program_id, Detail.recorded_on)
    ).subquery()
    checked = (
        select(persons.c.program_id).where(persons.c.recorded_on >= since).distinct().subquery()
    )
    rows = session.execute(
        select(
            Location.state,
            func.count(),
            func.sum(func.length(Program.answers)),
            func.sum(func.length(func.replace(Program.answers, UNKNOWN, ""))),
            func.count(checked.c.program_id),
        )
        .select_from(Program)
        .join(Location, Location.id == Program.location_id)
        .outerjoin(checked, checked.c.program_id == Program.id)
        .where(Program.listed)
        .group_by(Location.state)
    )
    # Sorted here, because databases disagree about the order of letters.
    return sorted((StateRow(*row) for row in rows), key=lambda row: row.state)


def known_by_group(session: Session, taxonomy: Taxonomy) -> dict[str, int]:
    """Return, by vocabulary group, how many of its answers the directories give.

    Terms of one group stand side by side in the string, but for a few: each stretch is cut out
    once, and counted by its length without the letter that says nothing.
    """
    stretches = list(_stretches(taxonomy))
    pieces = [func.substr(Program.answers, first + 1, length) for _, first, length in stretches]
    sums = [func.sum(func.length(func.replace(piece, UNKNOWN, ""))) for piece in pieces]
    found = dict.fromkeys((group for group, _, _ in stretches), 0)
    row = session.execute(select(*sums).where(Program.listed)).one()
    for (group, _, _), known in zip(stretches, row, strict=True):
        found[group] += known or 0
    return found


def recorded_by_term(session: Session, on: date, until: date) -> Mapping[str, Recorded]:
    """Return, by term, how many curated facts of listed programs hold, run out and have run out."""
    holds = or_(Fact.expires_on.is_(None), Fact.expires_on > on)
    expiring = and_(Fact.expires_on > on, Fact.expires_on <= until)
    rows = session.execute(
        select(
            Fact.term,
            func.sum(case((holds, 1), else_=0)),
            func.sum(case((expiring, 1), else_=0)),
            func.sum(case((Fact.expires_on <= on, 1), else_=0)),
        )
        .join(Program, Program.id == Fact.program_id)
        .where(Program.listed)
        .group_by(Fact.term)
    )
    return {term: Recorded(*counted) for term, *counted in rows}


def _recorded(due: Due, on: date, until: date) -> Select[str, str, int, date | None]:
    """Select the facts and details that run out, or have."""

    def runs_out(table: type[Fact | Detail]) -> ColumnElement[bool]:
        if due is Due.EXPIRED:
            return table.expires_on <= on
        return and_(table.expires_on > on, table.expires_on <= until)

    both = union_all(
        select(
            Fact.program_id,
            Fact.term.label("what"),
            literal(1).label("is_term"),
            Fact.expires_on,
        ).where(runs_out(Fact)),
        select(
            Detail.program_id,
            Detail.field.label("what"),
            literal(0).label("is_term"),
            Detail.expires_on,
        ).where(runs_out(Detail)),
    ).subquery()
    return select(both.c.program_id, both.c.what, both.c.is_term, both.c.expires_on)


def _whole(due: Due) -> ColumnElement[bool]:
    """Return the condition under which a whole listing waits."""
    if due is Due.UNPLACED:
        return and_(Program.listed, Location.latitude.is_(None))
    return and_(
        Program.listed,
        ~select(Fact.id).where(Fact.program_id == Program.id).exists(),
        ~select(Detail.id).where(Detail.program_id == Program.id).exists(),
    )


def _stretches(taxonomy: Taxonomy) -> Iterable[tuple[str, int, int]]:
    """Yield each run of terms of one group: the group, where it begins, how long it is."""
    places = positions_in(taxonomy)
    terms: Sequence[tuple[int, str]] = sorted(
        (places[slug], term.group) for slug, term in taxonomy.terms.items()
    )
    for group, run in groupby(terms, key=lambda placed: placed[1]):
        positions = [position for position, _ in run]
        yield group, positions[0], len(positions)
