"""Sums kept as planes of bits are the sums of plain numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.index import bits, sums

ROWS = 100
QUARTERS = np.array([0, 1, 2, 4])

answers = st.lists(
    st.tuples(st.integers(0, 2**32), st.sampled_from([1, 2, 3])), min_size=1, max_size=7
)


def added(drawn):
    """Return weighted sums over a hundred rows of random levels: as planes, and plainly."""
    levels = [np.random.default_rng(seed).integers(0, 4, ROWS) for seed, _ in drawn]
    weights = [weight for _, weight in drawn]
    ladders = [
        (bits.packed(each >= 1), bits.packed(each >= 2), bits.packed(each >= 3)) for each in levels
    ]
    plain = sum(weight * QUARTERS[each] for weight, each in zip(weights, levels, strict=True))
    return sums.credit(zip(ladders, weights, strict=True)), plain


@given(answers)
def test_every_row_has_its_own_sum(drawn):
    total, expected = added(drawn)

    actual = sums.totals(total, np.arange(ROWS))

    assert actual.tolist() == expected.tolist()


@given(answers, st.integers(-2, 90))
def test_rows_are_split_at_any_bound(drawn, bound):
    total, expected = added(drawn)

    more, equal = sums.split(total, bound, bits.first(ROWS, 2))

    assert bits.members(more).tolist() == np.flatnonzero(expected > bound).tolist()
    assert bits.members(equal).tolist() == np.flatnonzero(expected == bound).tolist()


@given(answers, st.integers(1, ROWS))
def test_the_largest_are_found(drawn, count):
    total, expected = added(drawn)
    least = sorted(expected.tolist(), reverse=True)[count - 1]

    found, more, equal = sums.largest(total, count, bits.first(ROWS, 2))

    assert found == least
    assert bits.members(more).tolist() == np.flatnonzero(expected > least).tolist()
    assert bits.members(equal).tolist() == np.flatnonzero(expected == least).tolist()
