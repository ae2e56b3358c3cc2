"""Decide what a suggestion comes to: take it, perhaps changed, or decline it with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.program import Answer, Program
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.domain.tombstone import Ending
from matcher.persistence import directory, suggestions
from matcher.persistence.journal import Change, Kind
from matcher.persistence.suggestions import Listed, Suggestion
from matcher.services import burying, editing
from matcher.services.accounts.account import Account
from matcher.services.burying import Burial
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds
from matcher.services.suggesting import About, Heard, Held, SenderKind

PAGE = 50

SOURCES = {
    Evidence.REGULATOR: "a regulator’s record",
    Evidence.ACCREDITOR: "an accreditor’s record",
    Evidence.PROGRAM: "the program itself",
    Evidence.CALL: "a call to the program",
    Evidence.FAMILY: "a report sent to this site",
}
"""What a family reads as the source where the curator writes nothing closer."""

DETAILS = {
    About.PHONE: Field.PHONE,
    About.WEBSITE: Field.WEBSITE,
    About.ADDRESS: Field.ADDRESS,
}
ENDINGS = {
    About.CLOSED: Ending.CLOSED,
    About.MOVED: Ending.MOVED,
    About.DO_NOT_LIST: Ending.DO_NOT_LIST,
}


class SuggestionUnknown(LookupError):
    """There is no such suggestion."""


class AlreadyDecided(RuntimeError):
    """Another curator has decided it in the meantime."""


class Box(StrEnum):
    """Where a suggestion lies on the desk."""

    NEW = "new"
    HELD = "held"
    DONE = "done"


_STATES = {Box.NEW: ("new",), Box.HELD: ("held",), Box.DONE: ("taken", "declined")}


@dataclass(frozen=True, slots=True)
class Offered:
    """One suggestion as a curator sees it, beside what the listing says now."""

    id: int
    slug: str
    program: str
    organization: str
    city: str
    state_code: str
    about: About
    term: str
    statement: Statement | None
    said: str
    words: str
    heard: Heard | None
    sender: SenderKind
    received_on: date
    box: Box
    taken: bool
    held_for: Held | None
    decided_on: date | None
    decided_by: str
    reason: str
    change_set_id: int | None

    @property
    def evidence(self) -> Evidence:
        """What it would rest on if it were taken without a call."""
        return Evidence.PROGRAM if self.sender is SenderKind.PROGRAM else Evidence.FAMILY

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.box is not Box.DONE


@dataclass(frozen=True, slots=True)
class Now:
    """What the listing says today about the thing that a suggestion is about."""

    program: Program
    answer: Answer | None
    """None where it is about no term."""
    others: tuple[Offered, ...]
    """What else waits about the same program."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a curator makes of a suggestion: their words, which may differ from the sender's."""

    evidence: Evidence
    reason: str = ""
    """For the sender to read; may be empty."""
    source: str = ""
    """Where it stands, in words a family may read; empty: as the evidence is called."""
    note: str = ""
    """For curators."""
    term: str = ""
    statement: Statement | None = None
    """None: nothing is recorded about a term."""
    value: str = ""
    """The phone or website to be published."""
    address: WrittenAddress | None = None
    moved_to: str = ""
    successor_slug: str = ""


def counts(session: Session) -> dict[Box, tuple[int, date | None]]:
    """Return how many suggestions lie in each box, and the day its oldest came in."""
    by_state = suggestions.counted(session)
    found: dict[Box, tuple[int, date | None]] = {}
    for box, states in _STATES.items():
        counted = [by_state[state] for state in states if state in by_state]
        oldest = min((day for _, day in counted), default=None)
        found[box] = (sum(count for count, _ in counted), oldest)
    return found


def in_box(session: Session, box: Box, page: int) -> list[Offered]:
    """Return a page of a box: the oldest first, and of what is done the newest."""
    found = suggestions.in_state(
        session, _STATES[box], limit=PAGE, offset=(page - 1) * PAGE, newest=box is Box.DONE
    )
    return [_offered(each) for each in found]


def look(session: Session, taxonomy: Taxonomy, suggestion_id: int, on: date) -> tuple[Offered, Now]:
    """Return a suggestion and what it would change.

    :raise SuggestionUnknown: where there is none.
    """
    found = suggestions.with_program(session, suggestion_id)
    if found is None:
        raise SuggestionUnknown
    sent = found.suggestion
    program = directory.programs_by_ids(session, taxonomy, [sent.program_id], on)[sent.program_id]
    others = suggestions.others_open(session, sent)
    answer = program.answer(sent.term) if sent.term in taxonomy.terms else None
    return _offered(found), Now(
        program,
        answer,
        tuple(
            _offered(
                Listed(each, found.slug, found.program, found.organization, found.city, found.state)
            )
            for each in others
        ),
    )


