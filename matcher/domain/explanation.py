"""The sentence behind every answer: what is said, by whom, and what is left to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from matcher.domain.criteria import Criterion, Finding, Kind
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.program import NEVER_TOLD, Answer, Program
from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.domain.quiet import is_quiet
from matcher.domain.ranking import Standing
from matcher.domain.taxonomy import Taxonomy

MOST_REASONS_KEPT = 8192
"""Thousands of programs of one survey share a few hundred sentences: each is built once."""

_MONTHS = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)


_Asked = tuple[Criterion, Kind, int | None, bool, dict[tuple[int, ...], Finding]]


class Explainer:
    """Explains many programs to one search: what they answer alike is put into words once.

    It lives as long as the search does, and no longer: it knows what was asked.
    """

    def __init__(self, needs: Needs, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._asked: list[_Asked] = [
            *((must.criterion, Kind.MUST, None, is_quiet(must), {}) for must in needs.musts),
            *(
                (wish.criterion, Kind.WISH, wish.weight, is_quiet(wish), {})
                for wish in needs.wishes
            ),
        ]
        """With what was said of each already: like all of it, by the identity of the answers to
        its terms, which decide everything else."""
        self._terms = [term for criterion, *_ in self._asked for term in criterion.terms]
        self._said: dict[tuple[int, ...], tuple[Finding, ...]] = {}
        self._answers: list[list[Answer]] = []
        """Kept, so that no other answer can come to stand where one stood."""

    def findings(self, program: Program, standing: Standing) -> tuple[Finding, ...]:
        """Explain a standing: musts first, then wishes, in the order given.

        The points of the findings, the distance and the base add up to the score.
        """
        answer = program.answers.get
        answers = [answer(term, NEVER_TOLD) for term in self._terms]
        alike = tuple(map(id, answers))
        known = self._said.get(alike)
        if known is None:
            known = self._said[alike] = tuple(self._findings(program, standing, alike))
            self._answers.append(answers)
        return known

    def _findings(
        self, program: Program, standing: Standing, alike: tuple[int, ...]
    ) -> Iterator[Finding]:
        outcomes = (*standing.musts, *standing.wishes)
        points = (*(0.0 for _ in standing.musts), *standing.arithmetic.wish_points)
        start = 0
        for (criterion, kind, weight, quiet, said), outcome, earned in zip(
            self._asked, outcomes, points, strict=True
        ):
            stop = start + len(criterion.terms)
            here, start = alike[start:stop], stop
            if here not in said:
                why = reason(program, criterion, outcome, self._taxonomy)
                said[here] = Finding(criterion, kind, outcome, weight, earned, why, quiet)
            yield said[here]


def findings(
    program: Program, standing: Standing, needs: Needs, taxonomy: Taxonomy
) -> tuple[Finding, ...]:
    """Explain one standing, as `Explainer` does."""
    return Explainer(needs, taxonomy).findings(program, standing)


def reason(program: Program, criterion: Criterion, outcome: Outcome, taxonomy: Taxonomy) -> Message:
    """Say why *program* answers *criterion* with *outcome*, naming the terms that decided it."""
    answers = ((term, program.answer(term)) for term in criterion.terms)
    return _reason(
        outcome,
        tuple(
            (taxonomy.term(term).phrase, answer)
            for term, answer in answers
            if answer.outcome is outcome
        ),
    )


@lru_cache(maxsize=MOST_REASONS_KEPT)
def _reason(outcome: Outcome, deciding: tuple[tuple[str, Answer], ...]) -> Message:
    said = sentence(outcome, [(verbatim(phrase), answer) for phrase, answer in deciding])
    return _with_what_was(said, [answer for _, answer in deciding])


def explain(answer: Answer, phrase: str) -> Message:
    """Say what a listing answers about one term, called *phrase* inside a sentence."""
    return _with_what_was(sentence(answer.outcome, [(verbatim(phrase), answer)]), [answer])


def sentence(outcome: Outcome, said: Sequence[tuple[Message, Answer]]) -> Message:
    """Say one outcome for one or more terms that share it: each its phrase and its answer."""
    what = _joined(_with_sources(said), msg("and") if outcome is Outcome.MET else msg("or"))
    match outcome:
        case Outcome.MET:
            return msg("Lists %(what)s.", what=what)
        case Outcome.UNMET:
            return msg("Says no to %(what)s.", what=what)
        case Outcome.UNLISTED:
            return msg(
                "Answered that part of the survey and did not list %(what)s. Ask.", what=what
            )
        case Outcome.UNKNOWN if any(answer.provenance for _, answer in said):
            return msg("Nobody could confirm %(what)s. Ask.", what=what)
        case Outcome.UNKNOWN:
            return msg("Did not say anything about %(what)s. Ask.", what=what)


def _with_sources(said: Sequence[tuple[Message, Answer]]) -> list[Message]:
    """Put each source behind the last phrase it speaks for; an import's silence has none."""
    phrases = []
    for position, (phrase, answer) in enumerate(said):
        following = said[position + 1][1].provenance if position + 1 < len(said) else None
        source = answer.provenance
        if source is None or source == following or answer.outcome is Outcome.UNLISTED:
            phrases.append(phrase)
        else:
            phrases.append(msg("%(what)s (%(source)s)", what=phrase, source=cited(source)))
    return phrases


