"""The questions to ask when calling one program, built from its findings (CLINICAL section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matcher.domain.criteria import Criterion, Finding, Kind, Must, Wish
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.sentences import any_of
from matcher.domain.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """One question to ask, and why it matters to this family."""

    id: str
    """The same on every visit, so that what was written beside it is found again."""
    question: Message
    because: tuple[Message, ...] = ()
    finding: Finding | None = None
    """None for the questions that everyone asks."""


FOR_EVERYONE = (
    CallQuestion("within-48-hours", msg("Can you see us within 48 hours?")),
    CallQuestion("cost-in-writing", msg("What will it cost us, in writing?")),
    CallQuestion("day-after-discharge", msg("What happens the day after discharge?")),
)


def call_script(
    findings: Iterable[Finding],
    needs: Needs,
    answers: Callable[[str], Outcome],
    taxonomy: Taxonomy,
) -> tuple[CallQuestion, ...]:
    """Ask about every criterion that is not met, musts first and then by weight; then the three.

    *answers* is the program's outcome for a term: of several that would do, only those that may
    still turn out well are asked about.
    """
    reasons = _reasons(needs)
    asked: dict[frozenset[str], CallQuestion] = {}
    for finding in sorted(findings, key=_order):
        key = finding.criterion.key
        if finding.outcome is Outcome.MET or key in asked:
            continue
        asked[key] = CallQuestion(
            id="-or-".join(sorted(key)),
            question=question(finding.criterion, finding.outcome, answers, taxonomy),
            because=reasons.get(key, ()),
            finding=finding,
        )
    return (*asked.values(), *FOR_EVERYONE)


def question(
    criterion: Criterion,
    outcome: Outcome,
    answers: Callable[[str], Outcome],
    taxonomy: Taxonomy,
) -> Message:
    """Word what to ask about a criterion with this outcome."""
    hopeful = [term for term in criterion.terms if answers(term) is outcome] or criterion.terms
    terms = [taxonomy.term(term) for term in hopeful]
    if len(terms) == 1:
        return verbatim(terms[0].question)
    what = any_of([term.named for term in terms])
    groups = {term.group for term in terms}
    if groups == {"payer"}:
        return msg("Can we pay in one of these ways: %(ways)s?", ways=what)
    if groups == {"quality"}:
        return msg("Do you have one of these: %(what)s?", what=what)
    return msg("Do you offer one of these: %(what)s?", what=what)


def _reasons(needs: Needs) -> dict[frozenset[str], tuple[Message, ...]]:
    """Gather why each criterion is asked, by its terms."""
    reasons: dict[frozenset[str], tuple[Message, ...]] = {}
    asked: tuple[Must | Wish, ...] = (*needs.musts, *needs.wishes)
    for each in asked:
        before = reasons.get(each.criterion.key, ())
        reasons[each.criterion.key] = tuple(dict.fromkeys((*before, *each.because)))
    return reasons


def _order(finding: Finding) -> tuple[bool, int]:
    """Musts first, then the heavier wish; the order given otherwise."""
    return (finding.kind is not Kind.MUST, -(finding.weight or 0))
