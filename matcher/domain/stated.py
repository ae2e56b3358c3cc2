"""What one listing says yes to, in groups, whatever anybody asked."""

from __future__ import annotations

from matcher.domain.groups import grouped
from matcher.domain.message import Message
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy


def stated(program: Program, taxonomy: Taxonomy) -> list[tuple[Message, list[str]]]:
    """Return the name of each group that has a yes, and the labels of its terms that do."""
    found = (
        (
            group.name,
            [term.label for term in group.terms if program.outcome(term.slug) is Outcome.MET],
        )
        for group in grouped(taxonomy)
    )
    return [(name, labels) for name, labels in found if labels]
