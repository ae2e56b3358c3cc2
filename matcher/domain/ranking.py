"""The published rules of matching, stated plainly and slowly: DESIGN section 4.

A faster path may answer instead (`matcher.index`); it must equal this, or it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from matcher.domain.criteria import Criterion
from matcher.domain.geography import Point, miles_between
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome

RADII = (10.0, 25.0, 50.0, 100.0, 250.0, 500.0, None)
"""The distances offered, in miles; None is anywhere."""

NEAR_MISSES_SHOWN = 20


class Candidate(Protocol):
    """What ranking needs to know of a listed program."""

    @property
    def id(self) -> str:
        """The program's identity, the last tie-break."""

    @property
    def point(self) -> Point | None:
        """Where it is; None cannot be ranked."""

    def outcome(self, term: str) -> Outcome:
        """Which of the four answers it gives to *term*."""


# A search makes a hundred of the next four: named tuples are made in half the time.


class Arithmetic(NamedTuple):
    """A score and the parts that add up to it."""

    doubt: float
    score: float
    wish_points: tuple[float, ...]
    """One a wish, in the order given."""
    distance_points: float
    base_points: float
    """What stands in for wishes where there are none."""


class Standing(NamedTuple):
    """One candidate put to the needs: its outcomes and its arithmetic."""

    id: str
    miles: float
    musts: tuple[Outcome, ...]
    wishes: tuple[Outcome, ...]
    arithmetic: Arithmetic

    @property
    def order(self) -> tuple[float, float, float, str]:
        """The sort key: doubt, score from the top, miles, id. Nothing else."""
        return (self.arithmetic.doubt, -self.arithmetic.score, self.miles, self.id)


class Match(NamedTuple):
    """A ranked program: it meets every must, or may."""

    rank: int
    standing: Standing
    rank_if_confirmed: int | None
    """Its rank were its unknown findings alone met; None where nothing is unknown."""


class NearMiss(NamedTuple):
    """A program that says no to one must and to nothing else."""

    standing: Standing
    missing: Criterion
    doubt: float
    """Over the other musts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How every listed program came out; sure, ask, near miss and refused make up in range."""

    sure: int
    ask: int
    near_miss: int
    refused: int
    unplaced: int
    """Listed, but nobody knows where: counted whatever the radius."""

    @property
    def in_range(self) -> int:
        """How many programs are within the distance asked."""
        return self.sure + self.ask + self.near_miss + self.refused

    @property
    def matches(self) -> int:
        """How many programs are ranked."""
        return self.sure + self.ask


@dataclass(frozen=True, slots=True)
class Dropped:
    """What giving up one must would add to the matches."""

    criterion: Criterion
    adds: int


