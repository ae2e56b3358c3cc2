"""The best rows in their exact order: quick figures rule out, exact ones decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from matcher.index.bits import Rows
from matcher.index.question import Levels, Question
from matcher.index.sphere import ANTIPODAL, SURE, Floats, Origin, miles_of


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows from best to worst, with the exact figures that order them."""

    rows: Rows
    doubts: Rows
    """In quarters, over all musts."""
    scores: Floats
    miles: Floats
    ranks: Rows
    """Of the ids, as text."""
    levels: Levels

    def key(self, place: int) -> tuple[float, float, float, int]:
        """Return what the row at *place* is sorted by."""
        return (
            float(self.doubts[place]),
            -float(self.scores[place]),
            float(self.miles[place]),
            int(self.ranks[place]),
        )

    def take(self, places: Rows | slice) -> Self:
        """Return some of the rows."""
        return type(self)(
            self.rows[places],
            self.doubts[places],
            self.scores[places],
            self.miles[places],
            self.ranks[places],
            self.levels[:, places],
        )


def best(question: Question, origin: Origin, rows: Rows, limit: int | None) -> Ranked:
    """Return the best *limit* of *rows*, in order."""
    columns = question.columns
    levels = question.levels(rows)
    doubts = question.doubts(levels)
    worths = question.worths(levels)
    if limit is not None and limit < len(rows):
        miles = _quick_miles(question, origin, rows)
        kept = _contenders(question, doubts, worths, miles, limit)
        rows, doubts, worths, levels = rows[kept], doubts[kept], worths[kept], levels[:, kept]
    miles = origin.exact_miles(columns.latitudes[rows], columns.longitudes[rows])
    scores = question.scores(worths, miles)
    ranks = columns.ranks[rows].astype(np.int64)
    order = np.lexsort((ranks, miles, -scores, doubts))[:limit]
    return Ranked(rows, doubts, scores, miles, ranks, levels).take(order)


def _quick_miles(question: Question, origin: Origin, rows: Rows) -> Floats:
    columns = question.columns
    chords = origin.squared_chords(columns.vectors[:, rows])
    miles = miles_of(chords)
    far = np.flatnonzero(chords > ANTIPODAL)
    if len(far):
        there = rows[far]
        miles[far] = origin.exact_miles(columns.latitudes[there], columns.longitudes[there])
    return miles


def _contenders(
    question: Question, doubts: Rows, worths: Floats, miles: Floats, limit: int
) -> Rows:
    """Return the rows that may be among the best *limit*, ascending.

    Take the best *limit* by quick figures. A row is out when it is surely worse than each of
    them: by doubt, by a score lower than theirs by more than the quick figures err, or by
    worth no more and lying surely farther than each of those whose score is in that margin.
    """
    scores = worths + question.nearness(miles)
    order = np.lexsort((miles, -scores, doubts))
    chosen = order[:limit]
    if not len(chosen):
        return chosen
    last = chosen[-1]
    margin = error_margin(question)
    tied = chosen[(doubts[chosen] == doubts[last]) & (scores[chosen] <= scores[last] + margin)]
    out = (scores < scores[last] - margin) | (
        (worths <= worths[tied].min()) & (miles > miles[tied].max() + SURE)
    )
    return np.flatnonzero((doubts < doubts[last]) | ((doubts == doubts[last]) & ~out))


def error_margin(question: Question) -> float:
    """Return more than a quick score (of 1) can differ from the exact one."""
    needs = question.needs
    return 1e-12 + needs.closeness * min(1.0, SURE / needs.half_distance_miles)
