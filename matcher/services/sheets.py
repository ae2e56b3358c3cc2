"""One program as a curator sees it: every answer, who gave it, and what a draft would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field, WrittenAddress
from matcher.domain.geography import Precision
from matcher.domain.groups import Group, grouped
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, Program
from matcher.domain.provenance import CuratedFact
from matcher.domain.spelling import place_key
from matcher.domain.taxonomy import Taxonomy, Term
from matcher.persistence import answers, directory, journal, places, recording
from matcher.persistence.journal import Change, Kind
from matcher.services import drafts, showing
from matcher.services.drafts import Opened
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds, write_edits
from matcher.services.showing import Shown


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term: what the public reads, what it rests on, and what the draft says instead."""

    term: Term
    answer: Answer
    imported: Outcome
    """What the directories alone would answer."""
    fact: CuratedFact | None
    """What a curator recorded, lapsed or not."""
    edit: FactEdit | None

    @property
    def lapsed(self) -> bool:
        """Whether a curator's word has run out."""
        return self.answer.lapsed is not None


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One detail: what is published, what a curator recorded, and what the draft says instead."""

    field: Field
    now: Any
    """What stands in the listing or was recorded last; empty text where nothing does."""
    detail: CuratedDetail | None
    holds: bool
    edit: DetailEdit | None

    @property
    def shown(self) -> Any:
        """What the form begins with."""
        return self.now if self.edit is None or self.edit.value is None else self.edit.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a curator's pages about one program print."""

    opened: Opened
    groups: tuple[tuple[Group, tuple[TermLine, ...]], ...]
    details: tuple[DetailLine, ...]
    grounds: Grounds | None
    """What most of the draft rests on; None where the draft is empty."""
    others: int
    """How many other curators have a draft of it open."""

    @property
    def program(self) -> Program:
        """The program as it is published."""
        return self.opened.program

    @property
    def lines(self) -> list[TermLine]:
        """Every term."""
        return [line for _, lines in self.groups for line in lines]


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer or detail that a draft changes for the public."""

    name: str
    before: Any
    """An `Answer` for a term; else the value."""
    after: Any
    edit: Edit | None
    """None where it follows from another edit: no detox, so no medical detox."""

    @property
    def is_term(self) -> bool:
        """Whether it is about a term."""
        return isinstance(self.after, Answer)


def sheet(session: Session, taxonomy: Taxonomy, slug: str, account_id: int, now: datetime) -> Sheet:
    """Return a program as one curator sees it.

    :raise ProgramUnknown: where no program has that address.
    """
    opened = drafts.open_or_begin(session, taxonomy, slug, account_id, now)
    program = opened.program
    known = recording.known_programs(session, [program.id])[program.id]
    facts = {
        each.term: each for each in directory.facts_of(session, [program.id]).get(program.id, ())
    }
    edits = {drafts.name_of(edit): edit for edit in opened.edits}
    positions = answers.positions(taxonomy)
    letters = known.published.answers

    def line(term: Term) -> TermLine:
        edit = edits.get(term.slug)
        return TermLine(
            term,
            program.answer(term.slug),
            answers.OUTCOMES[letters[positions[term.slug]]],
            facts.get(term.slug),
            edit if isinstance(edit, FactEdit) else None,
        )

    def detail_line(field: Field) -> DetailLine:
        edit, detail = edits.get(field.value), program.details.get(field)
        return DetailLine(
            field,
            value_of(known.published, program, field),
            detail,
            detail is not None and detail.holds(now.date()),
            edit if isinstance(edit, DetailEdit) else None,
        )

    return Sheet(
        opened,
        tuple((group, tuple(map(line, group.terms))) for group in grouped(taxonomy)),
        tuple(map(detail_line, Field)),
        main_grounds(opened.edits),
        drafts.by_others(session, program.id, account_id),
    )


def value_of(published: recording.Published, program: Program, field: Field) -> Any:
    """Return what a listing says in a field, a confidential street too: for curators alone."""
    if field is Field.ADDRESS:
        where = published.address
        exact = where.precision == Precision.EXACT
        written = program.details.get(field)
        own = written is not None and written.value["latitude"] is not None
        return WrittenAddress(
            where.street,
            where.street2,
            where.city,
            where.state,
            where.postal_code,
            where.latitude if exact and own else None,
            where.longitude if exact and own else None,
        ).write()
    if field is Field.CONFIDENTIAL:
        return published.address.confidential
    if hasattr(published, field.value):
        return getattr(published, field.value)
    detail = program.details.get(field)
    return "" if detail is None else detail.value


def main_grounds(edits: Iterable[Edit]) -> Grounds | None:
    """Return what most edits rest on; of equals, what comes first. None where there are none."""
    counted = Counter(edit.grounds for edit in edits)
    return counted.most_common(1)[0][0] if counted else None


def merged(before: Iterable[Edit], shown: Iterable[str], edits: Iterable[Edit]) -> list[Edit]:
    """Return a draft's edits after a page that showed the terms and fields *shown* was sent."""
    names = set(shown)
    return [*(each for each in before if drafts.name_of(each) not in names), *edits]


def can_be_placed(session: Session, address: WrittenAddress) -> bool:
    """Whether an address has a place: by its own coordinates, its ZIP code or its city."""
    if address.latitude is not None and address.longitude is not None:
        return True
    zip_code, city = address.postal_code[:5], place_key(address.city)
    zips, cities = places.centroids(session, {zip_code, city})
    return zip_code in zips or (city, address.state) in cities


def preview(session: Session, taxonomy: Taxonomy, opened: Opened, by: str, now: datetime) -> Shown:
    """Return the program as the public would see it if the draft were published now.

    It is published indeed, looked at, and rolled back: so the preview cannot differ.
    """
    journal.begin_change(session, Change(Kind.EDIT, by, now))
    try:
        write_edits(session, taxonomy, opened.program.id, opened.edits, by, now.date())
        return showing.show(session, taxonomy, opened.program.slug, None, now.date())
    finally:
        session.rollback()


def differences(
    session: Session, taxonomy: Taxonomy, opened: Opened, after: Program
) -> list[Difference]:
    """Return what a draft changes, its own edits first and then what follows from them."""
    before = opened.program
    published = recording.known_programs(session, [before.id])[before.id].published
    found = []
    for edit in opened.edits:
        if isinstance(edit, FactEdit):
            answer = before.answer(edit.term)
            found.append(Difference(edit.term, answer, after.answer(edit.term), edit))
        else:
            now = value_of(published, before, edit.field)
            found.append(Difference(edit.field, now, edit.value, edit))
    edited = {each.name for each in found}
    follows = [
        Difference(term, before.answer(term), after.answer(term), None)
        for term in taxonomy.terms
        if term not in edited and before.outcome(term) is not after.outcome(term)
    ]
    return [*found, *follows]
