"""The best rows in their exact order: bits and quick figures rule out, exact figures decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from matcher.index import bits, sums
from matcher.index.bands import stretches
from matcher.index.bits import Rows, Words
from matcher.index.pool import Pool
from matcher.index.question import Question
from matcher.index.region import Region, Standings
from matcher.index.sphere import ANTIPODAL, SURE, Floats, miles_of

FEW = 8192
"""So many rows are looked at one by one at once."""

CIRCLES = (3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0, 384.0, 768.0)
"""Miles around the start within which good rows are looked for first."""

FIRST = 256
"""So many rows are looked at first: those nearby, or those that earn most."""

SPARE = 24
"""So many rows more than are wanted are sooner measured exactly than ruled out."""

TRIES = 3
"""So many circles are looked into, at most."""

MANY = 4096
"""If more rows than this may still be better than the best of a circle, a wider one is tried;
and circles of more rows than this are not."""

TILE = 4096
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
    if not limit and limit is not None:
        return _ordered(question, pool.region.put(np.zeros_like(pool.bits)), limit)
    if limit is None or count <= max(limit, FEW):
        return _ordered(question, pool.region.put(pool.bits), limit)
    better, level, credit = _level(pool, limit)
    ahead = bits.count(better)
    wanted = limit - ahead
    if bits.count(level) <= max(wanted, FEW):
        return _ordered(question, pool.region.put(better | level), limit)
    found = _nearby(question, pool, level, credit, wanted)
    if ahead:
        found = found.joined(pool.region.put(better))
    return _ordered(question, found, limit)


def _level(pool: Pool, limit: int) -> tuple[Words, Words, int]:
    """Return the rows that are in by their musts alone, those of the next level, and its credit.

    Together they are at least *limit*; those that are in are fewer.
    """
    if pool.most_credit == pool.full_credit:
        sure = pool.sure
        if bits.count(sure) >= limit:
            return np.zeros_like(sure), sure, pool.full_credit
    total = sums.credit((ladder, 1) for ladder in pool.musts)
    credit = pool.most_credit
    better, level = sums.split(total, credit, pool.bits)
    while bits.count(better) + bits.count(level) < limit:
        credit -= 1
        better, level = sums.split(total, credit, pool.bits)
    return better, level, credit


def _nearby(question: Question, pool: Pool, level: Words, credit: int, wanted: int) -> Standings:
    """Return rows of one level of doubt that hold its best *wanted*.

    Look at those in a circle. Any other row is farther; what it has to earn to be among the best
    is one number, and where that is much, bits find the few rows that may earn it; a wider circle
    asks more of them. Where no circle will do, every row's earnings are summed up.
    """
    columns, origin = question.columns, question.origin
    share = bits.count(level) / pool.region.count
    here, miles_here, tried = None, 0.0, 0
    for miles in CIRCLES:
        if pool.radius is not None and miles >= pool.radius:
            break
        runs = stretches(columns.ends, columns.height, origin, miles)
        if runs is not None and 64 * sum(stop - start for start, stop in runs) * share < FIRST:
            continue
        near = pool.within(miles)
        inside = near.at(credit)
        count = bits.count(inside)
        if tried == TRIES or (here and count > MANY):
            break
        tried += 1
        here, miles_here = near.region.put(inside), miles
        if count < wanted:
            continue
        least = _needed(question, here, wanted, miles)
        beyond = _earning(question, pool.region, level, least)
        if bits.count(beyond) <= MANY:
            return here.joined(pool.region.put(beyond)).distinct()
    earned = _earned(question, pool.region)
    _, most, equal = sums.largest(earned, max(wanted, FIRST), level)
    if bits.count(equal) <= FEW:
        most = most | equal
    first = _standings(pool, earned, most, credit)
    here = here.joined(first).distinct() if here else first
    if len(here.rows) < wanted:
        return _standings(pool, earned, level, credit)
    least = _needed(question, here, wanted, miles_here)
    beyond, _ = sums.split(earned, least - 1, level)
    return here.joined(_standings(pool, earned, beyond, credit)).distinct()


def _earning(question: Question, region: Region, among: Words, least: int) -> Words:
    """Return the rows *among* that no single wish keeps from earning at least so much."""
    spare = len(question.values) - 1 - least
    if spare < 0:
        return among ^ among
    for number, weight in enumerate(question.weights, question.musts):
        if spare >= 4 * weight:
            continue
        ((listed, unknown, met),) = region.ladders(number, number + 1)
        among = among & (met if spare < 2 * weight else unknown if spare < 3 * weight else listed)
    return among


def _standings(pool: Pool, earned: Sequence[Words], among: Words, credit: int) -> Standings:
    """Return how the rows *among* stand whose musts are credited alike."""
    positions = bits.members(among)
    rows = pool.region.rows(positions)
    return Standings(
        rows,
        pool.region.chords(positions, rows),
        np.full(len(positions), credit),
        sums.totals(earned, positions),
    )


def _earned(question: Question, region: Region) -> Sequence[Words]:
    """Return what the rows of *region* earn by wishes, in quarters."""
    last = question.musts + len(question.weights)
    tiles = []
    for tile in region.tiles(TILE):
        ladders = tile.ladders(question.musts, last)
        tiles.append(sums.credit(zip(ladders, question.weights, strict=True)))
    return (
        tiles[0] if len(tiles) == 1 else [np.concatenate(each) for each in zip(*tiles, strict=True)]
    )


def _needed(question: Question, here: Standings, wanted: int, miles: float) -> int:
    """Return what a row beyond *miles* has to earn to be among the best *wanted*."""
    miles_here = _quick_miles(question, here)
    bar = _bar(question, here, miles_here, _figures(question, here, miles_here), wanted)
    tier = _TIER * here.credit[0]
    reach = tier + question.values + question.nearness(np.array([miles]))
    hopeless = reach < bar.low - _margin(question)
    if miles > bar.miles + SURE:
        hopeless |= question.values <= bar.worth
    return int(hopeless.sum())  # values and reach both grow with what is earned


_TIER = 2.0
"""More than the most a score (of 1) can be: what a quarter of credit counts in quick figures."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a row has to beat to be among the best by quick figures."""

    low: float
    """The least figure among the best."""
    high: float
    """Whoever is above is surely among the best."""
    worth: float
    """The least worth of wishes among the best that are nearly tied with the last."""
    miles: float
    """The most miles among them."""


