"""The ground of a small circle: so few words of rows that all of them are measured and asked.

What a search wants to know of any circle on this ground is then a look into a few short arrays.
"""

from __future__ import annotations

from functools import cached_property
from typing import Self

import numpy as np

from matcher.index import bits
from matcher.index.bands import stretches
from matcher.index.bits import Rows, Words
from matcher.index.question import Quarters, Question
from matcher.index.sphere import SURE, squared_chord_at

MOST_WORDS = 256
"""So many words of rows are sooner measured and asked than laid out by bands."""

_BITS = np.arange(64)


class Ground:
    """All rows of some words, put to one question."""

    def __init__(self, question: Question, words: Rows, reach: float) -> None:
        self.words = words
        self.reach = reach
        """Miles: every row that is at most so far is in one of the words."""
        self.planes = question.planes(words)
        """The answers to each criterion: levels x criteria x words."""
        self._question = question
        self._rows: Rows = ((words[:, None] << 6) + _BITS).ravel()
        self.chords = question.chords(self._rows)
        """Squared, by position; beyond the last row they repeat its own."""

    @classmethod
    def around(cls, question: Question, miles: float) -> Self | None:
        """Return the ground of a circle; None where it is too large."""
        columns = question.columns
        runs = stretches(columns.ends, columns.height, question.origin, miles)
        if runs is None or sum(stop - start for start, stop in runs) > MOST_WORDS + len(runs):
            return None
        words: list[int] = []
        for start, stop in runs:
            # Two stretches may share a word.
            words += range(start + (words[-1:] == [start]), stop)
        return cls(question, np.array(words, np.int64), miles)

    def inside(self, miles: float) -> Words:
        """Return the rows at most *miles* away (no more than `reach`), as exactly measured."""
        inside = self.chords <= squared_chord_at(miles - 2 * SURE)
        unsure = (inside != (self.chords <= squared_chord_at(miles + 2 * SURE))).nonzero()[0]
        if len(unsure):
            rows = np.minimum(self._rows[unsure], self._question.columns.rows - 1)
            inside[unsure] = self._question.miles(rows) <= miles
        packed: Words = np.packbits(inside, bitorder="little").view(np.uint64)
        return packed & self._question.columns.everybody[self.words]

    def quarters_of(self, rows: Rows) -> Quarters:
        """Return what *rows* of this ground are credited for each criterion."""
        positions = self.words.searchsorted(rows >> 6) << 6 | rows & 63
        return self.quarters.take(positions, axis=1)

    @cached_property
    def quarters(self) -> Quarters:
        """What each position is credited for each criterion, musts first."""
        return bits.added(self.planes)
