"""What curators record of a program: terms and details, each with its source, day and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import PUBLISHED, CuratedDetail, Field, detail_expiry
from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement, expiry
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import details, journal, recording
from matcher.persistence.journal import Change
from matcher.services.republishing import republish


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a statement rests on."""

    source: str
    """A name a family can read, such as “call on 3 March with the intake desk”."""
    evidence: Evidence
    note: str = ""
    """For curators."""


@dataclass(frozen=True, slots=True)
class FactEdit:
    """A curator's statement about one term."""

    term: str
    statement: Statement | None
    """None: what a curator said is taken back, and the import speaks again."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class DetailEdit:
    """A curator's statement about one field."""

    field: Field
    value: Any
    """As `CuratedDetail.value`; None: what a curator said is taken back."""
    grounds: Grounds


Edit = FactEdit | DetailEdit


def apply_edits(
    session: Session,
    taxonomy: Taxonomy,
    program_id: str,
    edits: Iterable[Edit],
    change: Change,
    on: date,
) -> int:
    """Record *edits* under *change*, and return the change set's id; the caller commits.

    One edit a term or field; of several, the last stands.
    """
    set_id = journal.begin_change(session, change)
    write_edits(session, taxonomy, program_id, edits, change.by, on)
    return set_id


def write_edits(
    session: Session,
    taxonomy: Taxonomy,
    program_id: str,
    edits: Iterable[Edit],
    by: str,
    on: date,
) -> None:
    """Record *edits* within a change that was begun; the caller commits."""
    published_too = False
    for edit in edits:
        if isinstance(edit, FactEdit):
            _record_fact(session, taxonomy, program_id, edit, by, on)
        else:
            _record_detail(session, program_id, edit, by, on)
            published_too = published_too or edit.field in PUBLISHED
    if published_too:
        republish(session, taxonomy, [program_id], on)
    session.flush()


def _record_fact(
    session: Session, taxonomy: Taxonomy, program_id: str, edit: FactEdit, by: str, on: date
) -> None:
    term = taxonomy.term(edit.term)
    if edit.statement is None:
        recording.drop_fact(session, program_id, term.slug)
        return
    said = Provenance(edit.grounds.source, on, edit.grounds.evidence, by)
    fact = CuratedFact(term.slug, edit.statement, said, expiry(term.group, on), edit.grounds.note)
    recording.keep_fact(session, program_id, fact)


def _record_detail(session: Session, program_id: str, edit: DetailEdit, by: str, on: date) -> None:
    if edit.value is None:
        details.drop_detail(session, program_id, edit.field)
        return
    said = Provenance(edit.grounds.source, on, edit.grounds.evidence, by)
    detail = CuratedDetail(
        edit.field, edit.value, said, detail_expiry(edit.field, on), edit.grounds.note
    )
    details.keep_detail(session, program_id, detail)
