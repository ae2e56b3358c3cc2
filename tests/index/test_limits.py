"""The memory that the index promises (issue C); its times are measured by `./dev bench`."""

from __future__ import annotations

import tracemalloc

import numpy as np

from matcher.index import Index

PROGRAMS = 20_000
TERMS = tuple(f"term_{number:02}" for number in range(90))


def columns(programs):
    """Return random columns, over the land between two oceans."""
    rng = np.random.default_rng(3)
    letters = np.frombuffer(b"muln", np.uint8)[rng.integers(0, 4, (programs, len(TERMS)))]
    return (
        TERMS,
        [f"{number:036x}" for number in range(programs)],
        rng.uniform(25, 49, programs),
        rng.uniform(-125, -67, programs),
        [row.tobytes().decode() for row in letters],
    )


def test_what_it_holds_is_within_the_bound():
    given = columns(PROGRAMS)

    tracemalloc.start()
    index = Index.build(*given)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    bound = 100 * PROGRAMS * (len(TERMS) / 64 + 1)
    assert held < bound
    assert index.nbytes < bound