def take(
    session: Session,
    taxonomy: Taxonomy,
    suggestion_id: int,
    taken: Taken,
    actor: Account,
    at: datetime,
) -> None:
    """Change the listing as a curator decided, and tell the sender; all or nothing.

    :raise SuggestionUnknown: where there is none.
    :raise AlreadyDecided: where it is decided.
    :raise burying.NotCalled: where “do not list” was not confirmed by a call.
    :raise burying.LeadsNowhere: where the successor is no other listing.
    """
    sent = _open(session, suggestion_id)
    about, program_id = About(sent.about), sent.program_id
    change = Change(Kind.SUGGESTION, actor.name, at, _why(sent, taken), actor.id)
    set_id: int | None = None
    if about in ENDINGS:
        burial = Burial(ENDINGS[about], taken.evidence, taken.moved_to, taken.successor_slug)
        set_id = burying.lay(session, program_id, burial, change, at)
    elif edits := _edits(about, taken):
        set_id = editing.apply_edits(session, taxonomy, program_id, edits, change, at.date())
    _decide(session, suggestion_id, "taken", taken.reason, actor, at, set_id)


def decline(
    session: Session, suggestion_id: int, reason: str, actor: Account, at: datetime
) -> None:
    """Leave the listing as it is, and tell the sender why.

    :raise SuggestionUnknown: where there is none.
    :raise AlreadyDecided: where it is decided.
    """
    _open(session, suggestion_id)
    _decide(session, suggestion_id, "declined", reason, actor, at, None)


def let_through(session: Session, suggestion_id: int) -> None:
    """Put what was held back among the new ones; twice is once.

    :raise SuggestionUnknown: where there is none.
    """
    sent = suggestions.by_id(session, suggestion_id)
    if sent is None:
        raise SuggestionUnknown
    if sent.state == "held":
        sent.state = "new"
        session.commit()


def _open(session: Session, suggestion_id: int) -> Suggestion:
    sent = suggestions.by_id(session, suggestion_id)
    if sent is None:
        raise SuggestionUnknown
    if sent.state not in suggestions.OPEN:
        raise AlreadyDecided
    return sent


def _decide(  # noqa: PLR0913, PLR0917  a row of the table is decided whole
    session: Session,
    suggestion_id: int,
    state: str,
    reason: str,
    actor: Account,
    at: datetime,
    set_id: int | None,
) -> None:
    """Write the decision where nobody else did, after the listing: every writer locks it first."""
    decided = suggestions.decide(
        session,
        suggestion_id,
        state=state,
        reason=reason,
        decided_by=actor.name,
        decided_on=at.date(),
        change_set_id=set_id,
    )
    if not decided:
        session.rollback()
        raise AlreadyDecided
    session.commit()


def _edits(about: About, taken: Taken) -> list[Edit]:
    grounds = Grounds(taken.source or SOURCES[taken.evidence], taken.evidence, taken.note)
    if taken.term and taken.statement is not None:
        return [FactEdit(taken.term, taken.statement, grounds)]
    if about not in DETAILS:
        return []
    value: Any = taken.value
    if about is About.ADDRESS:
        value = None if taken.address is None else taken.address.write()
    return [DetailEdit(DETAILS[about], value, grounds)] if value else []


def _why(sent: Suggestion, taken: Taken) -> str:
    return f"Suggestion {sent.id}" + (f": {taken.note}" if taken.note else "")


def _offered(found: Listed) -> Offered:
    sent = found.suggestion
    boxes = {state: box for box, states in _STATES.items() for state in states}
    return Offered(
        id=sent.id,
        slug=found.slug,
        program=found.program,
        organization=found.organization,
        city=found.city,
        state_code=found.state,
        about=About(sent.about),
        term=sent.term,
        statement=Statement(sent.statement) if sent.statement else None,
        said=sent.said,
        words=sent.words,
        heard=Heard(sent.heard) if sent.heard else None,
        sender=SenderKind(sent.sender),
        received_on=sent.received_on,
        box=boxes[sent.state],
        taken=sent.state == "taken",
        held_for=Held(sent.held_for) if sent.held_for else None,
        decided_on=sent.decided_on,
        decided_by=sent.decided_by,
        reason=sent.reason,
        change_set_id=sent.change_set_id,
    )
