"""What each part of a whole answer takes, timed apart."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from bench.engines.base import SHOWN
from bench.engines.python import Ours
from matcher.domain.needs import Needs
from matcher.index.search import Search

ROUNDS = 3
PARTS: dict[str, Callable[[Search, tuple[str, ...]], object]] = {
    "top 20": lambda search, _: search.standings(SHOWN),
    "counts": lambda search, _: search.counts,
    "facets": lambda search, terms: search.facets(terms),
    "near misses": lambda search, _: search.near_misses(),
    "what would change": lambda search, _: (search.dropped(), search.widened()),
    "ranked again, with ranks if confirmed": lambda search, _: search.matches(SHOWN, 0),
}
NAMES = tuple(PARTS)


def measure(ours: Ours, asked: Sequence[Needs]) -> list[float]:
    """Return the median milliseconds of each part."""
    best = np.full((len(asked), len(PARTS)), np.inf)
    for _ in range(ROUNDS):
        for place, needs in enumerate(asked):
            search = None
            for number, part in enumerate(PARTS.values()):
                start = time.perf_counter()
                search = search or ours.index.ask(needs)
                part(search, ours.terms)
                took = (time.perf_counter() - start) * 1000
                best[place, number] = min(best[place, number], took)
    return [float(each) for each in np.median(best, axis=0)]
