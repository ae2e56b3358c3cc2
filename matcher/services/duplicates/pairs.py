"""Pairs that may be one program: looked for over the whole directory, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.domain.message import Message
from matcher.domain.resemblance import LIKELY, POSSIBLE, Looks, Verdict
from matcher.importers import duplicates as finder
from matcher.importers.duplicates import Listed
from matcher.persistence import answers, directory, recording
from matcher.persistence import duplicates as store
from matcher.persistence.duplicates import DuplicatePair, Merge, Searched
from matcher.persistence.recording import Known
from matcher.services.accounts.account import Account

PAGE = 25


class PairUnknown(LookupError):
    """There is no such pair."""


class Show(StrEnum):
    """Which pairs a curator looks at."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    NOT_SAME = "not_same"


SCORES = {
    Show.LIKELY: range(LIKELY, 101),
    Show.POSSIBLE: range(POSSIBLE, LIKELY),
    Show.NOT_SAME: range(101),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One listing of a pair, as a curator sees it."""

    id: str
    slug: str
    name: str
    organization: str
    street: str
    """With suite; empty where it is confidential."""
    city: str
    state: str
    postal_code: str
    phone: str
    imported_from: str
    listed: bool
    confidential: bool


@dataclass(frozen=True, slots=True)
class Paired:
    """A pair, why it may be one program, and what was decided of it."""

    id: int
    one: Side
    other: Side
    score: int
    verdict: Verdict
    reasons: tuple[Message, ...]
    not_same: bool
    decided_by: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge, as the list of them tells it."""

    id: int
    survivor: Side
    merged: Side
    by: str
    at: datetime
    undone_by: str
    undone_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Whether it was not taken back."""
        return self.undone_at is None


def look(session: Session, on: date) -> int:
    """Search the whole directory for pairs, and return how many are worth a look."""
    version = directory.version(session)
    known = recording.known_programs(session)
    merged = store.survivors(session)
    listed = {each.id: each for each in known.values() if each.id not in merged}
    found = finder.find(_listed(each) for each in listed.values())
    scores = {
        (each.one, each.other): each.resemblance.score
        for each in found
        if listed[each.one].published.listed or listed[each.other].published.listed
    }
    store.keep_found(session, scores, version, on)
    session.commit()
    return len(scores)


def last_look(session: Session) -> Searched | None:
    """Return when pairs were last looked for."""
    return store.last_search(session)


def counted(session: Session) -> dict[Show, int]:
    """Count the pairs that wait and those decided, for the desk and for the filter."""
    return {show: store.count_pairs(session, _state(show), SCORES[show]) for show in Show}


def page(session: Session, show: Show, number: int) -> list[Paired]:
    """Return one page of pairs, the best first."""
    found = store.pairs(session, _state(show), SCORES[show], PAGE, (max(1, number) - 1) * PAGE)
    return _paired(session, found)


def one(session: Session, pair_id: int) -> Paired:
    """Return one pair.

    :raise PairUnknown: where there is none.
    """
    return _paired(session, [_pair(session, pair_id)])[0]


def next_open(session: Session) -> int | None:
    """Return the best pair that nobody has decided yet."""
    found = store.pairs(session, "open", SCORES[Show.LIKELY], 1)
    return found[0].id if found else None


def not_same(session: Session, pair_id: int, actor: Account, on: date) -> None:
    """Remember that two listings are two programs.

    :raise PairUnknown: where there is no such pair.
    """
    _pair(session, pair_id)
    store.decide(session, pair_id, "not_same", actor.name, on)
    session.commit()


def take_back(session: Session, pair_id: int) -> None:
    """Let a pair be looked at again.

    :raise PairUnknown: where there is no such pair.
    """
    _pair(session, pair_id)
    store.decide(session, pair_id, "open", "", None)
    session.commit()


def merges(session: Session, number: int) -> list[Merged]:
    """Return one page of merges, the newest first."""
    return merged_of(session, store.merges(session, PAGE, (max(1, number) - 1) * PAGE))


def count_merges(session: Session) -> int:
    """Count all merges, those undone too."""
    return store.count_merges(session)


def merged_of(session: Session, found: Sequence[Merge]) -> list[Merged]:
    """Return *found* with both listings as they stand."""
    ids = {id_ for each in found for id_ in (each.survivor_id, each.merged_id)}
    known = recording.known_programs(session, ids)
    return [
        Merged(
            each.id,
            side(known[each.survivor_id]),
            side(known[each.merged_id]),
            each.merged_by,
            each.merged_at,
            each.undone_by,
            each.undone_at,
        )
        for each in found
    ]


def side(known: Known) -> Side:
    """Return a program as one side of a pair."""
    published, address = known.published, known.published.address
    told = not address.confidential
    return Side(
        known.id,
        known.slug,
        published.name,
        published.organization,
        ", ".join(part for part in (address.street, address.street2) if part) if told else "",
        address.city,
        address.state,
        address.postal_code if told else "",
        published.phone,
        published.imported_from,
        published.listed,
        address.confidential,
    )


def _state(show: Show) -> str:
    return "not_same" if show is Show.NOT_SAME else "open"


def _pair(session: Session, pair_id: int) -> DuplicatePair:
    found = store.pair(session, pair_id)
    if found is None:
        raise PairUnknown
    return found


def _paired(session: Session, found: Iterable[DuplicatePair]) -> list[Paired]:
    pairs = list(found)
    known = recording.known_programs(
        session, {id_ for each in pairs for id_ in (each.one_id, each.other_id)}
    )
    return [_told(each, known[each.one_id], known[each.other_id]) for each in pairs]


def _told(pair: DuplicatePair, one: Known, other: Known) -> Paired:
    resemblance = finder.compare(_listed(one), _listed(other))
    left, right = side(one), side(other)
    return Paired(
        pair.id,
        left,
        right,
        resemblance.score,
        resemblance.verdict,
        tuple(resemblance.reasons(_looks(left), _looks(right))),
        pair.state == "not_same",
        pair.decided_by,
        pair.decided_on,
    )


def _looks(side: Side) -> Looks:
    return Looks(side.name, side.organization, side.street, side.phone)


def _listed(known: Known) -> Listed:
    published, address = known.published, known.published.address
    records = known.records.values()
    return Listed(
        known.id,
        published.organization,
        published.name,
        address.street,
        address.street2,
        address.city,
        address.state,
        address.postal_code,
        published.phone,
        published.intake_phone,
        answers.in_force((each.current, each.codes) for each in records),
    )
