"""One call: the screen that a professional has open while they are on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.cases import statuses
from matcher.domain.cases.moving import State
from matcher.domain.cases.script_answers import Said, ScriptAnswer, report
from matcher.domain.cases.statuses import Status
from matcher.domain.message import Message
from matcher.domain.questions import FOR_EVERYONE, CallQuestion
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseContact, CaseEntry
from matcher.services.asking import Search
from matcher.services.cases import keeping, shortlisting
from matcher.services.cases.keeping import Case
from matcher.services.cases.owner import NotYours, Owner
from matcher.services.cases.shortlisting import Shortlist
from matcher.services.cases.standing import gone, search_of, stand
from matcher.services.choosing import Choice
from matcher.services.current import CurrentListings
from matcher.services.suggesting import Correction, Heard, Sender, suggest

LONGEST_NOTES = 4000
LONGEST_SAID = 2000
LONGEST_LINE = 200


class NothingToSuggest(LookupError):
    """An answer says nothing that a listing could say."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the log."""

    id: int
    on: date
    time: str
    """As it was typed; empty where it was left open."""
    who: str
    said: str
    next_step: str
    status: Status
    """Where things stood after it."""
    acted_on: bool


@dataclass(frozen=True, slots=True)
class Call:
    """Everything that is known of one program for one case."""

    case: Case
    shortlist: Shortlist
    entry_id: str
    program_id: str
    state: State
    choice: Choice | None
    search: Search | None
    status: Status
    since: date
    said: Message
    reason: str
    notes: str
    log: tuple[Contact, ...]
    script: tuple[tuple[CallQuestion, ScriptAnswer], ...]
    """Each question with what they said to it."""
    earlier: tuple[tuple[str, ScriptAnswer], ...]
    """Answers to questions that are not asked any more, by what was asked."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What one press sends: where it stands, what was said, and what is noted."""

    status: Status
    on: date
    """The day of the call."""
    time: str = ""
    who: str = ""
    said: str = ""
    next_step: str = ""
    reason: str = ""
    notes: str = ""
    answers: Mapping[str, ScriptAnswer] = field(default_factory=dict)
    """By question."""

    def is_call(self, before: Status) -> bool:
        """Whether somebody was called: something of it was typed, or it changed where it stands."""
        typed = self.time or self.who or self.said or self.next_step
        return bool(typed) or self.status is not before


def open_call(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    case_id: str,
    entry_id: str,
    on: date,
) -> Call:
    """Open the screen of one program.

    :raise NotYours: where there is no such entry of theirs.
    """
    row = shortlisting.entry_row(session, owner, case_id, entry_id)
    case = keeping.the_case(session, owner, case_id)
    shortlist = shortlisting.the_list(session, owner, case_id, row.list_id)
    search = search_of(session, case.needs)
    found = stand(session, listings, search, [row.program_id], on).get(row.program_id)
    private = private_of(owner, row)
    kept = answers_in(private)
    script = (found.choice.script if found else ()) or FOR_EVERYONE
    asked = {each.id for each in script}
    status = Status(row.status)
    before = shortlist.seen.get(row.id, State("", "", listed=False, rank=None, outcomes={}))
    return Call(
        case=case,
        shortlist=shortlist,
        entry_id=entry_id,
        program_id=row.program_id,
        state=found.state if found else gone(before),
        choice=found.choice if found else None,
        search=search,
        status=status,
        since=row.status_on,
        said=statuses.said(status, row.status_on, on),
        reason=private.get("reason", ""),
        notes=private.get("notes", ""),
        log=tuple(
            read_contact(owner, each) for each in store.contacts(session, owner.id, [row.id])
        ),
        script=tuple((each, kept.get(each.id, ScriptAnswer(None))) for each in script),
        earlier=tuple(
            (private["answers"][id_]["asked"], answer)
            for id_, answer in kept.items()
            if id_ not in asked
        ),
    )


def save_call(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    place: tuple[str, str],
    saved: Saved,
    now: datetime,
) -> None:
    """Keep everything that one press sends, of the entry at *place* (case, entry).

    :raise NotYours: where there is no such entry of theirs.
    """
    case_id, entry_id = place
    row = shortlisting.entry_row(session, owner, case_id, entry_id)
    call = open_call(session, listings, owner, case_id, entry_id, now.date())
    private = private_of(owner, row)
    answers = dict(private.get("answers", {}))
    for question, before in call.script:
        answer = saved.answers.get(question.id, before)
        if answer.is_empty:
            answers.pop(question.id, None)
        elif (answer.said, answer.words) != (before.said, before.words):
            answers[question.id] = _written(question, answer)
    kept = {"reason": saved.reason, "notes": saved.notes, "answers": answers}
    held = {name: value for name, value in kept.items() if value}
    row.private = owner.seal.close(held, f"{entry_id} private") if held else ""
    if saved.is_call(call.status):
        row.status, row.status_on = saved.status.value, saved.on
        session.add(_row(owner, entry_id, saved))
    store.touch(session, case_id, now)
    session.commit()


