"""Checking a listing by a call: assigned, said, submitted, approved by somebody else."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.domain.details import Field
from matcher.domain.program import Program
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.questions import CallQuestion
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import (
    accounts,
    directory,
    journal,
    journal_reading,
    recording,
    verification,
)
from matcher.persistence.journal import Change, Kind
from matcher.persistence.verification import Standing, Verification
from matcher.services import showing
from matcher.services.accounts.account import Account, as_account
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds, write_edits
from matcher.services.sheets import value_of
from matcher.services.verifying_due import DueItem, due_of

MOST_AT_ONCE = 500
"""Listings that one person may hand out in one go."""


class VerificationUnknown(LookupError):
    """There is no such verification, or it is not this person's to do."""


class AlreadyDone(RuntimeError):
    """Somebody else has decided it, or taken it on, in the meantime."""


class SamePerson(PermissionError):
    """Whoever called cannot approve their own call."""


class ListingMoved(RuntimeError):
    """The listing was changed since this page was shown; nothing was approved."""


class TooMany(ValueError):
    """More listings than may be handed out in one go."""


class Heard(StrEnum):
    """What was heard about one thing."""

    NOT_ASKED = "not-asked"
    YES = "yes"
    NO = "no"
    SAME = "same"
    """A detail is as it was."""
    OTHER = "other"
    """A detail is otherwise."""
    UNSURE = "unsure"


class Spoke(StrEnum):
    """What somebody does there who was spoken to; no name is kept."""

    INTAKE = "intake"
    FRONT_DESK = "front_desk"
    CLINICIAN = "clinician"
    DIRECTOR = "director"
    OTHER = "other"


SPOKE_SOURCES = {
    Spoke.INTAKE: "a call with the intake desk",
    Spoke.FRONT_DESK: "a call with the front desk",
    Spoke.CLINICIAN: "a call with a clinician there",
    Spoke.DIRECTOR: "a call with the director",
    Spoke.OTHER: "a call with the staff",
}
"""What a family reads as the source."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was heard about one term or detail."""

    heard: Heard
    note: str = ""
    value: Any = None
    """For a detail: what is so."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as its caller writes it down."""

    said: Mapping[str, Said]
    """By `term:<slug>` or `detail:<field>`; what was not asked is left out."""
    spoke_with: Spoke | None
    called_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One verification in a list."""

    id: int
    program: Standing
    who: str
    at: datetime
    sent_back: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One verification with everything its pages print."""

    id: int
    state: str
    account_id: int
    caller: str
    submitted_by: int | None
    program: Program
    details: Mapping[Field, Any]
    """What stands in each field now."""
    due: tuple[DueItem, ...]
    script: tuple[CallQuestion, ...]
    call: Call
    sent_back: str
    seen: int
    """The newest change of the listing that is shown with it."""


def curators(session: Session) -> list[Account]:
    """Return everyone who can be asked to call, by name."""
    able = (
        as_account(row)
        for row in accounts.everyone(session)
        if row.role in {"admin", "curator"} and not row.disabled
    )
    return sorted(able, key=lambda each: (each.name.casefold(), each.id))


def assign(
    session: Session, program_ids: Collection[str], to_id: int, by: Account, now: datetime
) -> int:
    """Ask a curator to call listings; return how many. What is under way stays as it is.

    What was put away of a listing is taken up again with what was written then.

    :raise TooMany: where it is more than anybody hands out by intent.
    :raise VerificationUnknown: where that account cannot call.
    """
    if len(program_ids) > MOST_AT_ONCE:
        raise TooMany
    if to_id not in {each.id for each in curators(session)}:
        raise VerificationUnknown
    known = verification.standings(session, program_ids)
    under_way = verification.in_progress(session, known)
    put_away = verification.newest_dropped(session, known)
    count = 0
    for program_id in known.keys() - under_way.keys():
        row = put_away.get(program_id) or _new(program_id)
        row.state, row.in_progress = "open", program_id
        row.account_id, row.assigned_by, row.assigned_at = to_id, by.name, _plain(now)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # somebody else was faster: theirs stands
        count += 1
    session.commit()
    return count


