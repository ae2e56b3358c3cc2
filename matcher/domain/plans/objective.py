"""What a plan is worth, as published.

Fewest gaps, then least doubt over all steps, then the objective, then fewest miles from home over
all steps, then ids. The objective is the mean of the filled steps' scores, plus 5 points for each
hand-over avoided by staying at one program, minus 1 point per 25 miles, at most 5, of each
hand-over between two steps where the person lives in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.domain.geography import Point
from matcher.domain.message import Message, msg
from matcher.domain.plans.ways import Ways

STAYING = 5
"""Points for a hand-over that does not happen."""

MILES_A_POINT = 25
MOST_POINTS_FOR_MILES = 5

GAP = ""
"""Stands for the program of a step that nobody can fill."""

BILLIONTH = 10**9
"""Points and miles are compared to a billionth, as whole numbers, so that no sum rounds."""

SHARES = 60
"""Divisible by any number of steps up to six: means stay whole numbers."""

QUARTERS = 4
"""Doubt comes in quarters."""

_ROOM = 64
"""Bits for each part of a cost; every sum stays far below."""


@dataclass(frozen=True, slots=True)
class Option:
    """One program that can fill a step."""

    id: str
    doubt: float
    score: float
    miles: float
    """From home."""
    point: Point


@dataclass(frozen=True, slots=True)
class Slot:
    """One step to fill, with the programs that can; none of them is a gap."""

    options: tuple[Option, ...]
    lives_in: bool = False

    @property
    def gap(self) -> bool:
        """Whether nobody can fill it."""
        return not self.options

    def option(self, id_: str) -> Option | None:
        """Return the program of that id; None where it is none of the options."""
        return next((each for each in self.options if each.id == id_), None)


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan's figures, as people read them."""

    gaps: int
    doubt: float
    score: float | None
    """The objective; None where every step is a gap."""
    miles: float
    """From home to each step, added up."""


def worth(slots: Sequence[Slot], ids: Sequence[str], ways: Ways) -> Worth:
    """Add up a plan that fills *slots* with the programs *ids*, gaps left out."""
    filled = [
        option
        for slot, id_ in zip(slots, ids, strict=True)
        if (option := slot.option(id_)) is not None
    ]
    if not filled:
        return Worth(len(slots), 0.0, None, 0.0)
    score = sum(option.score for option in filled) / len(filled)
    for before, after, both_lived_in in _hand_overs(slots, ids):
        if before.id == after.id:
            score += STAYING
        elif both_lived_in:
            score -= points_for(ways.miles(before.point, after.point))
    return Worth(
        gaps=len(slots) - len(filled),
        doubt=sum(option.doubt for option in filled),
        score=score,
        miles=sum(option.miles for option in filled),
    )


def points_for(miles: float) -> float:
    """Return what a hand-over from bed to bed over so many miles takes off."""
    return min(MOST_POINTS_FOR_MILES, miles / MILES_A_POINT)


def cost(option: Option, filled: int) -> int:
    """Return what one of *filled* steps costs, as one number: less is better.

    Doubt weighs more than any points, and points more than any miles; whole numbers add up
    exactly, so that every way of adding finds the same plan.
    """
    doubt = round(option.doubt * QUARTERS)
    points = round(option.score * BILLIONTH) * (SHARES // filled)
    miles = round(option.miles * BILLIONTH)
    return (((doubt << _ROOM) - points) << _ROOM) + miles


def cost_of_points(points: float) -> int:
    """Return what it costs to lose so many points of the objective."""
    return (round(points * BILLIONTH) * SHARES) << _ROOM


def _hand_overs(slots: Sequence[Slot], ids: Sequence[str]) -> Iterator[tuple[Option, Option, bool]]:
    """Yield the programs of each hand-over, and whether it is from bed to bed."""
    for position in range(1, len(slots)):
        earlier, later = slots[position - 1], slots[position]
        before, after = earlier.option(ids[position - 1]), later.option(ids[position])
        if before is not None and after is not None:
            yield before, after, earlier.lives_in and later.lives_in


IN_WORDS: tuple[Message, ...] = (
    msg("We try every combination of the first 50 programs for each step."),
    msg("A plan with fewer gaps comes first. A gap is a step that no program here can fill."),
    msg("Then the plan with less to ask: programs that list everything you must have."),
    msg(
        "Then the plan with more points: the average of its programs’ scores,"
        " plus 5 points each time two steps in a row are at one program,"
        " minus 1 point for every 25 miles, at most 5, of a move from one bed to the next."
    ),
    msg("Then the plan with fewer miles from home, added up over its steps."),
    msg("Nothing else counts. Nobody can pay to be in a plan."),
)
"""The objective for everyone to read."""
