"""Which listings to call next: what runs out, the oldest first, then where least is fresh."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from matcher.persistence import accounts, verification
from matcher.persistence.verification import Due, Standing

DAYS_AHEAD = 14
"""How early something that runs out is due."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """One term or detail that runs out."""

    name: str
    """A term's slug or a field's name."""
    is_term: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class DueListing:
    """One listing to call, and why."""

    program: Standing
    items: tuple[DueItem, ...]
    """The oldest first; none where nobody ever checked anything."""
    fresh: float
    """Which share of the listings of its state a curator's word holds for, from 0 to 1."""
    assigned_to: str
    """Who calls already; empty where nobody does."""
    state: str
    """How far that is: open, submitted, or empty."""

    @property
    def due_on(self) -> date | None:
        """The first day on which something no longer holds."""
        return self.items[0].expires_on if self.items else None


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of what is due, and how much there is in all."""

    listings: tuple[DueListing, ...]
    count: int
    oldest: date | None


def due(session: Session, on: date, *, limit: int | None = None, offset: int = 0) -> DueList:
    """Return the listings of which something runs out by two weeks from now.

    What was asked in a call that was approved since is not due again: who could not tell today
    is called again when something else runs out.
    """
    items = _due_items(session, on)
    if not items:
        return DueList((), 0, None)
    freshness = _Freshness(session, on)
    order = sorted(
        items,
        key=lambda id_: (items[id_][0].expires_on, *freshness.of(id_), id_),
    )
    oldest = items[order[0]][0].expires_on if order else None
    end = None if limit is None else offset + limit
    page = _listings(session, order[offset:end], items, freshness)
    return DueList(page, len(order), oldest)


def never_checked(
    session: Session, on: date, *, limit: int | None = None, offset: int = 0
) -> DueList:
    """Return the listings that nobody ever checked, where the fewest are fresh first."""
    freshness = _Freshness(session, on)
    spoken_of = verification.ever_spoken_of(session) | set(verification.newest_calls(session))
    order = sorted(freshness.places.keys() - spoken_of)
    ranks = {place: freshness.of(id_) for id_, place in freshness.places.items()}
    order.sort(key=lambda id_: ranks[freshness.places[id_]])
    end = None if limit is None else offset + limit
    return DueList(_listings(session, order[offset:end], {}, freshness), len(order), None)


def count_due(session: Session, on: date) -> tuple[int, date | None]:
    """Count the listings of which something runs out, and return the oldest day."""
    items = _due_items(session, on)
    return len(items), min((each[0].expires_on for each in items.values()), default=None)


def due_of(session: Session, program_id: str, on: date) -> tuple[DueItem, ...]:
    """Return what of one listing is due."""
    return _due_items(session, on).get(program_id, ())


def _due_items(session: Session, on: date) -> dict[str, tuple[DueItem, ...]]:
    called = verification.newest_calls(session)
    found: dict[str, list[DueItem]] = defaultdict(list)
    for each in verification.runs_out(session, on + timedelta(days=DAYS_AHEAD)):
        if not _asked_since(each, called):
            found[each.program_id].append(DueItem(each.name, each.is_term, each.expires_on))
    return {
        id_: tuple(sorted(items, key=lambda item: (item.expires_on, item.name)))
        for id_, items in found.items()
    }


def _asked_since(due_: Due, called: dict[str, date]) -> bool:
    day = called.get(due_.program_id)
    return day is not None and day >= due_.expires_on - timedelta(days=DAYS_AHEAD)


class _Freshness:
    """Which share of the listings of each state and city a curator's word holds for."""

    def __init__(self, session: Session, on: date) -> None:
        self.places = verification.places_of(session)
        fresh = verification.spoken_of(session, on)
        self._all: Counter[tuple[str, ...]] = Counter()
        self._fresh: Counter[tuple[str, ...]] = Counter()
        for id_, (state, city) in self.places.items():
            for key in ((state,), (state, city)):
                self._all[key] += 1
                self._fresh[key] += id_ in fresh

    def state(self, id_: str) -> float:
        """Return the share of a listing's state."""
        return self._share(self.places[id_][:1])

    def of(self, id_: str) -> tuple[float, str, float, str]:
        """Return what a listing is ordered by: its state's share, then its city's."""
        state, city = self.places[id_]
        return self._share((state,)), state, self._share((state, city)), city

    def _share(self, key: tuple[str, ...]) -> float:
        return self._fresh[key] / self._all[key]


def _listings(
    session: Session,
    ids: Iterable[str],
    items: dict[str, tuple[DueItem, ...]],
    freshness: _Freshness,
) -> tuple[DueListing, ...]:
    asked = list(ids)
    programs = verification.standings(session, asked)
    under_way = verification.in_progress(session, asked)
    names = accounts.names(session, {each.account_id for each in under_way.values()})
    return tuple(
        DueListing(
            programs[id_],
            items.get(id_, ()),
            freshness.state(id_),
            names.get(under_way[id_].account_id, "") if id_ in under_way else "",
            under_way[id_].state if id_ in under_way else "",
        )
        for id_ in asked
    )
