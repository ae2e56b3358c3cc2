"""Time engines in turns: each answers the same needs, round after round, in one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.engines.base import Answer, Engine
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

    Within a round the engines take turns, so that what else the machine does hits all alike.
    """
    expected = [reference.answer(needs) for needs in asked]
    exact = {
        engine.name: sum(
            same(engine.answer(needs), want) for needs, want in zip(asked, expected, strict=True)
        )
        for engine in engines
    }
    took = {engine.name: [float("inf")] * len(asked) for engine in engines}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for engine in engines:
            best = took[engine.name]
            for place, needs in enumerate(asked):
                start = time.perf_counter()
                engine.answer(needs)
                best[place] = min(best[place], (time.perf_counter() - start) * 1000)
    gc.unfreeze()
    return [
        Times(engine.name, engine.remark, took[engine.name], exact[engine.name], len(asked))
        for engine in engines
    ]


def same(actual: Answer, expected: Answer) -> bool:
    """Tell whether two answers agree: who, in which order, how many, and every facet."""
    return actual == expected
