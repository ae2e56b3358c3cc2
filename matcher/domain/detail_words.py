"""What a program's page says of its details: what holds, what was so once, and what was checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from matcher.domain.details import PUBLISHED, CuratedDetail, Field
from matcher.domain.explanation import evidence_name, written
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.program import Program
from matcher.domain.provenance import Evidence, Provenance
from matcher.domain.taxonomy import Taxonomy

NAMES = {
    Field.NAME: msg("Name"),
    Field.ORGANIZATION: msg("Organization"),
    Field.ADDRESS: msg("Address"),
    Field.CONFIDENTIAL: msg("Whether the address is confidential"),
    Field.WEBSITE: msg("Website"),
    Field.PHONE: msg("Phone"),
    Field.INTAKE_PHONE: msg("Phone for getting in"),
    Field.HOURS: msg("Hours"),
    Field.PRICE: msg("Price"),
    Field.WAIT: msg("Wait for a place"),
    Field.BEDS: msg("Beds open"),
    Field.ACCESSIBILITY: msg("Accessibility"),
    Field.VISITING: msg("Visits"),
    Field.PHONE_RULES: msg("Rules about phones"),
    Field.STAFF: msg("Training of the staff"),
}

FAST = frozenset({Field.BEDS, Field.WAIT})
"""Details that may be over tomorrow, even while they hold."""


@dataclass(frozen=True, slots=True)
class DetailSaid:
    """One detail as a family reads it."""

    name: Message
    text: str
    """What is so; empty where it has run out."""
    said_by: Message
    was: Message | None
    """What it was, where it has run out."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked on one day, on one kind of evidence."""

    on: date
    evidence: Message
    labels: tuple[Message, ...]


def said(program: Program, on: date) -> list[DetailSaid]:
    """Return the details that stand beside the listing's own fields, in their order."""
    return [
        _said(program.details[field], on)
        for field in Field
        if field in program.details and field not in PUBLISHED
    ]


def checked(program: Program, taxonomy: Taxonomy) -> list[Checked]:
    """Return what people checked, the newest day first; what has run out was checked too."""
    found: dict[tuple[date, Evidence], list[Message]] = defaultdict(list)

    def note(provenance: Provenance | None, label: Message) -> None:
        if provenance and provenance.recorded_by and provenance.on:
            found[provenance.on, provenance.evidence].append(label)

    for field in Field:
        if field in program.details:
            note(program.details[field].provenance, NAMES[field])
    for term in taxonomy.terms.values():
        answer = program.answer(term.slug)
        said_once = answer.lapsed.provenance if answer.lapsed else answer.provenance
        note(said_once, verbatim(term.label))
    order = list(Evidence)
    return [
        Checked(day, evidence_name(evidence), tuple(labels))
        for (day, evidence), labels in sorted(
            found.items(), key=lambda each: (-each[0][0].toordinal(), order.index(each[0][1]))
        )
    ]


def _said(detail: CuratedDetail, on: date) -> DetailSaid:
    provenance = detail.provenance
    when = written(provenance.on or on)
    name = NAMES[detail.field]
    text = str(detail.value)
    if not detail.holds(on):
        was = msg(
            "It was “%(text)s” on %(date)s. Ask what is so now.", text=verbatim(text), date=when
        )
        return DetailSaid(name, "", _source(provenance, when), was)
    if detail.field in FAST:
        template = msg("So on %(date)s; ask. From %(source)s: %(evidence)s.").template
        return DetailSaid(name, text, _source(provenance, when, template), None)
    return DetailSaid(name, text, _source(provenance, when), None)


def _source(
    provenance: Provenance,
    when: Message,
    template: str = msg("%(source)s, %(date)s: %(evidence)s").template,
) -> Message:
    values = {
        "date": when,
        "source": verbatim(provenance.source),
        "evidence": evidence_name(provenance.evidence),
    }
    return Message(template, tuple(sorted(values.items())))
