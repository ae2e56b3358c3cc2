"""A program: what is offered at a location to whom. The thing we rank.

No field here says who paid for anything, so no rank can depend on it (ADR 0003).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.geography import Point, Precision
from matcher.domain.operator import Operator
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import CuratedFact, Provenance
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.domain.tombstone import Gone


@dataclass(frozen=True, slots=True)
class Answer:
    """What a listing says about one term, and who said it."""

    outcome: Outcome
    provenance: Provenance | None = None
    """None where nobody ever said anything."""
    lapsed: CuratedFact | None = None
    """A curator's statement that ran out and that nothing since has confirmed."""


NEVER_TOLD = Answer(Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Program:
    """A listing as the public sees it: a confidential one is shown at its city, with no street."""

    id: str
    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str
    point: Point | None
    answers: Mapping[str, Answer]
    """By term; a term that is missing was never told."""
    street: str = ""
    postal_code: str = ""
    intake_phone: str = ""
    website: str = ""
    precision: Precision | None = None
    """None where there is no point."""
    confidential: bool = False
    sample: bool = False
    listed: bool = True
    """False once its directory's newest edition no longer holds it, or a curator knows it gone."""
    gone: Gone | None = None
    """What became of it; None where no curator knows of anything."""
    directories: frozenset[Directory] = frozenset()
    details: Mapping[Field, CuratedDetail] = field(default_factory=dict)
    """What curators recorded beside the terms, lapsed or not."""
    operator: Operator | None = None
    """Who runs it, where that may decide who can be treated there."""
    vintage: date | None = None
    """The day its newest imported source speaks for."""

    def answer(self, term: str) -> Answer:
        """Return what the listing says about *term*."""
        return self.answers.get(term, NEVER_TOLD)

    def outcome(self, term: str) -> Outcome:
        """Return which of the four answers the listing gives to *term*."""
        return self.answer(term).outcome


def resolve(
    taxonomy: Taxonomy,
    codes: frozenset[str],
    directories: frozenset[Directory],
    imported_from: Provenance | None,
    facts: Iterable[CuratedFact],
    on: date,
) -> dict[str, Answer]:
    """Answer every term on a day: curated facts that hold, then the import (DESIGN section 3).

    A fact that ran out gives way to the import where both agree; otherwise nobody knows.
    """
    curated = {fact.term: fact for fact in facts}
    lapsed: dict[str, CuratedFact] = {}

    def overrule(term: str, imported: Outcome) -> Outcome:
        fact = curated.get(term)
        if fact is None:
            return imported
        stated = fact.statement.outcome
        if fact.holds(on) or stated is imported:
            return stated
        lapsed[term] = fact
        return Outcome.UNKNOWN

    def answer(term: str, outcome: Outcome) -> Answer:
        fact = curated.get(term)
        if fact is not None and fact.holds(on):
            return Answer(outcome, fact.provenance)
        if outcome is Outcome.UNKNOWN:
            return Answer(outcome, None, lapsed.get(term))
        return Answer(outcome, imported_from)

    outcomes = taxonomy.outcomes(codes, directories, overrule)
    return {term: answer(term, outcome) for term, outcome in outcomes.items()}
