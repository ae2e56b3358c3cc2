"""A search's needs in the words of the columns: terms by number, credits in quarters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from matcher.domain.criteria import Criterion
from matcher.domain.needs import Needs
from matcher.index.bits import Rows
from matcher.index.columns import Columns
from matcher.index.sphere import Floats

Levels = NDArray[np.uint8]
"""Answers as places in `BY_LEVEL`, criteria x rows."""

UNKNOWN = 2
MET = 3
QUARTERS = np.array([0, 1, 2, 4], np.int64)
"""What each level is credited, in quarters, so that sums stay whole."""


class Question:
    """The musts and wishes of one search, ready to be put to rows."""

    def __init__(self, needs: Needs, columns: Columns) -> None:
        self.needs = needs
        self.columns = columns
        numbers = columns.numbers
        self.musts = [_numbered(must.criterion, numbers) for must in needs.musts]
        self.wishes = [_numbered(wish.criterion, numbers) for wish in needs.wishes]
        criteria = self.musts + self.wishes
        self._terms: Rows = np.array([term for each in criteria for term in each], np.int64)
        self._starts = np.cumsum([0, *map(len, criteria)][:-1])
        self._any_of = len(self._terms) > len(criteria)
        self.weights = np.array([wish.weight for wish in needs.wishes], np.int64)
        total = int(self.weights.sum())
        earned = np.arange(4 * total + 1) / 4
        fit = earned / total if total else np.ones(1)
        self.values: Floats = (1 - needs.closeness) * fit
        """The part of a score (of 1) that wishes decide, by the quarters they earn."""

    def levels(self, rows: Rows) -> Levels:
        """Return how *rows* answer each criterion, musts first."""
        if not len(self._terms):
            return np.zeros((0, len(rows)), np.uint8)
        planes = self.columns.planes
        words = rows >> 6
        shift = (rows & 63).astype(np.uint64)
        one = np.uint64(1)
        levels = np.zeros((len(self._terms), len(rows)), np.uint8)
        for plane in planes:
            levels += ((plane[self._terms[:, None], words] >> shift) & one).astype(np.uint8)
        if self._any_of:
            levels = np.maximum.reduceat(levels, self._starts, axis=0)
        return levels

    def doubts(self, levels: Levels) -> Rows:
        """Return the doubt of each row, in quarters."""
        doubts: Rows = (4 - QUARTERS[levels[: len(self.musts)]]).sum(axis=0)
        return doubts

    def worths(self, levels: Levels) -> Floats:
        """Return the wishes' part of each row's score (of 1)."""
        worths: Floats = self.values[self.weights @ QUARTERS[levels[len(self.musts) :]]]
        return worths

    def nearness(self, miles: Floats) -> Floats:
        """Return the distance's part of each row's score (of 1)."""
        half = float(self.needs.half_distance_miles)
        near: Floats = self.needs.closeness * (half / (half + miles))
        return near

    def scores(self, worths: Floats, miles: Floats) -> Floats:
        """Return scores, exactly as published where *miles* are exact."""
        scores: Floats = 100 * (worths + self.nearness(miles))
        return scores


def _numbered(criterion: Criterion, numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of a criterion's terms; one that no column holds was never told."""
    never_told = len(numbers)
    found: Iterable[int] = (numbers.get(term, never_told) for term in criterion.terms)
    return list(dict.fromkeys(found))