def assign_one(session: Session, program_id: str, to: Account, now: datetime) -> int:
    """Take on a listing to call oneself; return the verification, whoever has it."""
    assign(session, [program_id], to.id, to, now)
    found = verification.in_progress(session, [program_id]).get(program_id)
    if found is None:
        raise VerificationUnknown
    return found.id


def mine(session: Session, account_id: int) -> list[Listed]:
    """Return what a curator has to call, the longest waiting first."""
    rows = verification.of_account(session, account_id)
    return _listed(session, rows, lambda row: row.assigned_at)


def waiting(session: Session) -> list[Listed]:
    """Return what waits for a second person, the longest waiting first."""
    rows = verification.submitted(session)
    return _listed(session, rows, lambda row: row.submitted_at or row.assigned_at)


def count_waiting(session: Session) -> tuple[int, date | None]:
    """Count what waits for a second person, and return since when the oldest does."""
    rows = verification.submitted(session)
    return len(rows), min(
        (row.submitted_at.date() for row in rows if row.submitted_at), default=None
    )


def open_one(session: Session, taxonomy: Taxonomy, id_: int, on: date) -> Opened:
    """Return one verification.

    :raise VerificationUnknown: where there is none that is under way.
    """
    row = verification.by_id(session, id_)
    if row is None or row.state not in verification.IN_PROGRESS:
        raise VerificationUnknown
    (program,) = directory.programs_by_ids(session, taxonomy, [row.program_id], on).values()
    published = recording.known_programs(session, [program.id])[program.id].published
    shown = showing.shown_to_anyone(program, taxonomy)
    return Opened(
        row.id,
        row.state,
        row.account_id,
        accounts.names(session, [row.account_id]).get(row.account_id, ""),
        row.submitted_by,
        program,
        {field: value_of(published, program, field) for field in Field},
        due_of(session, program.id, on),
        shown.script,
        _read(row),
        row.sent_back,
        journal_reading.newest_entry(session, program.id),
    )


def keep(
    session: Session, id_: int, account_id: int, call: Call, now: datetime, *, submit: bool
) -> None:
    """Keep what was heard, and hand it to a second person where *submit* says so.

    :raise VerificationUnknown: where it is not this person's to call.
    """
    row = verification.by_id(session, id_)
    if row is None or row.account_id != account_id or row.state != "open":
        raise VerificationUnknown
    row.contents = json.dumps(
        {
            name: {"heard": said.heard, "note": said.note, "value": said.value}
            for name, said in call.said.items()
        },
        ensure_ascii=False,
    )
    row.spoke_with, row.called_on, row.note = call.spoke_with or "", call.called_on, call.note
    if submit:
        row.state, row.sent_back = "submitted", ""
        row.submitted_by, row.submitted_at = account_id, _plain(now)
    session.commit()


def approve(
    session: Session, taxonomy: Taxonomy, id_: int, actor: Account, now: datetime, seen: int
) -> None:
    """Record what was heard, as a second person.

    :raise VerificationUnknown: where nothing waits.
    :raise SamePerson: where *actor* called themselves.
    :raise ListingMoved: where the listing changed after *seen*.
    """
    asked = _submitted(session, id_, actor)
    called_by = accounts.names(session, [asked.account_id])[asked.account_id]
    call = _read(asked)
    why = f"{SPOKE_SOURCES[call.spoke_with or Spoke.OTHER]}, by {called_by}"
    change = Change(Kind.CALL, actor.name, now, why, actor.id)
    set_id = journal.begin_change(session, change)
    try:
        row = _unmoved(session, id_, actor, seen)
    except (VerificationUnknown, ListingMoved):
        session.rollback()
        raise
    on = row.called_on or now.date()
    write_edits(session, taxonomy, row.program_id, edits_of(call), called_by, on)
    row.state, row.in_progress, row.change_set_id = "approved", None, set_id
    row.decided_by, row.decided_at = actor.id, _plain(now)
    session.commit()


