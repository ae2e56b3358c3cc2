"""Shortlists of a case: begun, named, ordered and filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.cases.statuses import Status
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseEntry, CaseList
from matcher.services.cases import keeping
from matcher.services.cases.owner import NotYours, Owner, new_id
from matcher.services.cases.standing import Seen, read_seen, search_of, stand, write_seen
from matcher.services.current import CurrentListings

MOST_LISTS = 8
MOST_ENTRIES = 20
"""A list that nobody can call through is no shortlist."""

LONGEST_TITLE = 60


class ListFull(RuntimeError):
    """A shortlist holds as many programs as it may, or a case as many shortlists."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """One shortlist as its owner knows it."""

    id: str
    case_id: str
    title: str
    by_rank: bool
    settings: Mapping[str, Any]
    seen: Seen


def read(owner: Owner, row: CaseList) -> Shortlist:
    """Open what is sealed of a shortlist."""
    settings = owner.seal.open(row.settings, f"{row.id} settings")
    seen = read_seen(owner.seal.open(row.seen, f"{row.id} seen"))
    return Shortlist(row.id, row.case_id, settings["title"], row.by_rank, settings, seen)


def lists_of(session: Session, owner: Owner, case_id: str) -> list[Shortlist]:
    """Return the shortlists of a case, in their order."""
    return [read(owner, row) for row in store.lists(session, owner.id, [case_id])]


def the_list(session: Session, owner: Owner, case_id: str, list_id: str) -> Shortlist:
    """Return one shortlist.

    :raise NotYours: where there is none of theirs.
    """
    return read(owner, row_of(session, owner, case_id, list_id))


def row_of(session: Session, owner: Owner, case_id: str, list_id: str) -> CaseList:
    """Return the row of one shortlist.

    :raise NotYours: where there is none of theirs.
    """
    found = store.shortlist(session, owner.id, case_id, list_id)
    if found is None:
        raise NotYours
    return found


def begin(session: Session, owner: Owner, case_id: str, title: str, now: datetime) -> str:
    """Begin one more shortlist, and return its id.

    :raise NotYours: where the case is none of theirs.
    :raise ListFull: where the case has as many as it may.
    """
    keeping.row_of(session, owner, case_id)
    before = store.lists(session, owner.id, [case_id])
    if len(before) >= MOST_LISTS:
        raise ListFull
    list_id = new_id()
    session.add(
        CaseList(
            id=list_id,
            case_id=case_id,
            place=1 + max((each.place for each in before), default=0),
            by_rank=False,
            settings=owner.seal.close({"title": title}, f"{list_id} settings"),
            seen="",
        )
    )
    store.touch(session, case_id, now)
    session.commit()
    return list_id


def set_up(
    session: Session,
    owner: Owner,
    case_id: str,
    list_id: str,
    changed: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep a title, or what a packet holds.

    :raise NotYours: where there is no such list of theirs.
    """
    row = row_of(session, owner, case_id, list_id)
    settings = {**owner.seal.open(row.settings, f"{list_id} settings"), **changed}
    row.settings = owner.seal.close(settings, f"{list_id} settings")
    store.touch(session, case_id, now)
    session.commit()


def order_by_rank(
    session: Session,
    owner: Owner,
    case_id: str,
    list_id: str,
    now: datetime,
    *,
    by_rank: bool,
) -> None:
    """Order a list by rank from now on, or by hand.

    :raise NotYours: where there is no such list of theirs.
    """
    row_of(session, owner, case_id, list_id).by_rank = by_rank
    store.touch(session, case_id, now)
    session.commit()


def end(session: Session, owner: Owner, case_id: str, list_id: str, now: datetime) -> None:
    """Delete a shortlist with all that hangs on it.

    :raise NotYours: where there is no such list of theirs.
    """
    store.remove(session, row_of(session, owner, case_id, list_id))
    store.touch(session, case_id, now)
    session.commit()


def add(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    shortlist: tuple[str, str],
    program_id: str,
    now: datetime,
) -> str | None:
    """Put a program on a shortlist (case, list); twice is once. Return its entry.

    None where no directory knows the program.

    :raise NotYours: where there is no such list of theirs.
    :raise ListFull: where it holds as many as it may.
    """
    case_id, list_id = shortlist
    row = row_of(session, owner, case_id, list_id)
    held = store.entries(session, owner.id, [list_id])
    known = next((each.id for each in held if each.program_id == program_id), None)
    if known is not None:
        return known
    if len(held) >= MOST_ENTRIES:
        raise ListFull
    search = search_of(session, keeping.the_case(session, owner, case_id).needs)
    found = stand(session, listings, search, [program_id], now.date()).get(program_id)
    if found is None:
        return None
    entry = CaseEntry(
        id=new_id(),
        list_id=list_id,
        owner_id=owner.id,
        program_id=program_id,
        place=1 + max((each.place for each in held), default=0),
        status=Status.TO_CALL.value,
        status_on=now.date(),
        private="",
    )
    session.add(entry)
    seen = read_seen(owner.seal.open(row.seen, f"{list_id} seen"))
    seen[entry.id] = found.state
    row.seen = owner.seal.close(write_seen(seen), f"{list_id} seen")
    store.touch(session, case_id, now)
    session.commit()
    return entry.id


def move(
    session: Session, owner: Owner, case_id: str, entry_id: str, now: datetime, *, up: bool
) -> None:
    """Let a program change places with its neighbour; at either end it stays.

    :raise NotYours: where there is no such entry of theirs.
    """
    entry = entry_row(session, owner, case_id, entry_id)
    held = store.entries(session, owner.id, [entry.list_id])
    position = [each.id for each in held].index(entry_id)
    other = position + (-1 if up else 1)
    if 0 <= other < len(held):
        held[position], held[other] = held[other], held[position]
        for place, each in enumerate(held):
            each.place = place
        store.touch(session, case_id, now)
    session.commit()


def entry_row(session: Session, owner: Owner, case_id: str, entry_id: str) -> CaseEntry:
    """Return the row of one program on a list.

    :raise NotYours: where there is no such entry of theirs.
    """
    found = store.entry(session, owner.id, case_id, entry_id)
    if found is None:
        raise NotYours
    return found


def is_blank(session: Session, owner: Owner, entry: CaseEntry) -> bool:
    """Whether nothing would be lost if an entry were taken off."""
    untouched = entry.status == Status.TO_CALL.value and not entry.private
    return untouched and not store.contacts(session, owner.id, [entry.id])


def take_off(session: Session, owner: Owner, case_id: str, entry_id: str, now: datetime) -> None:
    """Take a program off a list, with its log and notes.

    :raise NotYours: where there is no such entry of theirs.
    """
    store.remove(session, entry_row(session, owner, case_id, entry_id))
    store.touch(session, case_id, now)
    session.commit()


def program_ids(session: Session, owner: Owner, list_id: str) -> dict[str, str]:
    """Return the entries of a list by their programs, in the order given by hand."""
    return {each.program_id: each.id for each in store.entries(session, owner.id, [list_id])}
