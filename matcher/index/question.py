"""A search's needs in the words of the columns: terms by number, credits in quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.domain.criteria import Criterion
from matcher.domain.needs import Needs
from matcher.index import bits
from matcher.index.bits import Rows, Words
from matcher.index.columns import Columns
from matcher.index.region import Region
from matcher.index.sphere import Floats, Origin
from matcher.index.sums import Ladder

Levels = NDArray[np.uint8]
"""Answers as places in `BY_LEVEL`, criteria x rows."""

UNKNOWN = 2
MET = 3
QUARTERS = np.array([0.0, 1.0, 2.0, 4.0])
"""What each level is credited, in quarters: whole numbers, so that sums are exact."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Rows put to the question."""

    rows: Rows
    credit: Rows
    """What the musts are credited, in quarters."""
    earned: Rows
    """What the wishes are credited times their weights, in quarters."""

    def take(self, places: Rows) -> Self:
        """Return some of the rows."""
        return type(self)(
            self.rows[places],
            self.credit[places],
            self.earned[places],
        )

    def joined(self, other: Self) -> Self:
        """Return these rows and others."""
        return type(self)(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.credit, other.credit]),
            np.concatenate([self.earned, other.earned]),
        )

    def distinct(self) -> Self:
        """Return each row once."""
        return self.take(np.unique(self.rows, return_index=True)[1])


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
        criteria = [_numbered(each, columns.numbers) for each in asked]
        self._terms: Rows = np.array([term for each in criteria for term in each], np.int64)
        self._lines = self._terms + len(columns.planes[0]) * np.arange(3)[:, None]
        """Where the planes of each term are when all levels are laid end to end."""
        self._spans = _spans(criteria)
        self._any_of = len(self._terms) > len(criteria)
        self.totals = np.zeros((2, len(criteria)))
        """What each criterion's credit counts for: as a must, and as a wish."""
        self.totals[0, : self.musts] = 1
        self.totals[1, self.musts :] = self.weights
        total = sum(self.weights)
        fit = np.arange(4 * total + 1) / 4 / total if total else np.ones(1)
        self.values: Floats = (1 - needs.closeness) * fit
        """The part of a score (of 1) that wishes decide, by the quarters they earn."""

    def ladders(self, region: Region, first: int, last: int) -> list[Ladder]:
        """Return the planes of some criteria (musts come first) over the words of *region*."""
        spans = self._spans[first:last]
        if not spans:
            return []
        if isinstance(region.words, slice):
            here = self.columns.planes[:, :, region.words]
            return [_best([here[:, term] for term in self._terms[a:b].tolist()]) for a, b in spans]
        start = spans[0][0]
        stack = self._planes(slice(start, spans[-1][1]), region.words)
        return [_best([stack[:, place - start] for place in range(a, b)]) for a, b in spans]

    def _planes(self, which: slice, words: Rows) -> Words:
        """Return some *words* of some of the terms' planes: levels x terms x words."""
        planes = self.columns.planes
        lines = self._lines[:, which]
        flat = planes.reshape(-1, planes.shape[2])
        found: Words = flat[lines.reshape(-1, 1), words]
        return found.reshape(*lines.shape, len(words))

    def levels(self, rows: Rows) -> Levels:
        """Return how *rows* answer each criterion, musts first."""
        if not len(self._terms):
            return np.zeros((0, len(rows)), np.uint8)
        found = self._planes(slice(None), rows >> 6)
        found >>= (rows & 63).view(np.uint64)
        found &= np.uint64(1)
        return self._best_of(found.sum(axis=0, dtype=np.uint8))

    def put_to(self, region: Region, among: Words) -> Standings:
        """Return how the rows *among* those of *region* stand."""
        positions = bits.members(among)
        rows = region.rows(positions)
        if not len(self._terms):
            nothing = np.zeros(len(rows), np.int64)
            return Standings(rows, nothing, nothing)
        if 3 * len(among) > len(rows):
            quarters = QUARTERS[self.levels(rows)]
        else:  # crowded words: unpacking all of them costs less than picking rows
            words = region.words
            if isinstance(words, slice):
                words = np.arange(words.start, words.stop)
            octets = self._planes(slice(None), words).view(np.uint8)
            listed, unknown, met = np.unpackbits(octets, axis=2, bitorder="little")
            listed += unknown
            listed += met
            listed += met
            quarters = self._best_of(listed)[:, positions].astype(np.float64)
        credit, earned = (self.totals @ quarters).astype(np.int64)
        return Standings(rows, credit, earned)

    def _best_of(self, answers: Levels) -> Levels:
        """Return, by criterion, the best of what is given by term."""
        if not self._any_of:
            return answers
        best: Levels = np.maximum.reduceat(answers, [start for start, _ in self._spans], axis=0)
        return best

    def nearness(self, miles: Floats) -> Floats:
        """Return the distance's part of each row's score (of 1)."""
        half = float(self.needs.half_distance_miles)
        near: Floats = self.needs.closeness * (half / (half + miles))
        return near

    def scores(self, earned: Rows, miles: Floats) -> Floats:
        """Return scores, exactly as published where *miles* are exact."""
        scores: Floats = 100 * (self.values[earned] + self.nearness(miles))
        return scores


def _numbered(criterion: Criterion, numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of a criterion's terms; one that no column holds was never told."""
    never_told = len(numbers)
    return list(dict.fromkeys(numbers.get(term, never_told) for term in criterion.terms))


def _spans(criteria: list[list[int]]) -> list[tuple[int, int]]:
    """Return where each criterion's terms start and stop among all."""
    spans, start = [], 0
    for terms in criteria:
        spans.append((start, start + len(terms)))
        start += len(terms)
    return spans


def _best(ladders: list[NDArray[np.uint64]]) -> Ladder:
    """Return the ladder of the best of several terms."""
    first = ladders[0]
    listed, unknown, met = first[0], first[1], first[2]
    for other in ladders[1:]:
        listed, unknown, met = listed | other[0], unknown | other[1], met | other[2]
    return listed, unknown, met
