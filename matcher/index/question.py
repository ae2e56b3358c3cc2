"""A search's needs in the words of the columns: terms by number, credits in quarters."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.domain.criteria import Criterion
from matcher.domain.needs import Needs
from matcher.index.bits import Rows, Words
from matcher.index.columns import Columns
from matcher.index.sphere import Floats, Origin

Quarters = NDArray[np.uint8]
"""What answers are credited, in quarters (0, 1, 2 or 4), criteria x rows."""

UNKNOWN = 2
"""What an unknown answer is credited, in quarters."""


class Question:
    """The musts and wishes of one search, ready to be put to rows."""

    def __init__(self, needs: Needs, columns: Columns) -> None:
        self.needs = needs
        self.columns = columns
        self.origin = Origin(needs.point)
        self.musts = len(needs.musts)
        self.weights = [wish.weight for wish in needs.wishes]
        asked = [must.criterion for must in needs.musts]
        asked += [wish.criterion for wish in needs.wishes]
        self.terms = [_numbered(each, columns.numbers) for each in asked]
        """The numbers of each criterion's terms, musts first."""
        terms = np.array([term for each in self.terms for term in each], np.int64)
        self._lines: Rows = terms + len(columns.planes[0]) * _THREE
        """Where the planes of each term are when all levels are laid end to end."""
        self._bounds = [0, *accumulate(map(len, self.terms))]
        """Where each criterion's terms start among all, and where the last one's stop."""
        self.totals = np.zeros((2, len(asked)))
        """What each criterion's credit counts for: as a must, and as a wish."""
        self.totals[0, : self.musts] = 1
        self.totals[1, self.musts :] = self.weights
        total = sum(self.weights)
        fit = np.arange(4 * total + 1) / 4 / total if total else np.ones(1)
        self.values: Floats = (1 - needs.closeness) * fit
        """The part of a score (of 1) that wishes decide, by the quarters they earn."""

    def planes(self, words: Rows, first: int = 0, last: int | None = None) -> Words:
        """Return some *words* of some criteria's planes: levels x criteria x words."""
        last = len(self.terms) if last is None else last
        start, stop = self._bounds[first], self._bounds[last]
        lines = self._lines[:, start:stop]
        planes = self.columns.planes
        found: Words = planes.reshape(-1, planes.shape[2])[lines.reshape(-1, 1), words]
        found = found.reshape(*lines.shape, len(words))
        if stop - start == last - first:
            return found
        bounds = [bound - start for bound in self._bounds[first : last + 1]]
        best: Words = found.take(bounds[:-1], axis=1)
        for criterion, (one, beyond) in enumerate(pairwise(bounds)):
            for other in range(one + 1, beyond):
                best[:, criterion] |= found[:, other]
        return best

    def quarters(self, rows: Rows) -> Quarters:
        """Return what *rows* are credited for each criterion, musts first."""
        found = self.planes(rows >> 6)
        found >>= (rows & 63).view(np.uint64)
        found &= _ONE
        listed, unknown, met = found
        listed += unknown
        listed += met
        listed += met
        credited: Quarters = listed.astype(np.uint8)
        return credited

    def chords(self, rows: Rows) -> Floats:
        """Return how far *rows* are, as squared chords; the last row's own for what is beyond."""
        return self.origin.squared_chords(self.columns.vectors.take(rows, axis=1, mode="clip"))

    def miles(self, rows: Rows) -> Floats:
        """Return how far *rows* are, exactly."""
        columns = self.columns
        return self.origin.exact_miles(columns.latitudes[rows], columns.longitudes[rows])

    def nearness(self, miles: Floats) -> Floats:
        """Return the distance's part of each row's score (of 1)."""
        half = float(self.needs.half_distance_miles)
        near: Floats = self.needs.closeness * (half / (half + miles))
        return near

    def scores(self, earned: Rows, miles: Floats) -> Floats:
        """Return scores, exactly as published where *miles* are exact."""
        scores: Floats = 100 * (self.values[earned] + self.nearness(miles))
        return scores


_ONE = np.uint64(1)
_THREE = np.arange(3)[:, None]


def _numbered(criterion: Criterion, numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of a criterion's terms; one that no column holds was never told."""
    never_told = len(numbers)
    return [numbers.get(term, never_told) for term in criterion.terms]
