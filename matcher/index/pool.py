"""The rows that a list is picked from: matches, or near misses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Self

from matcher.index import bits, sums
from matcher.index.bits import Words
from matcher.index.region import Region
from matcher.index.sums import Ladder

Sift = Callable[[Words, list[Ladder]], Words]
"""Given the rows in range and the ladders of the musts, returns the rows of a list."""


class Pool:
    """The rows of one list within a region."""

    def __init__(
        self,
        sift: Sift,
        most_credit: int,
        region: Region,
        radius: float | None,
        musts: list[Ladder],
    ) -> None:
        self.sift = sift
        self.most_credit = most_credit
        """What the musts of its rows are credited at most, in quarters."""
        self.region = region
        self.radius = radius
        """Of the region, in miles."""
        self.musts = musts
        """The planes of each must over the region."""
        self.bits = sift(region.inside, musts)
        """The rows, over the words of the region."""
        self.count = bits.count(self.bits)
        """How many rows there are."""

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
        return 4 * len(self.musts)

    def at(self, credit: int) -> Words:
        """Return the rows whose musts are credited so much."""
        if credit == self.full_credit:
            return self.sure
        _, level = sums.split(sums.credit((ladder, 1) for ladder in self.musts), credit, self.bits)
        return level

    def within(self, miles: float | None) -> Self:
        """Return the same list for another radius."""
        region = self.region.within(miles)
        on_the_same_ground = region.ground is not None and region.ground is self.region.ground
        musts = self.musts if on_the_same_ground else region.ladders(0, len(self.musts))
        return type(self)(self.sift, self.most_credit, region, miles, musts)


def open_to_all(inside: Words, musts: list[Ladder]) -> Words:
    """Return the matches: the rows that say no to no must."""
    for listed, _, _ in musts:
        inside = inside & listed
    return inside


def short_of_one(inside: Words, musts: list[Ladder]) -> Words:
    """Return the near misses: the rows that say no to exactly one must."""
    never, once = inside, inside ^ inside
    for listed, _, _ in musts:
        once = (once & listed) | (never & ~listed)
        never = never & listed
    return once
