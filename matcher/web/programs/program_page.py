"""What a program’s page shows, made ready so that the page has nothing left to work out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain import explanation, result_words
from matcher.domain.criteria import Finding
from matcher.domain.groups import grouped
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, Program
from matcher.domain.provenance import Provenance
from matcher.domain.taxonomy import Taxonomy, Term
from matcher.services.showing import Shown

_FIRST = list(Outcome)


@dataclass(frozen=True, slots=True)
class Fact:
    """One term, what the listing says of it, and who said so."""

    label: str
    outcome: Outcome
    said_by: Message | None
    """None where nobody ever said anything."""
    on: date | None
    evidence: Message | None
    lapsed: Message | None
    note: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that are read together, those that are certain first."""

    slug: str
    name: Message
    facts: tuple[Fact, ...]


class ProgramPage:
    """Everything the template prints."""

    def __init__(self, shown: Shown, taxonomy: Taxonomy, *, has_list: bool) -> None:
        self.program: Program = shown.program
        self.miles = shown.miles
        self.script = shown.script
        self.findings = shown.findings
        self.has_list = has_list
        """Whether this browser keeps anything, so that a form’s token shows nothing new."""
        self._taxonomy = taxonomy

    @cached_property
    def groups(self) -> list[FactGroup]:
        """Every fact, by group."""
        return [
            FactGroup(group.slug, group.name, tuple(self._facts(group.terms)))
            for group in grouped(self._taxonomy)
        ]

    @cached_property
    def why(self) -> Message | None:
        """Why it is on the list; None where nobody looks."""
        return result_words.why(self.findings) if self.findings else None

    @property
    def offers(self) -> list[str]:
        """What the listing says it offers."""
        return self._labels({Outcome.MET})

    @property
    def open_questions(self) -> int:
        """How many things it has not answered."""
        return len(self._labels({Outcome.UNKNOWN}))

    @property
    def phones(self) -> list[tuple[Message, str]]:
        """Its numbers, each with what it is for."""
        intake = [each.strip() for each in self.program.intake_phone.split(";") if each.strip()]
        numbers = [(msg("Main number"), self.program.phone)] if self.program.phone else []
        return [*numbers, *((msg("For getting in"), each) for each in intake)]

    @property
    def checked_on(self) -> date | None:
        """The newest day on which a person checked anything; None where nobody has."""
        days = [
            answer.provenance.on
            for answer in self.program.answers.values()
            if answer.provenance and answer.provenance.recorded_by and answer.provenance.on
        ]
        return max(days, default=None)

    def ask_of(self, finding: Finding) -> Message:
        """Name what a finding is about."""
        return result_words.title(finding.criterion, self._taxonomy)

    def _facts(self, terms: Iterable[Term]) -> list[Fact]:
        facts = [_fact(term, self.program.answer(term.slug)) for term in terms]
        return sorted(facts, key=lambda fact: _FIRST.index(fact.outcome))

    def _labels(self, outcomes: set[Outcome]) -> list[str]:
        return [
            term.label
            for term in self._taxonomy.terms.values()
            if self.program.outcome(term.slug) in outcomes
        ]


def _fact(term: Term, answer: Answer) -> Fact:
    said = answer.provenance
    return Fact(
        term.label,
        answer.outcome,
        None if said is None else verbatim(said.source),
        None if said is None else said.on,
        None if said is None else explanation.evidence_name(said.evidence),
        None if answer.lapsed is None else explanation.was(answer.lapsed),
        _recorded_by(said),
    )


def _recorded_by(said: Provenance | None) -> str:
    return (said.recorded_by or "") if said else ""