def _figures(question: Question, standings: Standings, miles: Floats) -> Floats:
    """Return, by row, the credit in tiers plus the quick score."""
    worths = question.values[standings.earned]
    figures: Floats = _TIER * standings.credit + worths + question.nearness(miles)
    return figures


def _margin(question: Question) -> float:
    """Return more than a figure can differ from the exact one."""
    needs = question.needs
    return 1e-11 + needs.closeness * min(1.0, SURE / needs.half_distance_miles)


def _bar(
    question: Question, standings: Standings, miles: Floats, figures: Floats, wanted: int
) -> _Bar:
    """Return what some *wanted* rows, the best by quick figures, set as the bar.

    A row is surely worse than each of them when its figure is lower by more than the margin, or
    when it is worth no more and lies surely farther than each of those within the margin: worth
    and miles decide the score, and then the miles.
    """
    margin = _margin(question)
    last = np.partition(figures, -wanted)[-wanted]
    high = last + margin
    tied = np.flatnonzero((figures >= last - margin) & (figures <= high))
    free = wanted - int(np.count_nonzero(figures > high))
    if len(tied) > free:
        tied = tied[np.argsort(miles[tied])[:free]]
    low = float(figures[tied].min())
    worth = float(question.values[standings.earned[tied]].min())
    return _Bar(low, high, worth, float(miles[tied].max()))


def _contenders(question: Question, standings: Standings, wanted: int) -> Rows:
    """Return the places of the rows that may be among the best *wanted*, ascending."""
    miles = _quick_miles(question, standings)
    figures = _figures(question, standings, miles)
    margin = _margin(question)
    last = np.partition(figures, -wanted)[-wanted]
    some: Rows = (figures >= last - 2 * margin).nonzero()[0]
    if len(some) <= wanted + SPARE:
        return some
    bar = _bar(question, standings, miles, figures, wanted)
    some = (figures >= bar.low - margin).nonzero()[0]
    behind = question.values[standings.earned[some]] <= bar.worth
    behind &= miles[some] > bar.miles + SURE
    return some[~behind | (figures[some] > bar.high)]


def _ordered(question: Question, standings: Standings, limit: int | None) -> Ranked:
    """Return the best *limit* of the rows, by exact figures."""
    if limit is not None and 0 < limit < len(standings.rows) - SPARE:
        standings = standings.take(_contenders(question, standings, limit))
    rows = standings.rows
    miles = question.miles(rows)
    scores = question.scores(standings.earned, miles)
    ranks = question.columns.ranks[rows].astype(np.int64)
    order = np.lexsort((ranks, miles, -scores, -standings.credit))[:limit]
    return Ranked(standings, scores, miles, ranks).take(order)


def _quick_miles(question: Question, standings: Standings) -> Floats:
    miles = miles_of(standings.chords)
    far = (standings.chords > ANTIPODAL).nonzero()[0]
    if len(far):
        miles[far] = question.miles(standings.rows[far])
    return miles
