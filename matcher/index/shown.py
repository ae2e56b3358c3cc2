"""What is shown of the best rows: the domain's own objects, with exact figures."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from matcher.domain.outcome import CREDIT, Outcome
from matcher.domain.ranking import Arithmetic, Standing
from matcher.index.columns import BY_LEVEL
from matcher.index.question import UNKNOWN, Quarters, Question
from matcher.index.select import Ranked

_OUTCOMES = (*BY_LEVEL[:3], BY_LEVEL[2], BY_LEVEL[3])
"""The outcomes by the quarters they are credited; three is credited to none."""

_CREDITS = [CREDIT[outcome] for outcome in _OUTCOMES]


def standings(question: Question, best: Ranked, page: slice, quarters: Quarters) -> list[Standing]:
    """Return the standings of one *page* of the best, which are credited these *quarters*."""
    needs, musts = question.needs, question.musts
    miles = best.miles[page]
    near = needs.half_distance_miles / (needs.half_distance_miles + miles)
    points = _points(question)
    base = 0.0 if question.weights else 100 * (1 - needs.closeness)
    standings = []
    said: dict[tuple[int, ...], _Said] = {}  # the best often answer alike
    for name, away, answers, credit, score, distance_points in zip(
        question.columns.ids[best.standings.rows[page]].tolist(),
        miles.tolist(),
        map(tuple, quarters.T.tolist()),
        best.standings.credit[page].tolist(),
        best.scores[page].tolist(),
        (100 * needs.closeness * near).tolist(),
        strict=True,
    ):
        if answers not in said:
            said[answers] = _said(answers, musts, points)
        to_musts, to_wishes, wish_points = said[answers]
        figures = Arithmetic(musts - credit / 4, score, wish_points, distance_points, base)
        standings.append(Standing(name.decode(), away, to_musts, to_wishes, figures))
    return standings


_Said = tuple[tuple[Outcome, ...], tuple[Outcome, ...], tuple[float, ...]]
"""The outcomes of the musts, those of the wishes, and the points these earn."""


def _said(answers: tuple[int, ...], musts: int, points: list[list[float]]) -> _Said:
    outcomes = tuple([_OUTCOMES[quarters] for quarters in answers])
    earned = [ladder[quarters] for ladder, quarters in zip(points, answers[musts:], strict=True)]
    return outcomes[:musts], outcomes[musts:], tuple(earned)


def ranks_if_confirmed(
    question: Question, best: Ranked, page: slice, quarters: Quarters
) -> list[int | None]:
    """Return the rank of each row of *page* were its unknown findings met; None without any.

    Whoever is better than the confirmed row is better than the row as it is, so that only
    those ranked before it have to be asked.
    """
    unknown = quarters == UNKNOWN
    asks = unknown.any(axis=0).tolist()
    if not any(asks):
        return [None] * len(asks)
    more_credit, more_earned = (question.totals @ (unknown * 2.0)).astype(np.int64)  # 2 to 4
    credit = best.standings.credit[page] + more_credit
    earned = best.standings.earned[page] + more_earned
    scores = question.scores(earned, best.miles[page])
    keys = _keys(best)
    confirmed = zip(
        (-credit).tolist(),
        (-scores).tolist(),
        best.miles[page].tolist(),
        best.ranks[page].tolist(),
        strict=True,
    )
    return [
        1 + bisect_left(keys, key, 0, place) if unknowns else None
        for place, (key, unknowns) in enumerate(zip(confirmed, asks, strict=True), page.start)
    ]


def _keys(best: Ranked) -> list[tuple[float, float, float, int]]:
    return list(
        zip(
            (-best.standings.credit).tolist(),
            (-best.scores).tolist(),
            best.miles.tolist(),
            best.ranks.tolist(),
            strict=True,
        )
    )


def _points(question: Question) -> list[list[float]]:
    """Return, for each wish, the points that each outcome earns, by quarters."""
    total = sum(question.weights)
    c = question.needs.closeness
    return [
        [100 * (1 - c) * weight * credit / total for credit in _CREDITS]
        for weight in question.weights
    ]
