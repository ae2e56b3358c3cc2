"""Find programs for a family's needs: ranked, explained, and with everything counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from matcher.domain import explanation
from matcher.domain.criteria import Criterion, Finding
from matcher.domain.geography import Place
from matcher.domain.needs import Needs
from matcher.domain.program import Program
from matcher.domain.ranking import (
    NEAR_MISSES_SHOWN,
    Counts,
    Dropped,
    Match,
    NearMiss,
    Ranking,
    Standing,
    Widened,
)
from matcher.services.coverage import Coverage
from matcher.services.current import CurrentListings, Snapshot, Stale

MOST_TRIES = 8
"""How often a directory may change under one search before something else is wrong."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which stretch of the ranked programs is wanted, and how much beside it."""

    limit: int = 20
    offset: int = 0
    near_misses: int = NEAR_MISSES_SHOWN
    facets: bool = True


class FoundMatch(NamedTuple):
    """A ranked program with the reason for everything it is said to offer."""

    rank: int
    rank_if_confirmed: int | None
    """Its rank were its unknown findings alone met; None where nothing is unknown."""
    program: Program
    standing: Standing
    findings: tuple[Finding, ...]

    @property
    def distance_points(self) -> float:
        """What nearness adds to the score."""
        return self.standing.arithmetic.distance_points

    @property
    def base_points(self) -> float:
        """What stands in for wishes where there are none."""
        return self.standing.arithmetic.base_points


class FoundNearMiss(NamedTuple):
    """A program that says no to one must and to nothing else."""

    program: Program
    standing: Standing
    missing: Criterion
    doubt: float
    """Over the other musts."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: one page of matches, and everything counted."""

    place: Place
    needs: Needs
    counts: Counts
    matches: tuple[FoundMatch, ...]
    near_misses: tuple[FoundNearMiss, ...]
    dropped: tuple[Dropped, ...]
    """One a must, in the order given."""
    widened: Widened | None
    facets: dict[str, int]
    """By term: how many of the matches meet it; empty where nobody wanted to know."""
    snapshot: Snapshot = field(compare=False, repr=False)
    """The directory that it was found in."""

    def coverage(self, session: Session) -> Coverage:
        """Say how many listings are in range, and how many were checked this year."""
        ages = self.snapshot.ages(session)
        return ages.coverage(self.needs.point, self.needs.within_miles, self.snapshot.on)


def find(
    session: Session,
    listings: CurrentListings,
    place: Place,
    needs: Needs,
    page: Page,
    on: date,
) -> Found:
    """Answer *needs* from the directory as it stands on that day, one page of it."""
    for tried in range(MOST_TRIES):
        snapshot = listings.snapshot(session, on, newest=tried > 0)
        terms = listings.taxonomy.terms if page.facets else ()
        ranking = snapshot.index.search(needs, page.limit, page.offset, terms, page.near_misses)
        try:
            programs = snapshot.programs(session, _ids(ranking))
        except Stale:
            continue  # an import or a curator committed in between: ask again
        return _found(place, needs, ranking, programs, snapshot)
    raise Stale


def near_miss_findings(
    miss: FoundNearMiss, needs: Needs, listings: CurrentListings
) -> tuple[Finding, ...]:
    """Explain a near miss: musts first, then wishes, in the order given."""
    return explanation.findings(miss.program, miss.standing, needs, listings.taxonomy)


def _ids(ranking: Ranking) -> Iterable[str]:
    yield from (match.standing.id for match in ranking.matches)
    yield from (miss.standing.id for miss in ranking.near_misses)


def _found(
    place: Place,
    needs: Needs,
    ranking: Ranking,
    programs: dict[str, Program],
    snapshot: Snapshot,
) -> Found:
    explainer = explanation.Explainer(needs, snapshot.taxonomy)

    def match(ranked: Match) -> FoundMatch:
        program = programs[ranked.standing.id]
        said = explainer.findings(program, ranked.standing)
        return FoundMatch(ranked.rank, ranked.rank_if_confirmed, program, ranked.standing, said)

    def near_miss(miss: NearMiss) -> FoundNearMiss:
        return FoundNearMiss(programs[miss.standing.id], miss.standing, miss.missing, miss.doubt)

    return Found(
        place=place,
        needs=needs,
        counts=ranking.counts,
        matches=tuple(map(match, ranking.matches)),
        near_misses=tuple(map(near_miss, ranking.near_misses)),
        dropped=ranking.dropped,
        widened=ranking.widened,
        facets=ranking.facets,
        snapshot=snapshot,
    )
