"""One program as its page shows it: every fact, and the questions this family should ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain import explanation, result_words
from matcher.domain.answers import Answers
from matcher.domain.criteria import Finding
from matcher.domain.geography import Point, miles_between
from matcher.domain.intake import needs_from
from matcher.domain.message import Message
from matcher.domain.needs import Needs
from matcher.domain.program import Program
from matcher.domain.questions import CallQuestion, call_script
from matcher.domain.quiet import spoken
from matcher.domain.ranking import assess
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory
from matcher.services.asking import Search

NOWHERE = Point(0, 0)


class ProgramUnknown(LookupError):
    """No program has this address."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A program, and what of it matters to the family that looks."""

    program: Program
    miles: float | None
    """None where no family looks, or nobody knows where the program is."""
    findings: tuple[Finding, ...]
    """Those that may be named; none where no family looks."""
    script: tuple[CallQuestion, ...]
    only_for: Message | None = None
    """That it may be for others only."""


def show(session: Session, taxonomy: Taxonomy, slug: str, search: Search | None, on: date) -> Shown:
    """Return the program of that address, listed or not, as *search* sees it.

    :raise ProgramUnknown: where there is none.
    """
    program = directory.program_by_slug(session, taxonomy, slug, on)
    if program is None:
        raise ProgramUnknown
    needs = search.needs if search else for_anyone()
    miles = miles_between(needs.point, program.point) if program.point and search else None
    standing = assess(program, miles or 0.0, needs)
    findings = spoken(explanation.findings(program, standing, needs, taxonomy))
    script = call_script(findings, needs, program.outcome, taxonomy)
    only_for = result_words.only_for(program, search.answers.who if search else ())
    return Shown(program, miles, findings if search else (), script, only_for)


def leads_on(session: Session, program: Program) -> str | None:
    """Return the address of the program that this one is part of by now; None: it is its own."""
    return None if program.listed else directory.slug_now(session, program.id)


def shown_to_anyone(program: Program, taxonomy: Taxonomy) -> Shown:
    """Return a program as somebody sees it who told us nothing."""
    needs = for_anyone()
    standing = assess(program, 0.0, needs)
    findings = tuple(explanation.findings(program, standing, needs, taxonomy))
    script = call_script(findings, needs, program.outcome, taxonomy)
    return Shown(program, None, (), script, result_words.only_for(program, ()))


def for_anyone() -> Needs:
    """Return what everyone should ask for: the signs of quality (CLINICAL section 1, rule 21)."""
    return needs_from(Answers()).at(NOWHERE)
