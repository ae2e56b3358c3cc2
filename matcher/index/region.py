"""The rows in range: which words of the planes they touch, and which bits of those count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from matcher.index import bits
from matcher.index.bands import Runs, runs_within
from matcher.index.bits import Rows, Words
from matcher.index.ground import Ground
from matcher.index.question import Quarters, Question
from matcher.index.sphere import (
    ANTIPODAL,
    HALF_WAY_ROUND,
    SURE,
    Floats,
    squared_chord_at,
)
from matcher.index.sums import Ladder


@dataclass(frozen=True, slots=True)
class Standings:
    """Rows put to the question."""

    rows: Rows
    chords: Floats
    """How far they are: squared straight lines, quickly measured."""
    credit: Rows
    """What the musts are credited, in quarters."""
    earned: Rows
    """What the wishes are credited times their weights, in quarters."""

    def take(self, places: Rows) -> Self:
        """Return some of the rows."""
        return type(self)(
            self.rows[places],
            self.chords[places],
            self.credit[places],
            self.earned[places],
        )

    def joined(self, other: Self) -> Self:
        """Return these rows and others."""
        return type(self)(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.chords, other.chords]),
            np.concatenate([self.credit, other.credit]),
            np.concatenate([self.earned, other.earned]),
        )

    def distinct(self) -> Self:
        """Return each row once."""
        return self.take(np.unique(self.rows, return_index=True)[1])


@dataclass(frozen=True)
class Region:
    """Words of the planes, and the rows within them that are in range."""

    question: Question
    words: Rows | slice
    """Which words of a plane these are, ascending."""
    inside: Words
    """The rows in range, one bit a row of `words`."""
    ground: Ground | None = None
    """The same words, where all their rows were measured."""

    @cached_property
    def count(self) -> int:
        """How many programs are in range."""
        return bits.count(self.inside)

    def within(self, miles: float | None) -> Region:
        """Return the region of another radius."""
        ground = self.ground
        if ground is None or miles is None or miles > ground.reach:
            return within(self.question, miles)
        return Region(self.question, ground.words, ground.inside(miles), ground)

    def rows(self, positions: Rows) -> Rows:
        """Turn positions among the region's bits into rows."""
        if isinstance(self.words, slice):
            return positions + 64 * int(self.words.start)
        rows: Rows = (self.words[positions >> 6] << 6) | (positions & 63)
        return rows

    def chords(self, positions: Rows, rows: Rows) -> Floats:
        """Return how far some of its *rows* are."""
        if self.ground:
            return self.ground.chords[positions]
        return self.question.chords(rows)

    def ladders(self, first: int, last: int) -> list[Ladder]:
        """Return the planes of some criteria (musts come first)."""
        question = self.question
        if self.ground:
            listed, unknown, met = self.ground.planes[:, first:last]
            return list(zip(listed, unknown, met, strict=True))
        if isinstance(self.words, slice):
            here = question.columns.planes[:, :, self.words]
            return [_best([here[:, term] for term in each]) for each in question.terms[first:last]]
        listed, unknown, met = question.planes(self.words, first, last)
        return list(zip(listed, unknown, met, strict=True))

    def quarters(self, rows: Rows) -> Quarters:
        """Return what some of its *rows* are credited for each criterion, musts first."""
        if self.ground:
            return self.ground.quarters_of(rows)
        return self.question.quarters(rows)

    def put(self, among: Words) -> Standings:
        """Put the rows *among* those of the region to the question."""
        positions = bits.members(among)
        rows = self.rows(positions)
        credit, earned = (self.question.totals @ self._quarters(positions, rows)).astype(np.int64)
        return Standings(rows, self.chords(positions, rows), credit, earned)

    def _quarters(self, positions: Rows, rows: Rows) -> Quarters:
        if self.ground:
            return self.ground.quarters.take(positions, axis=1)
        if 3 * len(self.inside) > len(rows):
            return self.question.quarters(rows)
        # Crowded words: unpacking all of them costs less than picking rows.
        words = self.words
        if isinstance(words, slice):
            words = np.arange(words.start, words.stop)
        return bits.added(self.question.planes(words)).take(positions, axis=1)

    def tiles(self, size: int) -> Iterator[Region]:
        """Cut the region into pieces of at most *size* words."""
        if len(self.inside) <= size:
            yield self
            return
        for start in range(0, len(self.inside), size):
            piece = slice(start, min(start + size, len(self.inside)))
            if isinstance(self.words, slice):
                first = self.words.start
                words: Rows | slice = slice(first + piece.start, first + piece.stop)
            else:
                words = self.words[piece]
            yield Region(self.question, words, self.inside[piece])


def everywhere(question: Question) -> Region:
    """Return the region of all rows."""
    columns = question.columns
    return Region(question, slice(0, columns.words), columns.everybody)


def within(question: Question, miles: float | None, sight: float | None = None) -> Region:
    """Return the rows at most *miles* away, each decided as the exact formula would.

    Where somebody will look as far as *sight* next, the ground is prepared for that, too.
    """
    if miles is None or miles > HALF_WAY_ROUND + SURE:
        return everywhere(question)
    for reach in (sight, miles):
        ground = Ground.around(question, reach) if reach else None
        if ground:
            return Region(question, ground.words, ground.inside(miles), ground)
    columns = question.columns
    runs = runs_within(columns.keys, columns.height, question.origin, miles)
    if runs is None:
        whole = everywhere(question)
        return _measured(whole, whole.inside, miles)
    words, outer, inner = _spread(runs)
    return _measured(Region(question, words, outer), outer ^ inner, miles)


def _spread(runs: Runs) -> tuple[Rows, Words, Words]:
    """Lay the words of the runs side by side, and mark in them the outer and the inner rows."""
    start = runs.starts >> 6
    stop = ((runs.stops - 1) >> 6) + 1
    start[1:] = np.maximum(start[1:], stop[:-1])  # a word that two runs share is taken once
    lengths = stop - start
    ends = lengths.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    moved = start - (ends - lengths)
    words = np.repeat(moved, lengths) + np.arange(total)
    shift = moved << 6
    beyond = 64 * total - shift  # both sets are laid out in one, the inner after the outer
    toggles = (
        runs.starts - shift,
        runs.stops - shift,
        runs.inner_starts + beyond,
        runs.inner_stops + beyond,
    )
    both = bits.between(np.concatenate(toggles), 2 * total)
    return words, both[:total], both[total:]


def _measured(region: Region, doubtful: Words, miles: float) -> Region:
    """Return *region* without those of its *doubtful* rows that are farther than *miles*."""
    positions = bits.members(doubtful)
    rows = region.rows(positions)
    question = region.question
    chords = question.chords(rows)
    outside = chords > min(squared_chord_at(miles - 2 * SURE), ANTIPODAL)
    surely_outside = squared_chord_at(miles + 2 * SURE)
    if surely_outside > ANTIPODAL:
        surely_outside = np.inf
    unsure = np.flatnonzero(outside & (chords <= surely_outside))
    if len(unsure):
        outside[unsure] = question.miles(rows[unsure]) > miles
    inside = region.inside ^ bits.of(positions[outside], len(region.inside))
    return Region(question, region.words, inside)


def _best(ladders: list[Words]) -> Ladder:
    """Return the ladder of the best of several terms."""
    first = ladders[0]
    listed, unknown, met = first[0], first[1], first[2]
    for other in ladders[1:]:
        listed, unknown, met = listed | other[0], unknown | other[1], met | other[2]
    return listed, unknown, met
