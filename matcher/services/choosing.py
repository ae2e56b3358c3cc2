"""The programs a family keeps, put to its search: for the shortlist, compare, packet and copies."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain import explanation, ranking, result_words
from matcher.domain.answers import Who
from matcher.domain.criteria import Finding, Kind
from matcher.domain.geography import miles_between
from matcher.domain.message import Message
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.domain.questions import CallQuestion, call_script
from matcher.domain.quiet import spoken
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory


@dataclass(frozen=True, slots=True)
class Choice:
    """One program on a family's list, with what the search finds of it."""

    program: Program
    miles: float | None
    """None without a search, or where nobody knows where the program is."""
    findings: tuple[Finding, ...] = ()
    """Those that may be named: musts first, then wishes; none without a search."""
    script: tuple[CallQuestion, ...] = ()
    """What to ask when calling."""
    doubt: float = 0.0
    why: Message | None = None
    """How it answers the search, in one sentence; None without a search."""
    remark: Message | None = None
    """Whom its listing names, where that is not everybody."""

    def counted(self, kind: Kind, outcome: Outcome) -> int:
        """Return how many musts, or wishes, came out so."""
        return sum(each.kind is kind and each.outcome is outcome for each in self.findings)

    def asked(self, kind: Kind) -> int:
        """Return how many musts, or wishes, there are."""
        return sum(each.kind is kind for each in self.findings)

    @property
    def refused(self) -> int:
        """How many musts it says no to."""
        return self.counted(Kind.MUST, Outcome.UNMET)

    @property
    def unknown(self) -> int:
        """How many answers nobody was ever told."""
        return sum(each.outcome is Outcome.UNKNOWN for each in self.findings)


def choices(
    session: Session,
    taxonomy: Taxonomy,
    program_ids: Iterable[str],
    needs: Needs | None,
    on: date,
    who: Collection[Who] = (),
) -> list[Choice]:
    """Return the programs in the order given, each put to *needs*; an unknown id has none.

    *who* is of which groups the person was said to be.
    """
    programs = directory.programs_now(session, taxonomy, program_ids, on)
    return [_choice(program, needs, who, taxonomy) for program in programs.values()]


def once(chosen: Iterable[Choice]) -> list[Choice]:
    """Return *chosen* without repeats: two that were merged into one since are one."""
    by_slug: dict[str, Choice] = {}
    for choice in chosen:
        by_slug.setdefault(choice.program.slug, choice)
    return list(by_slug.values())


def is_known(session: Session, taxonomy: Taxonomy, program_id: str, on: date) -> bool:
    """Whether there is such a program to keep on a list."""
    return program_id in directory.programs_by_ids(session, taxonomy, [program_id], on)


def by_name(chosen: Iterable[Choice]) -> list[Choice]:
    """Return *chosen* by name, so that the order says nothing of anybody's answers."""
    return sorted(chosen, key=lambda choice: (choice.program.name.casefold(), choice.program.id))


def _choice(
    program: Program, needs: Needs | None, who: Collection[Who], taxonomy: Taxonomy
) -> Choice:
    remark = result_words.only_for(program, who)
    if needs is None:
        return Choice(program, None, remark=remark)
    miles = None if program.point is None else miles_between(needs.point, program.point)
    standing = ranking.assess(program, math.inf if miles is None else miles, needs)
    findings = spoken(explanation.findings(program, standing, needs, taxonomy))
    script = call_script(findings, needs, program.outcome, taxonomy)
    why = result_words.why(findings, taxonomy) if findings else None
    return Choice(program, miles, findings, script, standing.arithmetic.doubt, why, remark)
