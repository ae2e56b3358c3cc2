"""A case as its page shows it: one shortlist in full, and what moved on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.cases import statuses
from matcher.domain.cases.moving import State
from matcher.domain.cases.statuses import Due, Status
from matcher.domain.message import Message
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseContact, CaseEntry
from matcher.services.asking import Search
from matcher.services.cases import keeping, shortlisting
from matcher.services.cases.keeping import Case
from matcher.services.cases.owner import NotYours, Owner
from matcher.services.cases.shortlisting import Shortlist
from matcher.services.cases.standing import (
    Seen,
    gone,
    search_of,
    stand,
    what_moved,
    write_seen,
)
from matcher.services.choosing import Choice
from matcher.services.current import CurrentListings


@dataclass(frozen=True, slots=True)
class Entry:
    """One program on a shortlist, as its owner sees it."""

    id: str
    program_id: str
    state: State
    choice: Choice | None
    """None where no directory knows the program any more."""
    status: Status
    since: date
    said: Message
    """The status in words, as it reads on that day."""
    lapsed: bool
    due: Due | None
    reason: str
    """Why it was ruled out."""
    has_notes: bool
    called_on: date | None
    """The day of the last contact."""
    next_steps: tuple[str, ...]
    """What is to follow and was not done yet."""
    moved: Message | None
    """What is otherwise than when its owner last looked."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with one of its shortlists open."""

    case: Case
    search: Search | None
    """None as long as the answers do not say where to look."""
    lists: tuple[Shortlist, ...]
    shown: Shortlist
    entries: tuple[Entry, ...]
    moved_elsewhere: Mapping[str, int]
    """By list, how many programs moved on the lists that are not open."""

    @property
    def moved(self) -> list[Entry]:
        """The programs of the open list that moved."""
        return [each for each in self.entries if each.moved]


def open_list(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    case_id: str,
    list_id: str | None,
    on: date,
) -> Opened:
    """Open a case at one of its lists; None is the first.

    :raise NotYours: where there is no such case, or no such list.
    """
    case = keeping.the_case(session, owner, case_id)
    lists = shortlisting.lists_of(session, owner, case_id)
    shown = next((each for each in lists if list_id in {None, each.id}), None)
    if shown is None:
        raise NotYours
    search = search_of(session, case.needs)
    rows = store.entries(session, owner.id, [each.id for each in lists])
    stands = _Standing(session, listings, search, rows, on)
    moved = {each.id: stands.moved(each, rows) for each in lists}
    here = [row for row in rows if row.list_id == shown.id]
    entries = _entries(session, owner, here, stands, shown.seen, moved[shown.id])
    if shown.by_rank:
        entries.sort(key=lambda each: (each.state.rank is None, each.state.rank or 0))
    return Opened(
        case,
        search,
        tuple(lists),
        shown,
        tuple(entries),
        {each.id: len(moved[each.id]) for each in lists if each.id != shown.id},
    )


def have_seen(
    session: Session, listings: CurrentListings, owner: Owner, case_id: str, now: datetime
) -> None:
    """Remember how every program of a case stands now: from here on, only later moves are told.

    :raise NotYours: where there is none of theirs.
    """
    row = keeping.row_of(session, owner, case_id)
    search = search_of(session, keeping.read(owner, row).needs)
    lists = store.lists(session, owner.id, [case_id])
    entries = store.entries(session, owner.id, [each.id for each in lists])
    stands = _Standing(session, listings, search, entries, now.date())
    for each in lists:
        before = shortlisting.read(owner, each).seen
        states = {
            entry.id: stands.state(entry, before) for entry in entries if entry.list_id == each.id
        }
        each.seen = owner.seal.close(write_seen(states), f"{each.id} seen")
    session.commit()


class _Standing:
    """How the programs of some entries stand."""

    def __init__(
        self,
        session: Session,
        listings: CurrentListings,
        search: Search | None,
        rows: Iterable[CaseEntry],
        on: date,
    ) -> None:
        ids = list(dict.fromkeys(row.program_id for row in rows))
        self.on = on
        self._found = stand(session, listings, search, ids, on)
        self._search = search
        self._taxonomy = listings.taxonomy

    def choice(self, row: CaseEntry) -> Choice | None:
        found = self._found.get(row.program_id)
        return None if found is None else found.choice

    def state(self, row: CaseEntry, seen: Seen) -> State:
        found = self._found.get(row.program_id)
        if found is not None:
            return found.state
        return gone(seen.get(row.id, State("", "", listed=False, rank=None, outcomes={})))

    def moved(self, shortlist: Shortlist, rows: Iterable[CaseEntry]) -> dict[str, Message]:
        now = {
            row.id: self.state(row, shortlist.seen) for row in rows if row.list_id == shortlist.id
        }
        return what_moved(shortlist.seen, now, self._search, self._taxonomy)


def _entries(
    session: Session,
    owner: Owner,
    rows: list[CaseEntry],
    stands: _Standing,
    seen: Seen,
    moved: Mapping[str, Message],
) -> list[Entry]:
    logs: dict[str, list[CaseContact]] = {}
    for each in store.contacts(session, owner.id, [row.id for row in rows]):
        logs.setdefault(each.entry_id, []).append(each)

    def entry(row: CaseEntry) -> Entry:
        status, log = Status(row.status), logs.get(row.id, [])
        private: dict[str, Any] = owner.seal.open(row.private, f"{row.id} private") or {}
        return Entry(
            id=row.id,
            program_id=row.program_id,
            state=stands.state(row, seen),
            choice=stands.choice(row),
            status=status,
            since=row.status_on,
            said=statuses.said(status, row.status_on, stands.on),
            lapsed=statuses.has_lapsed(status, row.status_on, stands.on),
            due=statuses.due(status, row.status_on, stands.on),
            reason=private.get("reason", ""),
            has_notes=bool(private.get("notes")),
            called_on=max((each.happened_on for each in log), default=None),
            next_steps=tuple(
                owner.seal.open(each.words, f"{row.id} contact")["next_step"]
                for each in log
                if not each.acted_on
            ),
            moved=moved.get(row.id),
        )

    return [entry(row) for row in rows]
