"""What a family asks of a program, and the finding that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.domain.message import Message
from matcher.domain.outcome import Outcome, best


class EmptyCriterion(ValueError):
    """A criterion without a single term asks nothing."""


class ReasonMissing(ValueError):
    """A finding was built without the sentence that explains it."""


class Kind(StrEnum):
    """Whether a criterion must hold or is wished for."""

    MUST = "must"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One term, or any of several: the best of their answers counts."""

    terms: tuple[str, ...]

    def __post_init__(self) -> None:
        """Count a repeated term once, and refuse to ask nothing."""
        if not self.terms:
            raise EmptyCriterion
        object.__setattr__(self, "terms", tuple(dict.fromkeys(self.terms)))

    @classmethod
    def any_of(cls, terms: Iterable[str]) -> Criterion:
        """Ask for any of *terms*."""
        return cls(tuple(terms))

    @property
    def key(self) -> frozenset[str]:
        """What makes two criteria the same question: their terms, in any order."""
        return frozenset(self.terms)

    def outcome(self, answers: Callable[[str], Outcome]) -> Outcome:
        """Return the best answer among the terms, as *answers* gives them."""
        return best(answers(term) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Must:
    """A criterion that a program has to meet."""

    criterion: Criterion
    because: tuple[Message, ...] = field(default=(), hash=False)
    """Why it is asked, in sentences the family can read. Searches are looked up by what they ask:
    to hash the sentences too takes longer than to find a search."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A criterion that lifts a program, by a weight of 1, 2 or 3."""

    criterion: Criterion
    weight: int = 1
    because: tuple[Message, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion's outcome for one program, the points it earns, and the reason for it."""

    criterion: Criterion
    kind: Kind
    outcome: Outcome
    weight: int | None
    """None for a must."""
    points: float
    reason: Message
    quiet: bool = False
    """Whether it counts, and is named on no page: see `quiet`."""

    def __post_init__(self) -> None:
        """Make a verdict without its reason unrepresentable."""
        if not str(self.reason).strip():
            raise ReasonMissing
