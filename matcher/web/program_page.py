"""What a program’s page shows, made ready so that the page has nothing left to work out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain import detail_words, explanation, result_words
from matcher.domain.detail_words import Checked, DetailSaid
from matcher.domain.groups import grouped
from matcher.domain.interventionists.line import line
from matcher.domain.interventionists.profile import Connection
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, Program
from matcher.domain.spelling import slugify
from matcher.domain.states import state_name
from matcher.domain.taxonomy import Taxonomy, Term
from matcher.services.interventionists.looking import TERM
from matcher.services.interventionists.showing import Named
from matcher.services.showing import Shown

_FIRST = list(Outcome)


@dataclass(frozen=True, slots=True)
class FactRun:
    """Terms that a listing answers alike, on the word of the same source."""

    outcome: Outcome
    said_by: Message
    labels: tuple[str, ...]
    lapsed: Message | None = None


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that are read together, those that are certain first."""

    slug: str
    name: Message
    runs: tuple[FactRun, ...]


class ProgramPage:
    """Everything the template prints."""

    def __init__(  # noqa: PLR0913  what is shown, to whom, and as of when
        self,
        shown: Shown,
        taxonomy: Taxonomy,
        shortlist: Collection[str] | None,
        connections: Iterable[tuple[Named, Connection]] = (),
        *,
        on: date,
        preview: bool = False,
        as_of: date | None = None,
    ) -> None:
        self.program: Program = shown.program
        self.miles = shown.miles
        self.script = shown.script
        self.findings = shown.findings
        self.only_for = shown.only_for
        self.can_keep = shortlist is not None
        """Whether this browser keeps anything yet; if not, the page is the same for everyone."""
        self.is_kept = shown.program.id in (shortlist or ())
        self.connections = [(who, line(each)) for who, each in connections]
        """What interventionists say joins them to it, money first."""
        self.preview = preview
        """Whether a curator looks at what is not published yet."""
        self.as_of = as_of
        """The day that a curator looks back to; None for the page as it is."""
        self._taxonomy = taxonomy
        self._on = on

    @property
    def details(self) -> list[DetailSaid]:
        """Hours, price, beds and rules, each with its source and its day."""
        return detail_words.said(self.program, self._on)

    @cached_property
    def checked(self) -> list[Checked]:
        """What people checked, and on what evidence, the newest first."""
        return detail_words.checked(self.program, self._taxonomy)

    @property
    def interventionists(self) -> Message:
        """Whether its listing says that it works with interventionists."""
        term = self._taxonomy.term(TERM)
        return explanation.explain(self.program.answer(term.slug), term.phrase)

    @cached_property
    def groups(self) -> list[FactGroup]:
        """Every fact, by group."""
        return [
            FactGroup(group.slug, group.name, tuple(self._runs(group.terms)))
            for group in grouped(self._taxonomy)
        ]

    @cached_property
    def why(self) -> Message | None:
        """Why it is on the list; None where nobody looks."""
        return result_words.why(self.findings, self._taxonomy) if self.findings else None

    @property
    def state_name(self) -> str:
        """The name of its state."""
        return state_name(self.program.state)

    @property
    def city_slug(self) -> str:
        """Its city, as an address writes it."""
        return slugify(self.program.city)

    @cached_property
    def in_all(self) -> Message:
        """How much of everything one may ask the listing answers."""
        outcomes = [self.program.outcome(term) for term in self._taxonomy.terms]
        return msg(
            "Of %(all)s things one may ask, this listing says yes to %(yes)s and no to %(no)s."
            " It answered the question and did not name %(unlisted)s,"
            " and it does not say anything about %(unknown)s.",
            all=len(outcomes),
            yes=outcomes.count(Outcome.MET),
            no=outcomes.count(Outcome.UNMET),
            unlisted=outcomes.count(Outcome.UNLISTED),
            unknown=outcomes.count(Outcome.UNKNOWN),
        )

    @property
    def intake_phones(self) -> list[str]:
        """The numbers for getting in, where they are not the main one."""
        numbers = [each.strip() for each in self.program.intake_phone.split(";")]
        return [each for each in numbers if each and each != self.program.phone]

    @property
    def checked_on(self) -> date | None:
        """The newest day on which a person checked anything; None where nobody has."""
        return self.checked[0].on if self.checked else None

    def _runs(self, terms: Iterable[Term]) -> Iterator[FactRun]:
        """Gather the terms that share an answer and its source, the certain ones first."""
        runs: dict[tuple[Outcome, Message, Message | None], list[str]] = {}
        for term in terms:
            answer = self.program.answer(term.slug)
            lapsed = explanation.was(answer.lapsed) if answer.lapsed else None
            runs.setdefault((answer.outcome, said_by(answer), lapsed), []).append(term.label)
        for key, labels in sorted(runs.items(), key=lambda run: _FIRST.index(run[0][0])):
            outcome, source, lapsed = key
            yield FactRun(outcome, source, tuple(labels), lapsed)


def said_by(answer: Answer) -> Message:
    """Say who gave an answer, when, and what it rests on."""
    said = answer.provenance
    if said is None:
        return msg("Nobody has said. Ask.")
    evidence = explanation.evidence_name(said.evidence)
    source = verbatim(said.source)
    if said.on is None:
        return msg("%(source)s: %(evidence)s", source=source, evidence=evidence)
    if said.recorded_by is None:
        when = explanation.month_written(said.on)
        return msg(
            "%(source)s, %(when)s: %(evidence)s", source=source, when=when, evidence=evidence
        )
    return msg(
        "%(source)s, %(when)s: %(evidence)s, noted by a curator",
        source=source,
        when=explanation.written(said.on),
        evidence=evidence,
    )
