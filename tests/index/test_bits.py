"""Sets of rows as bits: put in, taken out, laid between."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.index import bits

flags = st.lists(st.booleans(), min_size=1, max_size=200)


@given(flags)
def test_what_is_packed_is_found_again(drawn):
    packed = bits.packed(np.array(drawn))

    assert bits.members(packed).tolist() == np.flatnonzero(drawn).tolist()
    assert bits.count(packed) == sum(drawn)
    assert bits.of(np.flatnonzero(drawn), len(packed)).tolist() == packed.tolist()


@given(st.sets(st.integers(0, 20_000), max_size=70))
def test_a_few_rows_among_many_are_found(positions):
    packed = bits.of(np.array(sorted(positions), np.int64), bits.words_for(20_001))

    assert bits.members(packed).tolist() == sorted(positions)
    assert bits.count(packed) == len(positions)


@given(flags, st.data())
def test_a_row_put_in_moves_those_after_it(drawn, data):
    row = data.draw(st.integers(0, len(drawn)))
    expected = [*drawn[:row], False, *drawn[row:]]

    actual = bits.inserted(bits.packed(np.array(drawn)), row, bits.words_for(len(expected)))

    assert actual.tolist() == bits.packed(np.array(expected)).tolist()


@given(flags, st.data())
def test_a_row_taken_out_moves_those_after_it_back(drawn, data):
    row = data.draw(st.integers(0, len(drawn) - 1))
    expected = drawn[:row] + drawn[row + 1 :]

    actual = bits.removed(bits.packed(np.array(drawn)), row, bits.words_for(len(expected)))

    assert bits.members(actual).tolist() == np.flatnonzero(expected).tolist()
    assert len(actual) == bits.words_for(len(expected))


@given(st.lists(st.integers(0, 256), max_size=12).filter(lambda each: len(each) % 2 == 0))
def test_a_set_starts_and_stops_at_its_toggles(toggles):
    expected = [row for row in range(256) if sum(each <= row for each in toggles) % 2]

    actual = bits.between(np.array(toggles, np.int64), 4)

    assert bits.members(actual).tolist() == expected
