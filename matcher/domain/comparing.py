"""A few programs side by side: one row a question, one answer a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matcher.domain.criteria import Finding, Kind
from matcher.domain.groups import grouped
from matcher.domain.message import Message
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.domain.result_words import title
from matcher.domain.taxonomy import Taxonomy, Term


@dataclass(frozen=True, slots=True)
class Cell:
    """What one program answers."""

    outcome: Outcome
    reason: Message | None = None
    """None where the answer alone is enough to read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question put to every program."""

    title: Message
    kind: Kind
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the programs answer differently."""
        return len({cell.outcome for cell in self.cells}) > 1


R = TypeVar("R", "Row", "FactRow")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one listing says yes and no to, by label."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One group of terms, as each listing has it."""

    title: Message
    cells: tuple[Facts, ...]

    @property
    def differs(self) -> bool:
        """Whether the listings say different things."""
        return len(set(self.cells)) > 1


def by_needs(
    programs: Sequence[Program], findings: Sequence[Sequence[Finding]], taxonomy: Taxonomy
) -> tuple[Row, ...]:
    """Set findings side by side, one sequence a program: musts first, then wishes by weight.

    Every program was put to the same needs, so their findings stand in the same order.
    """
    rows = [
        Row(
            title(across[0].criterion, taxonomy),
            across[0].kind,
            tuple(
                Cell(each.outcome, each.reason if _says_more(program, each) else None)
                for program, each in zip(programs, across, strict=True)
            ),
        )
        for across in sorted(zip(*findings, strict=True), key=_order)
    ]
    return tuple(rows)


def by_listing(programs: Sequence[Program], taxonomy: Taxonomy) -> tuple[FactRow, ...]:
    """Set listings side by side without needs: what each says yes and no to, in groups."""
    rows = (
        FactRow(group.name, tuple(_facts(program, group.terms) for program in programs))
        for group in grouped(taxonomy)
    )
    return tuple(row for row in rows if any(cell.yes or cell.no for cell in row.cells))


def only_differences(rows: Iterable[R]) -> tuple[R, ...]:
    """Leave out the rows in which all programs answer alike."""
    return tuple(row for row in rows if row.differs)


def unknown(rows: Iterable[Row], column: int) -> int:
    """Count what one program never said."""
    return sum(row.cells[column].outcome is Outcome.UNKNOWN for row in rows)


def _says_more(program: Program, finding: Finding) -> bool:
    """Whether the reason says more than the answer: which of several, who told us, what was."""
    answers = [program.answer(term) for term in finding.criterion.terms]
    return len(answers) > 1 or any(
        answer.lapsed or (answer.provenance and answer.provenance.recorded_by) for answer in answers
    )


def _order(across: Sequence[Finding]) -> tuple[bool, int]:
    return (across[0].kind is not Kind.MUST, -(across[0].weight or 0))


def _facts(program: Program, terms: Iterable[Term]) -> Facts:
    answers = [(term.label, program.outcome(term.slug)) for term in terms]
    return Facts(
        tuple(label for label, outcome in answers if outcome is Outcome.MET),
        tuple(label for label, outcome in answers if outcome is Outcome.UNMET),
    )
