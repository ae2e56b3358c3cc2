"""What needs a curator today, and how complete and fresh the directory is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from matcher.domain.groups import grouped
from matcher.domain.message import Message
from matcher.domain.states import state_name
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import desk as store
from matcher.persistence.desk import Due, DueListing, Recorded

DAYS_AHEAD = 14
"""How early a curator hears that something runs out."""

FRESH_DAYS = 365
PAGE = 50

__all__ = ["Due", "DueListing"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one kind waits."""

    count: int
    oldest: date | None = None
    """None where nothing waits, or nothing says since when."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def per_cent(self) -> float:
        """The part in per cent; 0 of nothing is 0."""
        return 100 * self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state, or all of them."""

    code: str
    """Empty for the sum of all."""
    name: str
    listings: int
    known: Share
    """Of everything that may be asked of its listings."""
    checked: Share
    """Of its listings, by a person, within a year."""


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of fact: a group of the vocabulary."""

    name: Message
    terms: int
    known: Share
    """Of everything that may be asked of this kind."""
    holding: int
    expiring: int
    expired: int


def waiting(session: Session, due: Due, on: date) -> Waiting:
    """Return how much of a kind is due."""
    return Waiting(*store.count(session, due, on, on + timedelta(days=DAYS_AHEAD)))


def listings(session: Session, due: Due, on: date, page: int) -> list[DueListing]:
    """Return a page of the listings that are due, the oldest first."""
    until = on + timedelta(days=DAYS_AHEAD)
    return store.listings(session, due, on, until, limit=PAGE, offset=(page - 1) * PAGE)


def by_state(session: Session, on: date) -> list[StateLine]:
    """Return how complete and fresh the listings of each state are, the whole country first."""
    rows = store.by_state(session, on - timedelta(days=FRESH_DAYS))
    if not rows:
        return []
    total = store.StateRow(
        state="",
        listings=sum(row.listings for row in rows),
        answers=sum(row.answers for row in rows),
        known=sum(row.known for row in rows),
        checked=sum(row.checked for row in rows),
    )
    return [
        StateLine(
            row.state,
            state_name(row.state) if row.state else "",
            row.listings,
            Share(row.known, row.answers),
            Share(row.checked, row.listings),
        )
        for row in (total, *sorted(rows, key=lambda row: state_name(row.state)))
    ]


def by_kind(session: Session, taxonomy: Taxonomy, on: date, programs: int) -> list[KindLine]:
    """Return how complete and fresh each kind of fact is over so many listed *programs*."""
    known = store.known_by_group(session, taxonomy)
    recorded = store.recorded_by_term(session, on, on + timedelta(days=DAYS_AHEAD))
    lines = []
    for group in grouped(taxonomy):
        facts = [recorded.get(term.slug, store.NOTHING) for term in group.terms]
        lines.append(
            KindLine(
                group.name,
                len(group.terms),
                Share(known[group.slug], len(group.terms) * programs),
                *_sums(facts),
            )
        )
    return lines


def _sums(facts: list[Recorded]) -> tuple[int, int, int]:
    return (
        sum(each.holding for each in facts),
        sum(each.expiring for each in facts),
        sum(each.expired for each in facts),
    )
