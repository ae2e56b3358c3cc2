"""Counting facets, by the sweep, plane by plane and on two threads, gives what counting gives."""

import numpy as np
import pytest

from matcher.index import facets

TERMS = 7


def some_bits(words, seed, share=1.0):
    """Return random words, of which a share has any bit."""
    rng = np.random.default_rng(seed)
    made = rng.integers(0, 2**64, words, dtype=np.uint64)
    return np.where(rng.random(words) < share, made, np.uint64(0))


def counted(matches, met, words):
    """Count as one would by hand, in as many octets as it takes."""
    return np.bitwise_count(met[:, words] & matches).sum(axis=1, dtype=np.int64).tolist()


SIZES = [0, 1, facets._SWEEP, facets._SWEEP + 1, 3 * facets._SWEEP + 7]
SIZES += [facets._FEW, facets._FEW + 1, facets._MANY, 2 * facets._STRETCH + 5]


@pytest.mark.parametrize("share", [1.0, 0.5, 0.01])
@pytest.mark.parametrize("size", SIZES)
def test_every_way_of_counting_counts_the_same(size, share):
    met = np.stack([some_bits(size + 9, seed) for seed in range(TERMS)])
    met[0] = ~np.uint64(0)  # what everybody meets adds up to the most
    matches = some_bits(size, TERMS, share)
    beside_each_other = slice(4, 4 + size)
    apart = np.sort(np.random.default_rng(size).permutation(size + 9)[:size])

    for words in (beside_each_other, apart):
        assert facets.met_by(matches, met, words).tolist() == counted(matches, met, words)


def test_a_sweep_of_full_words_does_not_run_over():
    full = np.full((1, facets._FEW), ~np.uint64(0))

    assert facets.met_by(full[0], full, slice(0, facets._FEW)).tolist() == [64 * facets._FEW]
