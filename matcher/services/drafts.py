"""Drafts: begun, changed, looked at, published whole or dropped; nobody's work is written over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import Field
from matcher.domain.program import Program
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, drafts, journal, journal_reading
from matcher.persistence.drafts import Draft
from matcher.persistence.journal import Change
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds, write_edits
from matcher.services.showing import ProgramUnknown


class DraftUnknown(LookupError):
    """This curator has no such draft open."""


class DraftMoved(RuntimeError):
    """The same curator changed the draft in another window; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Collision:
    """One term or field that somebody else changed since the draft was begun."""

    name: str
    """A term's slug or a field's name."""
    mine: Edit
    theirs: Mapping[str, Any] | None
    """The row as it stands now; None where it was taken back."""
    before: Mapping[str, Any] | None
    """The row as it was when the draft was begun; None where there was none."""


class DraftOutrun(RuntimeError):
    """Somebody else changed what the draft changes; nothing was published."""

    def __init__(self, collisions: Iterable[Collision], seen: int = 0) -> None:
        """Remember what collides, and the newest change among what is shown."""
        self.collisions = tuple(collisions)
        self.seen = seen
        super().__init__(f"{len(self.collisions)} answers were changed by somebody else.")


@dataclass(frozen=True, slots=True)
class Decided:
    """Which terms and fields a draft's author has decided about, seeing both words."""

    mine: frozenset[str] = frozenset()
    """Their own word stands."""
    theirs: frozenset[str] = frozenset()
    """The other's word stands."""
    seen: int = 0
    """The newest change that was shown when they decided; what came later is asked again."""


UNDECIDED = Decided()

NOTHING = "[]"
"""A draft without an edit."""

DROPPED_SHOWN_DAYS = 30
"""Days for which a draft that was put away is offered again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as its author sees it."""

    id: int
    program: Program
    """As it is published now."""
    edits: tuple[Edit, ...]
    begun_at: datetime
    changed_at: datetime
    seen: int = 0
    """The newest change of the program that is shown with it."""

    @property
    def stamp(self) -> str:
        """What a form carries, so that a change in another window is noticed."""
        return self.changed_at.isoformat() if self.id else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft in its author's list."""

    id: int
    program: Program
    edits: int
    begun_at: datetime
    changed_at: datetime


def open_or_begin(
    session: Session, taxonomy: Taxonomy, slug: str, account_id: int, now: datetime
) -> Opened:
    """Return the draft that a curator has open of the program of that address, begun if need be.

    Nothing is kept before the first edit.

    :raise ProgramUnknown: where no program has that address.
    """
    program = directory.program_by_slug(session, taxonomy, slug, now.date())
    if program is None:
        raise ProgramUnknown
    seen = journal_reading.newest_entry(session, program.id)
    kept = drafts.open_draft(session, program.id, account_id)
    if kept is None:
        return Opened(0, program, (), now, now, seen)
    return _opened(kept, program, seen)


def save(  # noqa: PLR0913  what is kept, and what its author had seen
    session: Session,
    program_id: str,
    account_id: int,
    edits: Iterable[Edit],
    now: datetime,
    *,
    seen: int | None = None,
    stamp: str | None = None,
) -> int:
    """Keep *edits* as this curator's draft of a program, instead of what it held; return its id.

    *seen* is the newest change that its author was shown (None: the newest there is), *stamp*
    what `Opened.stamp` was then. A draft that holds nothing any more is put away; then 0.

    :raise DraftMoved: where the draft is not the one that *stamp* was taken of.
    """
    moment = _plain(now)
    kept = drafts.open_draft(session, program_id, account_id)
    if stamp is not None and stamp != (kept.changed_at.isoformat() if kept else ""):
        raise DraftMoved
    written = write(edits)
    if written == NOTHING:
        if kept is not None:
            session.delete(kept)
            session.commit()
        return 0
    if kept is None:
        newest = journal_reading.newest_entry(session, program_id)
        kept = Draft(
            program_id=program_id,
            account_id=account_id,
            state="open",
            begun_at=moment,
            changed_at=moment,
            base=newest if seen is None else min(seen, newest),
            contents="",
        )
        session.add(kept)
    kept.contents = written
    kept.changed_at = moment
    session.commit()
    return kept.id


def publish(
    session: Session,
    taxonomy: Taxonomy,
    draft_id: int,
    account_id: int,
    change: Change,
    decided: Decided = UNDECIDED,
) -> int:
    """Publish a draft whole, and return the change set; what others changed elsewhere stays.

    :raise DraftUnknown: where this curator has no such draft open.
    :raise DraftOutrun: where others changed the same and it is not decided whose word stands.
    """
    on = change.at.date()
    kept = _own(session, draft_id, account_id)
    edits = [edit for edit in read(kept.contents) if name_of(edit) not in decided.theirs]
    # The lock first: between looking and writing nobody else may publish.
    set_id = journal.begin_change(session, change)
    seen = journal_reading.newest_entry(session, kept.program_id)
    # What was left to the other is looked at too: they may have said something else since.
    every = read(kept.contents)
    outrun = _collisions(session, kept, every, decided)
    if outrun:
        session.rollback()
        raise DraftOutrun(outrun, seen)
    write_edits(session, taxonomy, kept.program_id, edits, change.by, on)
    kept.state = "published"
    session.commit()
    return set_id


