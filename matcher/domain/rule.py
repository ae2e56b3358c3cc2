"""What a rule is: from one family's answers to what a program must or should offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matcher.domain.answers import Answers
from matcher.domain.cards import CardId
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.message import Message
from matcher.domain.voice import Wording, voice_of

Asked = Must | Wish | CardId
"""What one rule may bring up."""

RuleBody = Callable[[Answers], Iterator[Asked]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of CLINICAL section 1: its number there, what it rests on, and what it asks."""

    number: int
    source: str
    body: RuleBody

    @property
    def cards_for_partner(self) -> bool:
        """Whether it looks at the second partner too, for whom only its cards count here."""
        return 1 <= self.number <= 8

    def ask(self, answers: Answers) -> tuple[Asked, ...]:
        """Return what the rule brings up; nothing where it does not fire."""
        return tuple(self.body(answers))


def rule(number: int, source: str) -> Callable[[RuleBody], Rule]:
    """Make a function the rule of this number, resting on this source."""
    return lambda body: Rule(number, source, body)


def must(terms: str | tuple[str, ...], because: Message) -> Must:
    """Ask for a term, or any of several, without which a program does not fit."""
    return Must(_criterion(terms), (because,))


def wish(terms: str | tuple[str, ...], weight: int, because: Message) -> Wish:
    """Ask for a term, or any of several, that lifts a program."""
    return Wish(_criterion(terms), weight, (because,))


def voiced(answers: Answers, *, you: Message, they: Message) -> Message:
    """Word a reason for the person who reads it or for whom they look."""
    return Wording(you, they).to(voice_of(answers.for_whom))


def _criterion(terms: str | tuple[str, ...]) -> Criterion:
    return Criterion((terms,) if isinstance(terms, str) else terms)
