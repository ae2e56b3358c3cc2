"""Time engines in turns: each answers the same needs, round after round, in one run."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.engines.base import Engine
from matcher.domain.needs import Needs


@dataclass(frozen=True)
class Times:
    """How long one engine took, and how many of its answers were the reference's."""

    engine: str
    remark: str
    milliseconds: list[float]
    exact: int
    asked: int

    @property
    def median(self) -> float:
        """Half of the answers took less, in milliseconds."""
        return float(np.median(self.milliseconds))

    @property
    def p99(self) -> float:
        """All but one answer in a hundred took less, in milliseconds."""
        return float(np.quantile(self.milliseconds, 0.99))


def race(
    engines: Sequence[Engine], asked: Sequence[Needs], reference: Engine, rounds: int
) -> list[Times]:
    """Time *engines* over *asked*; the best of the rounds counts for each need.

    Within a round the engines take turns, so that what else the machine does hits all alike. The
    slow ones answer once only, and the slowest a few of the needs.
    """
    expected = [reference.answer(needs) for needs in asked]
    took = {engine.name: [math.inf] * len(asked[:: engine.every]) for engine in engines}
    exact = dict.fromkeys(took, 0)
    gc.collect()
    gc.freeze()
    for turn in range(rounds):
        for engine in engines:
            if turn and engine.slow:
                continue
            best = took[engine.name]
            for place, needs in enumerate(asked[:: engine.every]):
                start = time.perf_counter()
                answer = engine.answer(needs)
                best[place] = min(best[place], (time.perf_counter() - start) * 1000)
                if turn == 0:
                    exact[engine.name] += answer == expected[place * engine.every]
    gc.unfreeze()
    return [
        Times(engine.name, engine.remark, best, exact[engine.name], len(best))
        for engine in engines
        for best in [took[engine.name]]
    ]