def drop(session: Session, draft_id: int, account_id: int, now: datetime) -> None:
    """Put a draft away; it can be taken up again.

    :raise DraftUnknown: where this curator has no such draft open.
    """
    kept = _own(session, draft_id, account_id)
    kept.state, kept.changed_at = "dropped", _plain(now)
    session.commit()


def take_up_again(session: Session, draft_id: int, account_id: int, now: datetime) -> str:
    """Open a draft that was put away, under what its author wrote since; return the program's id.

    :raise DraftUnknown: where this curator put no such draft away.
    """
    kept = session.get(Draft, draft_id)
    if kept is None or kept.account_id != account_id or kept.state != "dropped":
        raise DraftUnknown
    newer = drafts.open_draft(session, kept.program_id, account_id)
    if newer is not None:
        kept.contents = write([*read(kept.contents), *read(newer.contents)])
        kept.base = min(kept.base, newer.base)
        session.delete(newer)
    kept.state, kept.changed_at = "open", _plain(now)
    session.commit()
    return kept.program_id


def mine(session: Session, taxonomy: Taxonomy, account_id: int, on: date) -> list[Listed]:
    """Return what a curator has open, the one touched last first."""
    return _listed(session, taxonomy, drafts.drafts_of(session, account_id), on)


def put_away(session: Session, taxonomy: Taxonomy, account_id: int, on: date) -> list[Listed]:
    """Return what a curator dropped lately, the newest first."""
    since = datetime.combine(on - timedelta(days=DROPPED_SHOWN_DAYS), time.min)
    return _listed(session, taxonomy, drafts.dropped(session, account_id, since), on)


def count_open(session: Session, account_id: int) -> int:
    """Count the drafts that a curator has open."""
    return drafts.count_open(session, account_id)


def by_others(session: Session, program_id: str, account_id: int) -> int:
    """Count the other curators who have a draft of a program open."""
    return drafts.count_others(session, program_id, account_id)


def name_of(edit: Edit) -> str:
    """Return the term or field that an edit is about."""
    return edit.term if isinstance(edit, FactEdit) else edit.field.value


def write(edits: Iterable[Edit]) -> str:
    """Return edits as a draft keeps them, one a term or field; of several, the last."""
    by_name = {(type(edit).__name__, name_of(edit)): edit for edit in edits}
    return json.dumps([_written(edit) for edit in by_name.values()], ensure_ascii=False)


def read(written: str) -> list[Edit]:
    """Return the edits that a draft keeps."""
    found: list[Edit] = []
    for each in json.loads(written):
        grounds = Grounds(each["source"], Evidence(each["evidence"]), each["note"])
        if "term" in each:
            said = each["statement"]
            found.append(FactEdit(each["term"], None if said is None else Statement(said), grounds))
        else:
            found.append(DetailEdit(Field(each["field"]), each["value"], grounds))
    return found


def _written(edit: Edit) -> dict[str, Any]:
    said: dict[str, Any] = (
        {"term": edit.term, "statement": edit.statement}
        if isinstance(edit, FactEdit)
        else {"field": edit.field, "value": edit.value}
    )
    grounds = edit.grounds
    return said | {"source": grounds.source, "evidence": grounds.evidence, "note": grounds.note}


def _collisions(
    session: Session, draft: Draft, edits: Iterable[Edit], decided: Decided
) -> list[Collision]:
    """Return the edits whose term or field somebody else changed since its author last looked."""
    found = []
    for edit in edits:
        table, column = ("fact", "term") if isinstance(edit, FactEdit) else ("detail", "field")
        looked = name_of(edit) in decided.mine | decided.theirs
        since = max(draft.base, decided.seen) if looked else draft.base
        before, now = journal_reading.around(
            session, draft.program_id, table, column, name_of(edit), since
        )
        if before != now:
            found.append(Collision(name_of(edit), edit, now, before))
    return found


def _own(session: Session, draft_id: int, account_id: int) -> Draft:
    kept = session.get(Draft, draft_id)
    if kept is None or kept.account_id != account_id or kept.state != "open":
        raise DraftUnknown
    return kept


def _opened(kept: Draft, program: Program, seen: int) -> Opened:
    edits = tuple(read(kept.contents))
    return Opened(kept.id, program, edits, kept.begun_at, kept.changed_at, seen)


def _listed(session: Session, taxonomy: Taxonomy, kept: Iterable[Draft], on: date) -> list[Listed]:
    found = list(kept)
    programs = directory.programs_by_ids(session, taxonomy, {each.program_id for each in found}, on)
    return [
        Listed(
            each.id,
            programs[each.program_id],
            len(read(each.contents)),
            each.begun_at,
            each.changed_at,
        )
        for each in found
    ]


def _plain(moment: datetime) -> datetime:
    """Return a moment as the store keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
