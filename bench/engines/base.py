"""What every engine promises, so that answers can be held against each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.directory import Directory
from matcher.domain.criteria import Criterion
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome

LEVELS = "nlum"
CREDITS = (0.0, 0.25, 0.5, 1.0)
"""By level: unmet, unlisted, unknown, met."""

EARTH_KM = 6371.009
KM_PER_MILE = 1.609344
SHOWN = 20


@dataclass(frozen=True)
class Answer:
    """Who comes first, how many there are, and how many of them meet each term."""

    ids: tuple[str, ...]
    sure: int
    ask: int
    facets: tuple[int, ...]


class Engine:
    """Something that ranks."""

    name: str
    remark: str
    """What a reader has to know to judge the comparison."""
    slow = False
    """Whether one round is enough."""
    every = 1
    """It answers each so-manieth of the needs."""

    def answer(self, needs: Needs) -> Answer:
        """Answer *needs*: the best twenty, the counts and the facets."""
        raise NotImplementedError


@dataclass(frozen=True)
class Candidate:
    """A program, as the plain rules see it."""

    id: str
    point: Point | None
    letters: str
    numbers: dict[str, int]

    def outcome(self, term: str) -> Outcome:
        """Return what it answers."""
        return OUTCOMES[self.letters[self.numbers[term]]]


OUTCOMES = {
    "n": Outcome.UNMET,
    "l": Outcome.UNLISTED,
    "u": Outcome.UNKNOWN,
    "m": Outcome.MET,
}


def levels(directory: Directory) -> NDArray[np.uint8]:
    """Return the answers as levels 0 to 3, programs x terms."""
    table = np.zeros(256, np.uint8)
    table[list(LEVELS.encode())] = range(4)
    found: NDArray[np.uint8] = table[directory.letters]
    return found


def numbers(terms: Sequence[str], criterion: Criterion) -> list[int]:
    """Return the columns of a criterion's terms."""
    return [terms.index(term) for term in criterion.terms]


@dataclass(frozen=True)
class Box:
    """Degrees that hold a circle; no bounds of longitude where they would cross the date line."""

    south: float
    north: float
    west: float
    east: float


def box(needs: Needs) -> Box | None:
    """Return the box around a search; None without a radius."""
    if needs.within_miles is None:
        return None
    angle = needs.within_miles * KM_PER_MILE / EARTH_KM
    tall = math.degrees(angle) + 1e-6
    wide = math.sin(angle) / math.cos(math.radians(needs.point.latitude))
    across = math.degrees(math.asin(wide)) + 1e-6 if wide < 1 else 360.0
    west, east = needs.point.longitude - across, needs.point.longitude + across
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return Box(needs.point.latitude - tall, needs.point.latitude + tall, west, east)