def cited(provenance: Provenance) -> Message:
    """Name a source, with its day where a person recorded it."""
    source = verbatim(provenance.source)
    if provenance.recorded_by is None or provenance.on is None:
        return source
    return msg("%(source)s, %(date)s", source=source, date=written(provenance.on))


def written(day: date) -> Message:
    """Write a date out, as in “3 March 2026”."""
    return msg(
        "%(day)s %(month)s %(year)s", day=day.day, month=_MONTHS[day.month - 1], year=day.year
    )


def month_written(day: date) -> Message:
    """Write the month of a date out, as in “January 2023”."""
    return msg("%(month)s %(year)s", month=_MONTHS[day.month - 1], year=day.year)


def evidence_name(evidence: Evidence) -> Message:
    """Name what a fact rests on."""
    return _EVIDENCE[evidence]


_EVIDENCE = {
    Evidence.REGULATOR: msg("a regulator’s record"),
    Evidence.ACCREDITOR: msg("an accreditor’s record"),
    Evidence.PROGRAM: msg("the program’s own word"),
    Evidence.CALL: msg("a curator’s call"),
    Evidence.FAMILY: msg("a family’s report"),
}

_ONCE = {
    Statement.YES: msg("It was yes on %(date)s; ask whether it still is."),
    Statement.NO: msg("It was no on %(date)s; ask whether it still is."),
    Statement.CLEARED: msg("It was not certain on %(date)s."),
}


def _with_what_was(said: Message, answers: Iterable[Answer]) -> Message:
    """Add what the first statement that ran out used to be."""
    lapsed = next((answer.lapsed for answer in answers if answer.lapsed), None)
    return said if lapsed is None else msg("%(said)s %(before)s", said=said, before=was(lapsed))


def was(fact: CuratedFact) -> Message:
    """Say what a statement that ran out used to be."""
    template = _ONCE[fact.statement].template
    if fact.provenance.on is None:
        return msg("An earlier answer has run out.")
    return Message(template, (("date", written(fact.provenance.on)),))


def _joined(phrases: Sequence[Message], word: Message) -> Message:
    """Join phrases as a sentence lists them: “a, b and c”."""
    said = phrases[0]
    for phrase in phrases[1:-1]:
        said = msg("%(said)s, %(phrase)s", said=said, phrase=phrase)
    if len(phrases) == 1:
        return said
    return msg("%(said)s %(word)s %(last)s", said=said, word=word, last=phrases[-1])