@dataclass(frozen=True, slots=True)
class Widened:
    """What looking further would add to the matches."""

    within_miles: float | None
    """None: anywhere."""
    adds: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer to a search: one page of matches, and everything counted."""

    counts: Counts
    matches: tuple[Match, ...]
    near_misses: tuple[NearMiss, ...]
    dropped: tuple[Dropped, ...]
    """One a must, in the order given."""
    widened: Widened | None
    facets: dict[str, int]
    """By term: how many of the matches meet it."""


def rank(
    candidates: Iterable[Candidate],
    needs: Needs,
    *,
    terms: Iterable[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> Ranking:
    """Rank listed *candidates* for *needs*; *terms* are those counted as facets."""
    listed = list(candidates)
    placed = [
        (candidate, miles_between(needs.point, candidate.point))
        for candidate in listed
        if candidate.point is not None
    ]
    in_range = [(each, miles) for each, miles in placed if _within(miles, needs.within_miles)]
    standings = [(each, assess(each, miles, needs)) for each, miles in in_range]

    ranked = [pair for pair in standings if _refusals(pair[1]) == 0]
    ranked.sort(key=lambda pair: pair[1].order)
    matches = [standing for _, standing in ranked]
    near_misses = [_near_miss(each, needs) for _, each in standings if _refusals(each) == 1]
    near_misses.sort(key=near_miss_order)
    sure = sum(standing.arithmetic.doubt == 0 for standing in matches)

    page = matches[offset : None if limit is None else offset + limit]
    return Ranking(
        counts=Counts(
            sure=sure,
            ask=len(matches) - sure,
            near_miss=len(near_misses),
            refused=len(standings) - len(matches) - len(near_misses),
            unplaced=len(listed) - len(placed),
        ),
        matches=tuple(
            Match(offset + position, standing, _rank_if_confirmed(standing, matches, needs))
            for position, standing in enumerate(page, start=1)
        ),
        near_misses=tuple(near_misses[:NEAR_MISSES_SHOWN]),
        dropped=tuple(
            Dropped(must.criterion, sum(miss.missing == must.criterion for miss in near_misses))
            for must in needs.musts
        ),
        widened=_widened(placed, needs),
        facets={
            term: sum(each.outcome(term) is Outcome.MET for each, _ in ranked) for term in terms
        },
    )


def assess(candidate: Candidate, miles: float, needs: Needs) -> Standing:
    """Put one candidate, *miles* away, to the needs."""
    musts = tuple(must.criterion.outcome(candidate.outcome) for must in needs.musts)
    wishes = tuple(wish.criterion.outcome(candidate.outcome) for wish in needs.wishes)
    return Standing(candidate.id, miles, musts, wishes, arithmetic(needs, musts, wishes, miles))


def arithmetic(
    needs: Needs, musts: Sequence[Outcome], wishes: Sequence[Outcome], miles: float
) -> Arithmetic:
    """Add up doubt and score exactly as published; the order of operations is part of the rule."""
    weights = [wish.weight for wish in needs.wishes]
    total = sum(weights)
    c = needs.closeness
    earned = sum(weight * outcome.credit for weight, outcome in zip(weights, wishes, strict=True))
    fit = earned / total if total else 1.0
    near = needs.half_distance_miles / (needs.half_distance_miles + miles)
    return Arithmetic(
        doubt=sum(1 - outcome.credit for outcome in musts),
        score=100 * ((1 - c) * fit + c * near),
        wish_points=tuple(
            100 * (1 - c) * weight * outcome.credit / total
            for weight, outcome in zip(weights, wishes, strict=True)
        ),
        distance_points=100 * c * near,
        base_points=0.0 if total else 100 * (1 - c),
    )


def confirmed(standing: Standing, needs: Needs) -> Standing | None:
    """Return the standing were its unknown findings alone met; None where nothing is unknown."""
    if Outcome.UNKNOWN not in (*standing.musts, *standing.wishes):
        return None
    musts = tuple(map(_if_confirmed, standing.musts))
    wishes = tuple(map(_if_confirmed, standing.wishes))
    return Standing(
        standing.id,
        standing.miles,
        musts,
        wishes,
        arithmetic(needs, musts, wishes, standing.miles),
    )


def near_miss_order(miss: NearMiss) -> tuple[float, float, float, str]:
    """The sort key of near misses: doubt over the other musts, score, miles, id."""
    standing = miss.standing
    return (miss.doubt, -standing.arithmetic.score, standing.miles, standing.id)


def _if_confirmed(outcome: Outcome) -> Outcome:
    return Outcome.MET if outcome is Outcome.UNKNOWN else outcome


def _within(miles: float, within_miles: float | None) -> bool:
    return within_miles is None or miles <= within_miles


def _refusals(standing: Standing) -> int:
    return standing.musts.count(Outcome.UNMET)


def _near_miss(standing: Standing, needs: Needs) -> NearMiss:
    missing = needs.musts[standing.musts.index(Outcome.UNMET)].criterion
    return NearMiss(standing, missing, standing.arithmetic.doubt - 1)


def _rank_if_confirmed(standing: Standing, matches: Sequence[Standing], needs: Needs) -> int | None:
    better = confirmed(standing, needs)
    if better is None:
        return None
    return 1 + sum(other.order < better.order for other in matches if other.id != standing.id)


def _widened(placed: Sequence[tuple[Candidate, float]], needs: Needs) -> Widened | None:
    """Return the first larger distance that adds any match."""
    now = needs.within_miles
    if now is None:
        return None
    beyond = [
        miles
        for each, miles in placed
        if miles > now
        and Outcome.UNMET not in [must.criterion.outcome(each.outcome) for must in needs.musts]
    ]
    for radius in RADII:
        if radius is not None and radius <= now:
            continue
        adds = sum(_within(miles, radius) for miles in beyond)
        if adds:
            return Widened(radius, adds)
    return None
