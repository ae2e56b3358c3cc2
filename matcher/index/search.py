"""One search, each part of its answer worked out once and only when asked for."""

from __future__ import annotations

from collections.abc import Iterable
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
)
from matcher.index import bits, facets, pool, select, shown
from matcher.index.columns import Columns
from matcher.index.question import Question
from matcher.index.region import within
from matcher.index.select import Ranked


class Search:
    """The needs, put to one state of the directory."""

    def __init__(self, columns: Columns, needs: Needs) -> None:
        self._columns = columns
        self._needs = needs
        self._question = question = Question(needs, columns)
        radius = needs.within_miles
        self._wider = _wider(radius)
        self._region = region = within(question, radius, self._wider[0] if self._wider else None)
        musts = region.ladders(0, question.musts)
        most = 4 * question.musts
        self._matches = pool.Pool(pool.open_to_all, most, region, radius, musts)
        self._near = pool.Pool(pool.short_of_one, most - 4, region, radius, musts)

    @cached_property
    def counts(self) -> Counts:
        """How every program came out."""
        matches, near = self._matches.count, self._near.count
        sure = bits.count(self._matches.sure)
        return Counts(
            sure=sure,
            ask=matches - sure,
            near_miss=near,
            refused=self._region.count - matches - near,
            unplaced=len(self._columns.unplaced),
        )

    def standings(self, limit: int | None, offset: int = 0) -> list[Standing]:
        """Return one page of matches, as they stand."""
        best, page = self._page(limit, offset)
        quarters = self._region.quarters(best.standings.rows[page])
        return shown.standings(self._question, best, page, quarters)

    def matches(self, limit: int | None, offset: int) -> tuple[Match, ...]:
        """Return one page of matches, each with the rank it would have if confirmed."""
        best, page = self._page(limit, offset)
        quarters = self._region.quarters(best.standings.rows[page])
        standings = shown.standings(self._question, best, page, quarters)
        confirmed = shown.ranks_if_confirmed(self._question, best, page, quarters)
        ranks = range(offset + 1, offset + 1 + len(standings))
        return tuple(map(Match, ranks, standings, confirmed))

    def ranks(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the ranks of those of *ids* that match, however far down the list they are."""
        best = select.best(self._question, self._matches, None)
        ranked = self._columns.ids[best.standings.rows]
        places = np.flatnonzero(np.isin(ranked, [each.encode() for each in ids]))
        return {ranked[place].decode(): int(place) + 1 for place in places}

    def _page(self, limit: int | None, offset: int) -> tuple[Ranked, slice]:
        """Return the best rows up to the end of a page, and which of them the page is."""
        wanted = None if limit is None else offset + limit
        return select.best(self._question, self._matches, wanted), slice(offset, wanted)

    def near_misses(self, limit: int = NEAR_MISSES_SHOWN) -> tuple[NearMiss, ...]:
        """Return the best of the programs that say no to one must only."""
        if not limit or not self._near.count:
            return ()
        best = select.best(self._question, self._near, limit)
        quarters = self._region.quarters(best.standings.rows)
        standings = shown.standings(self._question, best, slice(0, None), quarters)
        missing = quarters[: self._question.musts].argmin(axis=0).tolist()
        musts = self._needs.musts
        return tuple(
            NearMiss(standing, musts[must].criterion, standing.arithmetic.doubt - 1)
            for must, standing in zip(missing, standings, strict=True)
        )

    def dropped(self) -> tuple[Dropped, ...]:
        """Count what giving up each must would add."""
        near = self._near.bits
        return tuple(
            Dropped(must.criterion, bits.count(near & ~listed))
            for must, (listed, _, _) in zip(self._needs.musts, self._near.musts, strict=True)
        )

    def widened(self) -> Widened | None:
        """Return the first larger distance that adds any match."""
        for radius in self._wider:
            adds = self._matches.within(radius).count - self._matches.count
            if adds:
                return Widened(radius, adds)
        return None

    def facets(self, terms: tuple[str, ...]) -> dict[str, int]:
        """Count, for each term, the matches that meet it."""
        if not terms:
            return {}
        columns, matches = self._columns, self._matches.bits
        chosen = columns.places(terms)
        met = columns.planes[2][chosen]
        if isinstance(self._region.words, slice):
            others = columns.everybody ^ matches
            if bits.sparse(others):
                rest = facets.met_by(others, met, self._region.words)
                return dict(zip(terms, (columns.met[chosen] - rest).tolist(), strict=True))
        totals = facets.met_by(matches, met, self._region.words)
        return dict(zip(terms, totals.tolist(), strict=True))


def _wider(radius: float | None) -> tuple[float | None, ...]:
    """Return the distances offered that are larger than this one."""
    if radius is None:
        return ()
    return tuple(each for each in RADII if each is None or each > radius)
