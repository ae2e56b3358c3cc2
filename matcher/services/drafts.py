"""Drafts: begun, changed, looked at, published whole or dropped; nobody's work is written over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import Field
from matcher.domain.program import Program
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, drafts, journal
from matcher.persistence.drafts import Draft
from matcher.persistence.journal import Change
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds, write_edits
from matcher.services.showing import ProgramUnknown


class DraftUnknown(LookupError):
    """This curator has no such draft open."""


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

    def __init__(self, collisions: Iterable[Collision]) -> None:
        """Remember what collides."""
        self.collisions = tuple(collisions)
        super().__init__(f"{len(self.collisions)} answers were changed by somebody else.")


@dataclass(frozen=True, slots=True)
class Decided:
    """Which terms and fields a draft's author has decided about, seeing both words."""

    mine: frozenset[str] = frozenset()
    """Their own word stands."""
    theirs: frozenset[str] = frozenset()
    """The other's word stands."""


UNDECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as its author sees it."""

    id: int
    program: Program
    """As it is published now."""
    edits: tuple[Edit, ...]
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
    kept = drafts.open_draft(session, program.id, account_id)
    if kept is None:
        return Opened(0, program, (), now, now)
    return _opened(kept, program)


def save(
    session: Session,
    program_id: str,
    account_id: int,
    edits: Iterable[Edit],
    now: datetime,
) -> int:
    """Keep *edits* as this curator's draft of a program, instead of what it held; return its id."""
    moment = _plain(now)
    kept = drafts.open_draft(session, program_id, account_id)
    if kept is None:
        kept = Draft(
            program_id=program_id,
            account_id=account_id,
            state="open",
            begun_at=moment,
            changed_at=moment,
            base=journal.newest_entry(session, program_id),
            contents="",
        )
        session.add(kept)
    kept.contents = write(edits)
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
    outrun = [each for each in _collisions(session, kept, edits) if each.name not in decided.mine]
    if outrun:
        session.rollback()
        raise DraftOutrun(outrun)
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


def _collisions(session: Session, draft: Draft, edits: Iterable[Edit]) -> list[Collision]:
    """Return the edits whose term or field somebody else changed since the draft was begun."""
    found = []
    for edit in edits:
        table, column = ("fact", "term") if isinstance(edit, FactEdit) else ("detail", "field")
        before, now = journal.around(
            session, draft.program_id, table, column, name_of(edit), draft.base
        )
        if before != now:
            found.append(Collision(name_of(edit), edit, now, before))
    return found


def _own(session: Session, draft_id: int, account_id: int) -> Draft:
    kept = session.get(Draft, draft_id)
    if kept is None or kept.account_id != account_id or kept.state != "open":
        raise DraftUnknown
    return kept


def _opened(kept: Draft, program: Program) -> Opened:
    return Opened(kept.id, program, tuple(read(kept.contents)), kept.begun_at, kept.changed_at)


def _plain(moment: datetime) -> datetime:
    """Return a moment as the store keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