def send_back(session: Session, id_: int, actor: Account, reason: str, now: datetime) -> None:
    """Give a call back to its caller, with a reason.

    :raise VerificationUnknown: where nothing waits.
    :raise SamePerson: where *actor* called themselves.
    """
    row = _submitted(session, id_, actor)
    row.state, row.sent_back = "open", reason
    row.decided_at = _plain(now)
    session.commit()


def hand_over(session: Session, id_: int, to_id: int, by: Account, now: datetime) -> None:
    """Give a listing that is to be called to another curator, with what was written so far.

    :raise VerificationUnknown: where it is not open, or that account cannot call.
    """
    row = verification.by_id(session, id_)
    able = {each.id for each in curators(session)}
    if row is None or row.state != "open" or to_id not in able:
        raise VerificationUnknown
    row.account_id, row.assigned_by, row.assigned_at = to_id, by.name, _plain(now)
    session.commit()


def put_away(session: Session, id_: int, now: datetime) -> None:
    """Let a listing wait again; what was written is kept until somebody takes it on.

    :raise VerificationUnknown: where it is not open.
    """
    row = verification.by_id(session, id_)
    if row is None or row.state != "open":
        raise VerificationUnknown
    row.state, row.in_progress, row.decided_at = "dropped", None, _plain(now)
    session.commit()


def edits_of(call: Call) -> list[Edit]:
    """Return what a call changes in a listing: what somebody could tell, and nothing else."""
    source = SPOKE_SOURCES[call.spoke_with or Spoke.OTHER]
    found: list[Edit] = []
    for name, said in call.said.items():
        kind, _, what = name.partition(":")
        grounds = Grounds(source, Evidence.CALL, said.note)
        if kind == "term" and said.heard in {Heard.YES, Heard.NO}:
            found.append(FactEdit(what, Statement(said.heard.value), grounds))
        elif kind == "detail" and said.heard in {Heard.SAME, Heard.OTHER}:
            found.append(DetailEdit(Field(what), said.value, grounds))
    return found


def _submitted(session: Session, id_: int, actor: Account) -> Verification:
    row = verification.by_id(session, id_)
    if row is None or row.state != "submitted":
        raise VerificationUnknown
    if actor.id in {row.submitted_by, row.account_id}:
        raise SamePerson
    return row


def _unmoved(session: Session, id_: int, actor: Account, seen: int) -> Verification:
    """Look again behind the lock: of two who approve at once, the second finds it done."""
    row = _submitted(session, id_, actor)
    if journal_reading.newest_entry(session, row.program_id) > seen:
        raise ListingMoved
    return row


def _new(program_id: str) -> Verification:
    return Verification(
        program_id=program_id,
        contents="{}",
        spoke_with="",
        note="",
        called_on=None,
        submitted_by=None,
        submitted_at=None,
        decided_by=None,
        decided_at=None,
        sent_back="",
        change_set_id=None,
    )


def _read(row: Verification) -> Call:
    said = {
        name: Said(Heard(each["heard"]), each["note"], each["value"])
        for name, each in json.loads(row.contents).items()
    }
    spoke_with = Spoke(row.spoke_with) if row.spoke_with else None
    return Call(said, spoke_with, row.called_on, row.note)


def _listed(session: Session, rows: list[Verification], when: Any) -> list[Listed]:
    programs = verification.standings(session, {row.program_id for row in rows})
    names = accounts.names(session, {row.account_id for row in rows})
    return [
        Listed(
            row.id,
            programs[row.program_id],
            names.get(row.account_id, ""),
            when(row),
            row.sent_back,
        )
        for row in rows
    ]


def _plain(moment: datetime) -> datetime:
    """Return a moment as the store keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
