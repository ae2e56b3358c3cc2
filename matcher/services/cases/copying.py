"""A case to take along: a table for a spreadsheet, and everything as JSON.

`docs/case-csv.md` describes the columns. A cell that a spreadsheet would take for a formula is
written with an apostrophe before it, so that it is read and never run.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.cases.script_answers import SAID_LABELS, ScriptAnswer
from matcher.domain.cases.statuses import LABELS
from matcher.persistence import cases as store
from matcher.services.cases import calling, keeping, opening, shortlisting
from matcher.services.cases.calling import Contact
from matcher.services.cases.keeping import Case
from matcher.services.cases.opening import Entry
from matcher.services.cases.owner import Owner
from matcher.services.cases.shortlisting import Shortlist
from matcher.services.current import CurrentListings

COLUMNS = (
    "case",
    "shortlist",
    "place",
    "program_id",
    "program",
    "organization",
    "city",
    "state",
    "phone",
    "miles",
    "rank",
    "listed",
    "status",
    "status_on",
    "reason",
    "notes",
    "answers",
    "called_on",
    "called_at",
    "talked_to",
    "said",
    "next_step",
    "acted_on",
    "came_to",
)

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the same signs in full width, which some spreadsheets read alike."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One program of a case with everything that was noted of it."""

    entry: Entry
    notes: str
    answers: tuple[tuple[str, ScriptAnswer], ...]
    """By what was asked."""
    log: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """Everything that a case holds."""

    case: Case
    lists: tuple[tuple[Shortlist, tuple[Kept, ...]], ...]


def whole(
    session: Session, listings: CurrentListings, owner: Owner, case_id: str, on: date
) -> CaseCopy:
    """Return everything that a case holds.

    :raise NotYours: where there is none of theirs.
    """
    case = keeping.the_case(session, owner, case_id)
    lists = shortlisting.lists_of(session, owner, case_id)
    rows = {each.id: each for each in store.entries(session, owner.id, [e.id for e in lists])}
    log: dict[str, list[Contact]] = {}
    for each in store.contacts(session, owner.id, list(rows)):
        log.setdefault(each.entry_id, []).append(calling.read_contact(owner, each))

    def kept(entry: Entry) -> Kept:
        private = calling.private_of(owner, rows[entry.id])
        answers = calling.answers_in(private)
        return Kept(
            entry,
            private.get("notes", ""),
            tuple((private["answers"][id_]["asked"], said) for id_, said in answers.items()),
            tuple(log.get(entry.id, ())),
        )

    def entries(shortlist: Shortlist) -> tuple[Entry, ...]:
        return opening.open_list(session, listings, owner, case_id, shortlist.id, on).entries

    return CaseCopy(case, tuple((each, tuple(map(kept, entries(each)))) for each in lists))


def as_csv(copy: CaseCopy) -> str:
    """Return a table: one row a call, or one row a program that nobody called."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([inert(str(cell)) for cell in row] for row in _rows(copy))
    return text.getvalue()


def as_json(copy: CaseCopy) -> str:
    """Return everything, for other programs and for later."""
    document = {
        "case": copy.case.nickname,
        "opened_on": copy.case.opened_on.isoformat(),
        "needs": copy.case.needs,
        "shortlists": [
            {
                "title": shortlist.title,
                "packet": shortlist.settings.get("packet"),
                "programs": [_document(each) for each in kept],
            }
            for shortlist, kept in copy.lists
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUNS) else cell


def _rows(copy: CaseCopy) -> Iterator[tuple[object, ...]]:
    for shortlist, kept in copy.lists:
        for place, each in enumerate(kept, start=1):
            program = each.entry.choice.program if each.entry.choice else None
            miles = each.entry.choice.miles if each.entry.choice else None
            start = (
                copy.case.nickname,
                shortlist.title,
                place,
                each.entry.program_id,
                each.entry.state.name,
                program.organization if program else "",
                program.city if program else "",
                program.state if program else "",
                each.entry.state.phone,
                "" if miles is None else f"{miles:.1f}",
                each.entry.state.rank or "",
                "yes" if each.entry.state.listed else "no",
                LABELS[each.entry.status],
                each.entry.since.isoformat(),
                each.entry.reason,
                each.notes,
                " | ".join(_answers(each)),
            )
            for contact in each.log or (None,):
                yield (*start, *_contact(contact))


def _contact(contact: Contact | None) -> tuple[object, ...]:
    if contact is None:
        return ("",) * 7
    return (
        contact.on.isoformat(),
        contact.time,
        contact.who,
        contact.said,
        contact.next_step,
        "yes" if contact.acted_on else "no",
        LABELS[contact.status],
    )


def _answers(kept: Kept) -> Iterator[str]:
    for asked, answer in kept.answers:
        said = [str(SAID_LABELS[answer.said])] if answer.said else []
        yield f"{asked} {': '.join([*said, answer.words] if answer.words else said)}"


def _document(kept: Kept) -> dict[str, Any]:
    return {
        "program_id": kept.entry.program_id,
        "program": kept.entry.state.name,
        "phone": kept.entry.state.phone,
        "listed": kept.entry.state.listed,
        "rank": kept.entry.state.rank,
        "status": kept.entry.status.value,
        "status_on": kept.entry.since.isoformat(),
        "reason": kept.entry.reason,
        "notes": kept.notes,
        "answers": [
            {
                "question": asked,
                "said": answer.said.value if answer.said else None,
                "words": answer.words,
            }
            for asked, answer in kept.answers
        ],
        "log": [
            {
                "on": each.on.isoformat(),
                "at": each.time,
                "talked_to": each.who,
                "said": each.said,
                "next_step": each.next_step,
                "acted_on": each.acted_on,
                "came_to": each.status.value,
            }
            for each in kept.log
        ],
    }


def links_left(session: Session, owner: Owner, case_id: str, on: date) -> int:
    """Count the links of a case that still open."""
    found = store.copies(session, owner.id, case_id)
    return sum(not copy.revoked and on < copy.expires_on for _, copy in found)
