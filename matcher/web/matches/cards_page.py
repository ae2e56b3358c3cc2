"""What the page of results shows, made ready so that the page has nothing left to work out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from flask import url_for

from matcher.domain import explanation, result_words
from matcher.domain.answer_labels import label
from matcher.domain.answers import Closeness, ForWhom
from matcher.domain.criteria import Finding
from matcher.domain.message import Message, msg
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.domain.questions import question
from matcher.domain.quiet import spoken
from matcher.domain.refining import (
    RADIUS_BY_NAME,
    Importance,
    asked,
    closeness_of,
    name_of,
    radius_name,
)
from matcher.domain.result_words import Sum, Teller
from matcher.domain.safety import ShownCard
from matcher.domain.taxonomy import Taxonomy
from matcher.services.asking import Search
from matcher.services.finding import FoundMatch, FoundNearMiss
from matcher.services.results import ON_A_PAGE, Results
from matcher.web.matches.changing import WEIGH
from matcher.web.matches.saying import Change, covered, look, relax, widen
from matcher.web.writing import About

QUESTIONS_SHOWN = 3
MISSING_SHOWN = 3
BEFORE_THE_LIST = frozenset({"pregnancy", "opioids", "keep_medication"})
"""Medical cards that somebody should read before they call."""


class ResultCard(NamedTuple):
    """One program on the list."""

    rank: int | None
    program: Program
    miles: float
    why: Message
    ask: tuple[tuple[Outcome, Message], ...]
    more_to_ask: int
    missing: tuple[Message, ...]
    remark: Message | None
    lift: Message | None
    sum: Sum
    order: Message
    anchor: str
    is_kept: bool

    @property
    def about(self) -> tuple[About, ...]:
        """What its frame is written of: what its listing says to everybody."""
        program = self.program
        return (
            *(program.name, program.slug, program.organization, program.city, program.state),
            *(program.phone, program.sample, program.vintage, self.rank is not None),
        )

    @property
    def in_line(self) -> tuple[About, ...]:
        """What a line that names it is written of."""
        return in_line(self.program)


class NearMissCard(NamedTuple):
    """One program that says no to a single thing."""

    program: Program
    miles: float
    missing: Message

    @property
    def about(self) -> tuple[About, ...]:
        """What a line that names it is written of."""
        return in_line(self.program)


class Choice(NamedTuple):
    """One option of the form on the list."""

    value: str
    label: Message
    chosen: bool


class Weighed(NamedTuple):
    """One thing that was asked for, in the form on the list."""

    field: str
    title: Message
    because: tuple[Message, ...]
    importance: Importance


class ResultsPage:
    """Everything the template prints."""

    def __init__(self, results: Results, taxonomy: Taxonomy, shortlist: Iterable[str]) -> None:
        self.results = results
        self.found = results.found
        self.counts = results.found.counts
        self.search: Search = results.search
        self.place = results.search.place
        self._list = url_for("matches.show")
        self.address = _address(self._list, results.page)
        self._taxonomy = taxonomy
        self._shortlist = frozenset(shortlist)
        self._teller = Teller(taxonomy)

    @cached_property
    def sure(self) -> list[ResultCard]:
        """Programs that list everything that must be."""
        return [self._card(each) for each in self.found.matches if _is_sure(each)]

    @cached_property
    def ask(self) -> list[ResultCard]:
        """Programs to ask first."""
        return [self._card(each) for each in self.found.matches if not _is_sure(each)]

    @property
    def numbered(self) -> list[ResultCard]:
        """All programs of this page that have a number, in its order."""
        return [*self.sure, *self.ask]

    @cached_property
    def nearest(self) -> list[ResultCard]:
        """The nearest few outside the distance, where nothing inside it matches."""
        return [self._card(each, outside=True) for each in self.results.nearest]

    @cached_property
    def near_misses(self) -> list[NearMissCard]:
        """Programs that have everything but one thing, on the first page only."""
        return [self._near_miss(each) for each in self.found.near_misses]

    @property
    def more_near_misses(self) -> int:
        """How many more of them there are."""
        return self.counts.near_miss - len(self.near_misses)

    @cached_property
    def changes(self) -> list[Change]:
        """What looking further or giving one thing up would add, where it adds anything."""
        widened = self.found.widened
        reasons = {each.criterion: each.because for each in self.search.needs.musts}
        return [
            *([widen(widened)] if widened else []),
            *(
                relax(
                    name_of(each.criterion),
                    result_words.phrase(each.criterion, self._taxonomy),
                    each.adds,
                    reasons[each.criterion],
                )
                for each in self.found.dropped
                if each.adds
            ),
        ]

    @property
    def coverage_said(self) -> Message:
        """How many listings lie in range, and how many of them were checked this year."""
        return covered(self.results.coverage, self.search.needs.within_miles)

    @property
    def nothing_said(self) -> Message:
        """What it means that nothing in range matches."""
        within = self.search.needs.within_miles
        if within is None:
            return msg("No program says yes, or leaves it open, to everything you must have")
        return msg("No program within %(miles)s miles fits", miles=f"{within:g}")

    @property
    def radii(self) -> list[Choice]:
        """The distances offered."""
        now = radius_name(self.search.needs.within_miles)
        return [Choice(name, look(miles), name == now) for name, miles in RADIUS_BY_NAME.items()]

    @property
    def closeness(self) -> list[Choice]:
        """How much nearness may count."""
        now = closeness_of(self.search.needs)
        return [Choice(each.value, label(each), each is now) for each in Closeness]

    @cached_property
    def weighed(self) -> list[Weighed]:
        """Everything the answers asked for."""
        return [
            Weighed(
                WEIGH + each.name,
                result_words.title(each.criterion, self._taxonomy),
                each.because,
                each.importance,
            )
            for each in asked(self.search.as_answered, self.search.change)
        ]

    @property
    def previous(self) -> str | None:
        """The address of the page before; none on the first."""
        return _address(self._list, self.results.page - 1) if self.results.page > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after; none on the last."""
        return (
            _address(self._list, self.results.page + 1)
            if self.results.page < self.results.pages
            else None
        )

    @property
    def first_sure(self) -> str:
        """Where the programs that list everything stand: on this page, or where they begin."""
        return "#sure" if self.sure else f"{self._list}#sure"

    @property
    def first_ask(self) -> str:
        """Where those to ask first stand: on this page, or where they begin."""
        first_page = 1 + self.counts.sure // ON_A_PAGE
        return "#ask" if self.ask else f"{_address(self._list, first_page)}#ask"

    @property
    def last_change(self) -> Message | None:
        """The change that can be undone."""
        if not self.search.steps:
            return None
        return result_words.told(self.search.steps[-1], self.search.as_answered, self._taxonomy)

    @property
    def emergencies(self) -> list[ShownCard]:
        """The cards that come before anything else."""
        return [each for each in self.search.intake.open_cards if each.card.emergency]

    @property
    def cards_before(self) -> list[ShownCard]:
        """The other cards to read before calling."""
        return [each for each in self._calm_cards() if each.id in BEFORE_THE_LIST]

    @property
    def cards_after(self) -> list[ShownCard]:
        """The cards that can wait until after the list."""
        return [each for each in self._calm_cards() if each.id not in BEFORE_THE_LIST]

    @property
    def for_whom(self) -> ForWhom | None:
        """For whom the cards are worded."""
        return self.search.answers.for_whom

    @property
    def has_samples(self) -> bool:
        """Whether anything shown is made up."""
        shown = [each.program for each in (*self.found.matches, *self.results.nearest)]
        return any(each.sample for each in [*shown, *(m.program for m in self.found.near_misses)])

    @cached_property
    def _weightiest(self) -> list[int]:
        """Where the findings of every match stand, musts first and then the heavier wish."""
        needs = self.search.needs
        weights = [*(math.inf for _ in needs.musts), *(wish.weight for wish in needs.wishes)]
        return sorted(range(len(weights)), key=lambda place: -weights[place])

    def _calm_cards(self) -> Iterable[ShownCard]:
        return (each for each in self.search.intake.open_cards if not each.card.emergency)

    def _card(self, match: FoundMatch, *, outside: bool = False) -> ResultCard:
        program, findings = match.program, match.findings
        said = self._teller.of(match.standing, findings)
        weightiest_first = spoken(findings[place] for place in self._weightiest)
        to_ask = [each for each in weightiest_first if _is_question(each)]
        lift = result_words.what_would_lift(
            match.rank, match.rank_if_confirmed, findings, self._taxonomy
        )
        return ResultCard(
            rank=None if outside else match.rank,
            program=program,
            miles=match.standing.miles,
            why=said.why,
            ask=tuple(
                (
                    each.outcome,
                    question(each.criterion, each.outcome, program.outcome, self._taxonomy),
                )
                for each in to_ask[:QUESTIONS_SHOWN]
            ),
            more_to_ask=max(0, len(to_ask) - QUESTIONS_SHOWN),
            missing=tuple(
                each.reason for each in weightiest_first if each.outcome is Outcome.UNMET
            )[:MISSING_SHOWN],
            remark=result_words.only_for(program, self.search.answers.who),
            lift=None if outside else lift,
            sum=result_words.the_sum(match.standing, said.counted),
            order=said.order,
            anchor=f"at-{program.slug}",
            is_kept=program.id in self._shortlist,
        )

    def _near_miss(self, miss: FoundNearMiss) -> NearMissCard:
        return NearMissCard(
            miss.program,
            miss.standing.miles,
            explanation.reason(miss.program, miss.missing, Outcome.UNMET, self._taxonomy),
        )


def in_line(program: Program) -> tuple[About, ...]:
    """Return what a line that names a program is written of."""
    return program.name, program.slug, program.city, program.state, program.phone


def _is_sure(match: FoundMatch) -> bool:
    return match.standing.arithmetic.doubt == 0


def _is_question(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNKNOWN or finding.outcome is Outcome.UNLISTED


def _address(list_: str, page: int) -> str:
    return f"{list_}?page={page}" if page > 1 else list_
