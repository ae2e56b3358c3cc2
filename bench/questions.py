"""Random needs, as families ask them: a place, a few musts, a few wishes."""

from __future__ import annotations

import numpy as np

from bench.directory import facilities
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.ranking import RADII

MIXED = RADII
"""A mixed round draws from the radii that the product offers, each as often."""


def draw(count: int, *, radii: tuple[float | None, ...] = MIXED, seed: int = 7) -> list[Needs]:
    """Return *count* needs: 0 to 3 musts, 2 to 6 wishes, some of them any-of.

    Three in four start near a facility, where people live; the others between two.
    """
    base = facilities()
    rng = np.random.default_rng(seed)
    terms = list(base.terms)
    asked = []
    for _ in range(count):
        one, other = rng.integers(0, len(base.latitudes), 2)
        mix = 1.0 if rng.random() < 0.75 else rng.random()
        point = Point(
            float(mix * base.latitudes[one] + (1 - mix) * base.latitudes[other]),
            float(mix * base.longitudes[one] + (1 - mix) * base.longitudes[other]),
        )

        def criterion() -> Criterion:
            size = 1 if rng.random() < 0.75 else int(rng.integers(2, 4))
            return Criterion(tuple(rng.choice(terms, size, replace=False).tolist()))

        musts = tuple(Must(criterion()) for _ in range(int(rng.integers(0, 4))))
        wishes = tuple(
            Wish(criterion(), int(rng.integers(1, 4))) for _ in range(int(rng.integers(2, 7)))
        )
        radius = radii[int(rng.integers(0, len(radii)))]
        asked.append(
            Needs(
                point,
                radius,
                musts,
                wishes,
                half_distance_miles=float(rng.choice([10.0, 25.0, 50.0])),
                closeness=float(rng.choice([0.1, 0.35, 0.6])),
            )
        )
    return asked
