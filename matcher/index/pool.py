"""The rows that a list is picked from: matches, or near misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from matcher.index import bits, sums
from matcher.index.bits import Rows, Words
from matcher.index.question import Question
from matcher.index.region import Region, within
from matcher.index.sums import Ladder

Sift = Callable[[Words, list[Ladder]], Words]
"""Given the rows in range and the ladders of the musts, returns the rows of a list."""


@dataclass(frozen=True)
class Pool:
    """The rows of one list within a region."""

    question: Question
    sift: Sift
    most_credit: int
    """What the musts of its rows are credited at most, in quarters."""
    region: Region
    radius: float | None
    """Of the region, in miles."""

    @cached_property
    def musts(self) -> list[Ladder]:
        """The planes of each must over the region."""
        return self.question.ladders(self.region, 0, self.question.musts)

    @cached_property
    def bits(self) -> Words:
        """The rows, over the words of the region."""
        return self.sift(self.region.inside, self.musts)

    @cached_property
    def sure(self) -> Words:
        """The rows that meet every must."""
        sure = self.bits
        for _, _, met in self.musts:
            sure = sure & met
        return sure

    @property
    def full_credit(self) -> int:
        """What musts are credited that are all met, in quarters."""
        return 4 * self.question.musts

    def at(self, credit: int) -> Words:
        """Return the rows whose musts are credited so much."""
        if credit == self.full_credit:
            return self.sure
        _, level = sums.split(sums.credit((ladder, 1) for ladder in self.musts), credit, self.bits)
        return level

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return bits.count(self.bits)

    def rows(self, among: Words) -> Rows:
        """Turn bits over the region into rows."""
        return self.region.rows(bits.members(among))

    def within(self, miles: float | None) -> Self:
        """Return the same list for another radius."""
        question = self.question
        region = within(question.columns, question.origin, miles)
        return type(self)(question, self.sift, self.most_credit, region, miles)


def open_to_all(inside: Words, musts: list[Ladder]) -> Words:
    """Return the matches: the rows that say no to no must."""
    for listed, _, _ in musts:
        inside = inside & listed
    return inside


def short_of_one(inside: Words, musts: list[Ladder]) -> Words:
    """Return the near misses: the rows that say no to exactly one must."""
    once = np.zeros_like(inside)
    twice = np.zeros_like(inside)
    for listed, _, _ in musts:
        refused = ~listed
        twice |= once & refused
        once |= refused
    return once & ~twice & inside
