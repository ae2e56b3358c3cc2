"""One search, each part of its answer worked out once and only when asked for."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

import numpy as np

from matcher.domain.needs import Needs
from matcher.domain.ranking import (
    NEAR_MISSES_SHOWN,
    RADII,
    Counts,
    Dropped,
    Match,
    NearMiss,
    Standing,
    Widened,
    arithmetic,
)
from matcher.index import bits, select
from matcher.index.bits import Words
from matcher.index.columns import BY_LEVEL, Columns
from matcher.index.question import MET, QUARTERS, UNKNOWN, Question
from matcher.index.region import Region, within
from matcher.index.select import Ranked
from matcher.index.sphere import Origin

_TILE = 256
"""Words of each plane counted at a time, so that what is counted stays in the nearest cache."""


class Search:
    """The needs, put to one state of the directory."""

    def __init__(self, columns: Columns, needs: Needs) -> None:
        self._columns = columns
        self._needs = needs
        self._origin = Origin(needs.point)
        self._question = Question(needs, columns)
        self._region = within(columns, self._origin, needs.within_miles)

    def counts(self) -> Counts:
        """Count how every program came out."""
        matches, near = bits.count(self._matches), bits.count(self._one_short)
        sure = bits.count(self._sure)
        return Counts(
            sure=sure,
            ask=matches - sure,
            near_miss=near,
            refused=self._region.count - matches - near,
            unplaced=len(self._columns.unplaced),
        )

    def matches(self, limit: int | None, offset: int) -> tuple[Match, ...]:
        """Return one page of matches."""
        wanted = None if limit is None else offset + limit
        best = select.best(self._question, self._origin, self._rows(self._matches), wanted)
        page = best.take(slice(offset, None))
        return tuple(
            Match(rank, standing, self._rank_if_confirmed(best, rank - 1, standing))
            for rank, standing in enumerate(self._standings(page), start=offset + 1)
        )

    def near_misses(self) -> tuple[NearMiss, ...]:
        """Return the best of the programs that say no to one must only."""
        if not self._needs.musts:
            return ()
        best = select.best(
            self._question, self._origin, self._rows(self._one_short), NEAR_MISSES_SHOWN
        )
        missing = best.levels[: len(self._needs.musts)].argmin(axis=0).tolist()
        return tuple(
            NearMiss(standing, self._needs.musts[must].criterion, standing.arithmetic.doubt - 1)
            for must, standing in zip(missing, self._standings(best), strict=True)
        )

    def dropped(self) -> tuple[Dropped, ...]:
        """Count what giving up each must would add."""
        return tuple(
            Dropped(must.criterion, bits.count(self._one_short & ~possible))
            for must, possible in zip(self._needs.musts, self._possible, strict=True)
        )

    def widened(self) -> Widened | None:
        """Return the first larger distance that adds any match."""
        now = self._needs.within_miles
        if now is None:
            return None
        here = bits.count(self._matches)
        for radius in RADII:
            if radius is not None and radius <= now:
                continue
            there = within(self._columns, self._origin, radius)
            adds = bits.count(_all(there.inside, self._at_least(there, 1))) - here
            if adds:
                return Widened(radius, adds)
        return None

    def facets(self, terms: tuple[str, ...]) -> dict[str, int]:
        """Count, for each term, the matches that meet it."""
        numbers = self._columns.numbers
        never_told = len(numbers)
        chosen = np.array([numbers.get(term, never_told) for term in terms], np.int64)
        totals = np.zeros(len(chosen), np.int64)
        matches = self._matches
        words = self._region.words
        met = self._columns.planes[MET - 1]
        for start in range(0, len(matches), _TILE):
            tile = slice(start, start + _TILE)
            here = met[chosen, tile] if words is None else met[chosen[:, None], words[tile]]
            totals += np.bitwise_count(here & matches[tile]).sum(axis=1, dtype=np.uint16)
        return dict(zip(terms, totals.tolist(), strict=True))

    @cached_property
    def _possible(self) -> list[Words]:
        """For each must, the rows that do not say no."""
        return self._at_least(self._region, 1)

    @cached_property
    def _matches(self) -> Words:
        return _all(self._region.inside, self._possible)

    @cached_property
    def _sure(self) -> Words:
        return _all(self._matches, self._at_least(self._region, MET))

    @cached_property
    def _one_short(self) -> Words:
        """The rows in range that say no to exactly one must."""
        once = np.zeros_like(self._region.inside)
        twice = np.zeros_like(once)
        for possible in self._possible:
            refused = ~possible
            twice |= once & refused
            once |= refused
        return once & ~twice & self._region.inside

    def _at_least(self, region: Region, level: int) -> list[Words]:
        """Return, for each must, the rows of *region* that answer it at *level* or better."""
        return [_any(region, level, must) for must in self._question.musts]

    def _rows(self, matching: Words) -> bits.Rows:
        return self._region.rows(bits.members(matching))

    def _standings(self, ranked: Ranked) -> list[Standing]:
        needs, ids = self._needs, self._columns.ids[ranked.rows].tolist()
        musts = len(needs.musts)
        standings = []
        for name, miles, levels in zip(
            ids, ranked.miles.tolist(), ranked.levels.T.tolist(), strict=True
        ):
            outcomes = tuple([BY_LEVEL[level] for level in levels])
            figures = arithmetic(needs, outcomes[:musts], outcomes[musts:], miles)
            standings.append(
                Standing(name.decode(), miles, outcomes[:musts], outcomes[musts:], figures)
            )
        return standings

    def _rank_if_confirmed(self, best: Ranked, place: int, standing: Standing) -> int | None:
        """Return the rank were the unknown findings met.

        Whoever is better than the confirmed row is better than the row as it is, so that only
        those ranked before it have to be asked.
        """
        levels = best.levels[:, place : place + 1]
        if not (levels == UNKNOWN).any():
            return None
        levels = np.where(levels == UNKNOWN, MET, levels).astype(np.uint8)
        musts = len(self._needs.musts)
        doubt = int((4 - QUARTERS[levels[:musts]]).sum())
        worth = self._question.worths(levels)
        score = float(self._question.scores(worth, np.array([standing.miles]))[0])
        key = (float(doubt), -score, standing.miles, int(best.ranks[place]))
        return 1 + bisect_left(range(place), key, key=best.key)


def _any(region: Region, level: int, terms: list[int]) -> Words:
    found = region.plane(level, terms[0])
    for term in terms[1:]:
        found = found | region.plane(level, term)
    return found


def _all(inside: Words, conditions: list[Words]) -> Words:
    for condition in conditions:
        inside = inside & condition
    return inside
