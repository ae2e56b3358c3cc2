"""The best rows in their exact order: bits and quick figures rule out, exact figures decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from matcher.index import bits, sums
from matcher.index.bits import Rows, Words
from matcher.index.pool import Pool
from matcher.index.question import Question, Standings
from matcher.index.sphere import ANTIPODAL, SURE, Floats, miles_of

FEW = 1024
"""So many rows are looked at one by one at once."""

CIRCLES = (12.0, 48.0, 192.0, 768.0)
"""Miles around the start within which good rows are looked for first."""

MANY = 16_384
"""If more rows than this may still be better than the best of a circle, a wider one is tried."""

_TILE = 4096
"""Words of each plane summed at a time, so that sums stay in the nearest caches."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows from best to worst, with the exact figures that order them."""

    standings: Standings
    scores: Floats
    miles: Floats
    ranks: Rows
    """Of the ids, as text."""

    def take(self, places: Rows) -> Self:
        """Return some of the rows."""
        return type(self)(
            self.standings.take(places),
            self.scores[places],
            self.miles[places],
            self.ranks[places],
        )


def best(question: Question, pool: Pool, limit: int | None) -> Ranked:
    """Return the best *limit* rows of *pool*, in order."""
    count = pool.count
    if limit is None or count <= max(limit, FEW):
        return _ordered(question, question.put_to(pool.rows(pool.bits)), limit)
    better, level, credit = _level(pool, limit)
    wanted = limit - bits.count(better)
    if bits.count(level) <= max(wanted, FEW):
        return _ordered(question, question.put_to(pool.rows(better | level)), limit)
    chosen = _nearby(question, pool, level, credit, wanted)
    rows = np.union1d(pool.rows(better), chosen)
    return _ordered(question, question.put_to(rows), limit)


def _level(pool: Pool, limit: int) -> tuple[Words, Words, int]:
    """Return the rows that are in by their musts alone, those of the next level, and its credit.

    Together they are at least *limit*; those that are in are fewer.
    """
    total = sums.credit((ladder, 1) for ladder in pool.musts)
    for credit in range(pool.most_credit, -1, -1):
        better, level = sums.split(total, credit, pool.bits)
        if bits.count(better) + bits.count(level) >= limit:
            return better, level, credit
    return pool.bits, np.zeros_like(pool.bits), 0


def _nearby(question: Question, pool: Pool, level: Words, credit: int, wanted: int) -> Rows:
    """Return rows of one level of doubt that hold its best *wanted*: start near, then bound.

    What lies outside a circle can only beat the best within it by wishes; how much they would
    have to earn is one number, and sums of bits find the rows that do.
    """
    for miles in CIRCLES:
        if pool.radius is not None and miles >= pool.radius:
            break
        near = pool.within(miles)
        here = question.put_to(near.rows(near.bits))
        here = here.take(np.flatnonzero(here.credit == credit))
        if len(here.rows) < wanted:
            continue
        needed = _needed(question, here, wanted, miles)
        if needed >= len(question.values):
            return here.rows
        far = _earning(question, pool, level, needed)
        if bits.count(far) <= MANY:
            return np.union1d(here.rows, pool.rows(far))
    return pool.rows(level)


def _needed(question: Question, here: Standings, wanted: int, miles: float) -> int:
    """Return what a row beyond *miles* has to earn to be among the best *wanted*."""
    bar = _bar(question, here, _quick_miles(question, here.rows), wanted)
    reach = question.values + question.nearness(np.array([miles]))
    hopeless = reach < bar.score - bar.margin
    if miles > bar.miles + SURE:
        hopeless |= question.values <= bar.worth
    return int(hopeless.sum())  # values and reach both grow with what is earned


def _earning(question: Question, pool: Pool, level: Words, needed: int) -> Words:
    """Return the rows of *level* whose wishes earn at least *needed* quarters."""
    found = np.empty_like(level)
    last = question.musts + len(question.weights)
    for place, tile in pool.region.tiles(_TILE):
        ladders = question.ladders(tile, question.musts, last)
        total = sums.credit(zip(ladders, question.weights, strict=True))
        found[place], _ = sums.split(total, needed - 1, level[place])
    return found


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a row has to beat to be among the best by quick figures."""

    place: int
    """Of the last of the best."""
    score: float
    """Its quick score (of 1)."""
    margin: float
    """More than a quick score can differ from the exact one."""
    worth: float
    """The least worth of wishes among those that are nearly tied with it."""
    miles: float
    """The most miles among them."""


def _bar(question: Question, standings: Standings, miles: Floats, wanted: int) -> _Bar:
    """Return what the best *wanted* rows, by quick figures, set as the bar.

    A row is surely worse than each of them when its credit for musts is less, or its quick
    score is lower by more than the margin, or when it is worth no more and lies surely farther
    than each of those within the margin: worth and miles decide the score, and then the miles.
    """
    needs = question.needs
    worths = question.values[standings.earned]
    scores = worths + question.nearness(miles)
    order = np.lexsort((miles, -scores, -standings.credit))[:wanted]
    last = int(order[-1])
    margin = 1e-12 + needs.closeness * min(1.0, SURE / needs.half_distance_miles)
    tied = order[
        (standings.credit[order] == standings.credit[last])
        & (scores[order] <= scores[last] + margin)
    ]
    return _Bar(last, float(scores[last]), margin, worths[tied].min(), miles[tied].max())


def _contenders(question: Question, standings: Standings, wanted: int) -> Rows:
    """Return the places of the rows that may be among the best *wanted*, ascending."""
    miles = _quick_miles(question, standings.rows)
    bar = _bar(question, standings, miles, wanted)
    worths = question.values[standings.earned]
    scores = worths + question.nearness(miles)
    out = (scores < bar.score - bar.margin) | ((worths <= bar.worth) & (miles > bar.miles + SURE))
    credit = standings.credit
    return np.flatnonzero((credit > credit[bar.place]) | ((credit == credit[bar.place]) & ~out))


def _ordered(question: Question, standings: Standings, limit: int | None) -> Ranked:
    """Return the best *limit* of the rows, by exact figures."""
    columns = question.columns
    if limit is not None and 0 < limit < len(standings.rows):
        standings = standings.take(_contenders(question, standings, limit))
    rows = standings.rows
    miles = question.origin.exact_miles(columns.latitudes[rows], columns.longitudes[rows])
    scores = question.scores(standings.earned, miles)
    ranks = columns.ranks[rows].astype(np.int64)
    order = np.lexsort((ranks, miles, -scores, -standings.credit))[:limit]
    return Ranked(standings, scores, miles, ranks).take(order)


def _quick_miles(question: Question, rows: Rows) -> Floats:
    columns = question.columns
    chords = question.origin.squared_chords(columns.vectors[:, rows])
    far = np.flatnonzero(chords > ANTIPODAL)
    miles = miles_of(chords)
    if len(far):
        there = rows[far]
        miles[far] = question.origin.exact_miles(
            columns.latitudes[there], columns.longitudes[there]
        )
    return miles
