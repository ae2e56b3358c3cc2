"""All cases of one owner, a page at a time, and what needs a call today.

What a page costs does not grow with the number of cases: every query is limited, and only what is
shown is opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.domain.cases import statuses
from matcher.domain.cases.statuses import DUE_STATUSES, SETTLED, Due, Status
from matcher.domain.message import Message
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseEntry, CaseFile, CaseList, Waiting
from matcher.services.cases import keeping, shortlisting
from matcher.services.cases.owner import Owner
from matcher.services.cases.standing import gone, read_seen, search_of, stand, what_moved
from matcher.services.current import CurrentListings

ON_A_PAGE = 20
DUE_SHOWN = 8
"""More than this is not called in a day."""
FOUND_SHOWN = 20

_NONCE = 16
"""Characters at the start of a sealed text that are never the same twice."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the list."""

    id: str
    nickname: str
    changed_at: datetime
    counted: tuple[tuple[Status, int], ...]
    """How many programs have each status, those with none left out."""
    moved: int
    """How many of its programs moved since its owner last looked."""

    @property
    def open_entries(self) -> int:
        """How many programs are not settled."""
        return sum(count for status, count in self.counted if status not in SETTLED)


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A program that needs a call today."""

    case_id: str
    nickname: str
    entry_id: str
    program: str
    said: Message
    due: Due


@dataclass(frozen=True, slots=True)
class Overview:
    """What one page of the list shows."""

    lines: tuple[Line, ...]
    due: tuple[DueEntry, ...]
    """The most urgent first, on the first page alone."""
    more_due: bool
    page: int
    has_next: bool


def overview(
    session: Session, listings: CurrentListings, owner: Owner, page: int, on: date
) -> Overview:
    """Return one page of somebody's cases; the first one also says what needs a call today."""
    page = max(1, page)
    rows = store.page(session, owner.id, (page - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    due = _due(session, owner, on) if page == 1 else []
    return Overview(
        tuple(_lines(session, listings, owner, shown, on)),
        tuple(due[:DUE_SHOWN]),
        len(due) > DUE_SHOWN,
        page,
        len(rows) > ON_A_PAGE,
    )


def found(
    session: Session, listings: CurrentListings, owner: Owner, words: str, on: date
) -> tuple[Line, ...]:
    """Return the cases whose nicknames hold *words*. All nicknames are opened for it, as asked."""
    wanted = words.casefold()
    ids = [
        case_id
        for case_id, sealed in store.nicknames(session, owner.id)
        if wanted in keeping.nickname_of(owner, case_id, sealed).casefold()
    ]
    rows = store.some(session, owner.id, ids[:FOUND_SHOWN])
    return tuple(_lines(session, listings, owner, rows, on))


def _lines(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    rows: list[CaseFile],
    on: date,
) -> Iterable[Line]:
    counted: dict[str, Counter[Status]] = {}
    for each in store.tallies(session, owner.id, [row.id for row in rows]):
        counted.setdefault(each.case_id, Counter())[Status(each.status)] += each.entries
    moved = _moved(session, listings, owner, rows, on)
    for row in rows:
        counts = counted.get(row.id, Counter())
        yield Line(
            row.id,
            keeping.nickname_of(owner, row.id, row.nickname),
            row.changed_at,
            tuple((status, counts[status]) for status in Status if counts[status]),
            moved.get(row.id, 0),
        )


def _moved(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    rows: list[CaseFile],
    on: date,
) -> dict[str, int]:
    """Count what moved on the cases shown; worked out once for each state of a case and a day."""
    snapshot = listings.snapshot(session, on)
    lists: dict[str, list[CaseList]] = {}
    for each in store.lists(session, owner.id, [row.id for row in rows]):
        lists.setdefault(each.case_id, []).append(each)
    states = {row.id: _state(row, lists.get(row.id, [])) for row in rows}
    known = {row.id: snapshot.counts.get(states[row.id]) for row in rows}
    fresh = [row for row in rows if known[row.id] is None]
    shown = [each.id for row in fresh for each in lists.get(row.id, ())]
    entries: dict[str, list[CaseEntry]] = {}
    for entry in store.entries(session, owner.id, shown) if shown else ():
        entries.setdefault(entry.list_id, []).append(entry)
    for row in fresh:
        here = [(each, entries[each.id]) for each in lists.get(row.id, ()) if each.id in entries]
        known[row.id] = number = _count(session, listings, owner, row, here, on)
        snapshot.count(states[row.id], number)
    return {case_id: number or 0 for case_id, number in known.items()}


def _state(row: CaseFile, lists: list[CaseList]) -> tuple[object, ...]:
    """Tell one state of a case from the next: whatever is sealed anew differs from its start."""
    sealed = (text[:_NONCE] for each in lists for text in (each.id, each.seen))
    return (row.id, row.changed_at, row.needs[:_NONCE], *sealed)


def _count(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    row: CaseFile,
    lists: list[tuple[CaseList, list[CaseEntry]]],
    on: date,
) -> int:
    ids = {entry.program_id for _, entries in lists for entry in entries}
    if not ids:
        return 0
    search = search_of(session, keeping.read(owner, row).needs)
    stands = stand(session, listings, search, sorted(ids), on)
    found = 0
    for shortlist, entries in lists:
        seen = shortlisting.read(owner, shortlist).seen
        now = {
            entry.id: stands[entry.program_id].state
            if entry.program_id in stands
            else gone(seen[entry.id])
            for entry in entries
            if entry.id in seen
        }
        found += len(what_moved(seen, now, search, listings.taxonomy))
    return found


def _due(session: Session, owner: Owner, on: date) -> list[DueEntry]:
    """Return the entries that need a call, one more than are shown where there are more."""
    due: list[DueEntry] = []
    for status in DUE_STATUSES:
        left = DUE_SHOWN + 1 - len(due)
        latest = statuses.due_by(status, on)
        if left > 0 and latest is not None:
            waiting = store.waiting(session, owner.id, status.value, latest, left)
            due += [_due_entry(owner, each, on) for each in waiting]
    return due


def _due_entry(owner: Owner, waiting: Waiting, on: date) -> DueEntry:
    entry, status = waiting.entry, Status(waiting.entry.status)
    seen = read_seen(owner.seal.open(waiting.seen, f"{waiting.list_id} seen"))
    state = seen.get(entry.id)
    return DueEntry(
        case_id=waiting.case_id,
        nickname=keeping.nickname_of(owner, waiting.case_id, waiting.nickname),
        entry_id=entry.id,
        program=state.name if state else "",
        said=statuses.said(status, entry.status_on, on),
        due=DUE_STATUSES[status],
    )
