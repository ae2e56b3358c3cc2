"""Whole numbers for every row at once, kept as planes of bits: plane i holds each row's bit i.

Adding such numbers takes a few word operations for 64 rows together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from matcher.index import bits
from matcher.index.bits import Rows, Words

Ladder = tuple[Words, Words, Words]
"""The rows that answer one criterion at least unlisted, at least unknown, and met."""


def credit(ladders: Iterable[tuple[Ladder, int]]) -> list[Words]:
    """Return the sum of credits in quarters, each ladder's times its weight (1, 2 or 3)."""
    columns: list[list[Words]] = []
    for (listed, unknown, met), weight in ladders:
        unlisted = listed ^ unknown
        if weight == 3:
            _put(columns, 0, unlisted, listed ^ met, unknown, met)  # 3, 6, 12 quarters
        else:
            _put(columns, weight - 1, unlisted, unknown ^ met, met)  # 1, 2, 4 or 2, 4, 8
    return _sum(columns)


def split(total: Sequence[Words], bound: int, among: Words) -> tuple[Words, Words]:
    """Return the rows *among* whose total is more than *bound*, and those where it equals it."""
    more = np.zeros_like(among)
    if bound < 0:
        return among, more
    if bound >> len(total):
        return more, more
    equal = among
    for place in reversed(range(len(total))):
        here = equal & total[place]
        if bound >> place & 1:
            equal = here
        else:
            more |= here
            equal = equal ^ here
    return more, equal


def largest(total: Sequence[Words], count: int, among: Words) -> tuple[int, Words, Words]:
    """Return the total that *count* rows *among* reach, those above it, and those just there.

    At least *count* rows are asked for, and there are as many.
    """
    bound, above = 0, 0
    more = np.zeros_like(among)
    equal = among
    for place in reversed(range(len(total))):
        here = equal & total[place]
        reaching = bits.count(here)
        if above + reaching >= count:
            bound |= 1 << place
            equal = here
        else:
            above += reaching
            more |= here
            equal = equal ^ here
    return bound, more, equal


def totals(total: Sequence[Words], positions: Rows) -> Rows:
    """Return the totals of the rows at *positions*."""
    words, shift = positions >> 6, (positions & 63).view(np.uint64)
    found = np.zeros(len(positions), np.uint64)
    one = np.uint64(1)
    for place, plane in enumerate(total):
        bit = plane[words]
        bit >>= shift
        bit &= one
        bit <<= np.uint64(place)
        found |= bit
    return found.view(np.int64)


def _put(columns: list[list[Words]], place: int, *planes: Words) -> None:
    while len(columns) < place + len(planes):
        columns.append([])
    for offset, plane in enumerate(planes):
        columns[place + offset].append(plane)


def _sum(columns: list[list[Words]]) -> list[Words]:
    """Add up planes by their place: three of a place leave one there and carry one on."""
    total = []
    place = 0
    while place < len(columns):
        column = columns[place]
        while len(column) > 1:
            if place + 1 == len(columns):
                columns.append([])
            one, two = column.pop(), column.pop()
            either = one ^ two
            carry = one & two
            if column:
                three = column.pop()
                carry |= either & three
                either ^= three
            column.append(either)
            columns[place + 1].append(carry)
        total.append(column[0] if column else np.zeros_like(columns[-1][0]))
        place += 1
    return total
