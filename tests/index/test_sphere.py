"""The quick distances rule out; the exact ones are geopy's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from matcher.domain.geography import miles_between
from matcher.index.sphere import ANTIPODAL, SURE, Origin, miles_of, unit_vectors
from tests.index.directories import points


@given(points, points)
def test_the_exact_miles_are_those_of_the_domain_to_the_last_bit(here, there):
    actual = Origin(here).miles(there.latitude, there.longitude)

    assert actual == miles_between(here, there)


@given(points, points)
def test_the_quick_miles_err_by_far_less_than_what_counts_as_sure(here, there):
    vectors = unit_vectors(np.array([there.latitude]), np.array([there.longitude]))

    chords = Origin(here).squared_chords(vectors)

    if chords[0] <= ANTIPODAL:
        assert abs(float(miles_of(chords)[0]) - miles_between(here, there)) < SURE / 1000