def act_on(
    session: Session,
    owner: Owner,
    place: tuple[str, str],
    contact_id: int,
    now: datetime,
    *,
    done: bool,
) -> None:
    """Note whether what was to follow a call was done.

    :raise NotYours: where there is no such line of theirs.
    """
    contact_row(session, owner, place, contact_id).acted_on = done
    store.touch(session, place[0], now)
    session.commit()


def forget_contact(
    session: Session, owner: Owner, place: tuple[str, str], contact_id: int, now: datetime
) -> None:
    """Delete one line of the log.

    :raise NotYours: where there is no such line of theirs.
    """
    store.remove(session, contact_row(session, owner, place, contact_id))
    store.touch(session, place[0], now)
    session.commit()


def the_contact(session: Session, owner: Owner, place: tuple[str, str], contact_id: int) -> Contact:
    """Return one line of the log.

    :raise NotYours: where there is no such line of theirs.
    """
    return read_contact(owner, contact_row(session, owner, place, contact_id))


def contact_row(
    session: Session, owner: Owner, place: tuple[str, str], contact_id: int
) -> CaseContact:
    """Return the row of one line of the log of the entry at *place* (case, entry).

    :raise NotYours: where there is no such line of theirs.
    """
    shortlisting.entry_row(session, owner, *place)
    found = store.contact(session, owner.id, place[1], contact_id)
    if found is None:
        raise NotYours
    return found


def suggest_answer(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    place: tuple[str, str],
    question_id: str,
    now: datetime,
) -> None:
    """Send one answer to the curators: what was asked and yes or no, never what was typed.

    Sent once, it is not sent again until the answer changes.

    :raise NotYours: where there is no such entry of theirs.
    :raise NothingToSuggest: where the answer says nothing of the listing.
    :raise EnoughForToday: where too many corrections came in today.
    """
    case_id, entry_id = place
    row = shortlisting.entry_row(session, owner, case_id, entry_id)
    call = open_call(session, listings, owner, case_id, entry_id, now.date())
    found = [pair for pair in call.script if pair[0].id == question_id]
    told = report(*found[0]) if found and call.choice else None
    if told is None or call.choice is None:
        raise NothingToSuggest
    question, answer = found[0]
    if answer.suggested:
        return
    private = private_of(owner, row)
    private["answers"][question.id]["suggested"] = True
    row.private = owner.seal.close(private, f"{entry_id} private")
    # It commits what was changed before, too: both are kept, or neither.
    suggest(
        session,
        listings.taxonomy,
        call.choice.program.slug,
        Correction(told.words, told.term, told.is_true, Heard.CALLED),
        now.date(),
        Sender.professional(owner.id),
    )


def private_of(owner: Owner, row: CaseEntry) -> dict[str, Any]:
    """Open what is kept of one entry for its owner alone."""
    opened: dict[str, Any] | None = owner.seal.open(row.private, f"{row.id} private")
    return opened or {}


def answers_in(private: Mapping[str, Any]) -> dict[str, ScriptAnswer]:
    """Return what they said, by question."""
    return {
        id_: ScriptAnswer(
            Said(each["said"]) if each["said"] else None, each["words"], each["suggested"]
        )
        for id_, each in private.get("answers", {}).items()
    }


def _written(question: CallQuestion, answer: ScriptAnswer) -> dict[str, Any]:
    return {
        "asked": str(question.question),
        "said": answer.said.value if answer.said else "",
        "words": answer.words,
        "suggested": False,
    }


def _row(owner: Owner, entry_id: str, saved: Saved) -> CaseContact:
    words = {
        "time": saved.time,
        "who": saved.who,
        "said": saved.said,
        "next_step": saved.next_step,
        "status": saved.status.value,
    }
    return CaseContact(
        entry_id=entry_id,
        happened_on=saved.on,
        acted_on=not saved.next_step,
        words=owner.seal.close(words, f"{entry_id} contact"),
    )


def read_contact(owner: Owner, row: CaseContact) -> Contact:
    """Open one line of the log."""
    words = owner.seal.open(row.words, f"{row.entry_id} contact")
    return Contact(
        row.id,
        row.happened_on,
        words["time"],
        words["who"],
        words["said"],
        words["next_step"],
        Status(words["status"]),
        row.acted_on,
    )
