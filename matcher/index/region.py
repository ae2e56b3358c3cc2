"""The rows in range: which words of the planes they touch, and which bits of those count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.index import bits
from matcher.index.bands import Runs, runs_within
from matcher.index.bits import Rows, Words
from matcher.index.columns import Columns
from matcher.index.sphere import (
    ANTIPODAL,
    HALF_WAY_ROUND,
    SURE,
    Origin,
    squared_chord_at,
)


@dataclass(frozen=True)
class Region:
    """Words of the planes, and the rows within them that are in range."""

    columns: Columns
    words: Rows | slice
    """Which words of a plane these are, ascending."""
    inside: Words
    """The rows in range, one bit a row of `words`."""

    @cached_property
    def count(self) -> int:
        """How many programs are in range."""
        return bits.count(self.inside)

    def rows(self, positions: Rows) -> Rows:
        """Turn positions among the region's bits into rows."""
        if isinstance(self.words, slice):
            return positions + 64 * int(self.words.start)
        rows: Rows = (self.words[positions >> 6] << 6) | (positions & 63)
        return rows

    def tiles(self, size: int) -> Iterator[tuple[slice, Region]]:
        """Cut the region into pieces of at most *size* words, each with its place in it."""
        for start in range(0, len(self.inside), size):
            piece = slice(start, min(start + size, len(self.inside)))
            if isinstance(self.words, slice):
                first = self.words.start
                words: Rows | slice = slice(first + piece.start, first + piece.stop)
            else:
                words = self.words[piece]
            yield piece, Region(self.columns, words, self.inside[piece])


def everywhere(columns: Columns) -> Region:
    """Return the region of all rows."""
    return Region(columns, slice(0, columns.words), bits.first(columns.rows, columns.words))


def within(columns: Columns, origin: Origin, miles: float | None) -> Region:
    """Return the rows at most *miles* away, each decided as the exact formula would."""
    if miles is None or miles > HALF_WAY_ROUND + SURE:
        return everywhere(columns)
    runs = runs_within(columns.keys, columns.height, origin, miles)
    if runs is None:
        whole = everywhere(columns)
        return _measured(whole, whole.inside, origin, miles)
    words, outer, inner = _spread(runs)
    return _measured(Region(columns, words, outer), outer ^ inner, origin, miles)


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


def _measured(region: Region, doubtful: Words, origin: Origin, miles: float) -> Region:
    """Return *region* without those of its *doubtful* rows that are farther than *miles*."""
    positions = bits.members(doubtful)
    rows = region.rows(positions)
    columns = region.columns
    chords = origin.squared_chords(columns.vectors[:, rows])
    outside = chords > min(squared_chord_at(miles - 2 * SURE), ANTIPODAL)
    surely_outside = squared_chord_at(miles + 2 * SURE)
    if surely_outside > ANTIPODAL:
        surely_outside = np.inf
    unsure = np.flatnonzero(outside & (chords <= surely_outside))
    if len(unsure):
        here = rows[unsure]
        exact = origin.exact_miles(columns.latitudes[here], columns.longitudes[here])
        outside[unsure] = exact > miles
    inside = region.inside ^ bits.of(positions[outside], len(region.inside))
    return Region(columns, region.words, inside)
