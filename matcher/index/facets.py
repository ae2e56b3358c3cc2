"""How many of a set of rows meet each term: the part of a search that reads the most."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from matcher.index import bits
from matcher.index.bits import Rows, Words

_FEW = 4096
"""Up to so many words, all planes are counted at once, `_SWEEP` words in each of them."""

_SWEEP = 512

_MANY = 8192
"""From so many words on, two threads count."""

_LINE = 960
"""Words whose counts, at most 64 each, add up in two octets."""

_STRETCH = 40 * _LINE
"""Words counted at a time: what is at hand stays in the second cache."""


def met_by(matches: Words, met: Words, words: Rows | slice) -> Rows:
    """Return, for each plane of *met* (terms x all words), how many of *matches* are in it.

    *matches* stands over some *words* of the planes only.
    """
    if bits.sparse(matches):
        busy = matches.nonzero()[0]
        words = busy + words.start if isinstance(words, slice) else words[busy]
        matches = matches[busy]
    if len(matches) <= _SWEEP:
        return _swept(matches, met[:, words])
    if len(matches) <= _FEW:
        if isinstance(words, slice):
            words = np.arange(words.start, words.stop)
        totals = np.zeros(len(met), np.int64)
        for start in range(0, len(matches), _SWEEP):
            sweep = slice(start, start + _SWEEP)
            totals += _swept(matches[sweep], met[:, words[sweep]])
        return totals
    if len(matches) < _MANY:
        return _counted(matches, met, words)
    # One half beside the other: on a single core this costs nothing, on two it saves a half.
    half = len(met) // 2
    rest = _beside().submit(_counted, matches, met[half:], words)
    return np.concatenate([_counted(matches, met[:half], words), rest.result()])


def _swept(matches: Words, here: Words) -> Rows:
    """Count in some words of all planes at once; 64 times `_SWEEP` adds up in two octets."""
    counts = np.bitwise_count(here & matches)
    few: Rows = counts.sum(axis=1, dtype=np.uint16).astype(np.int64)
    return few


@cache
def _beside() -> ThreadPoolExecutor:
    """The second thread, started when first needed."""
    return ThreadPoolExecutor(1, "facets")


def _counted(matches: Words, met: Words, words: Rows | slice) -> Rows:
    """Count plane by plane, so that memory is read in its own order."""
    totals = np.zeros(len(met), np.int64)
    size = min(_STRETCH, -(-len(matches) // _LINE) * _LINE)
    both = np.empty(size, np.uint64)
    counts = np.zeros((size // _LINE, _LINE), np.uint8)
    for start in range(0, len(matches), _STRETCH):
        stretch = matches[start : start + _STRETCH]
        found = both[: len(stretch)]
        count = counts.reshape(-1)[: len(stretch)]
        counts[:] = 0
        for term, plane in enumerate(met):
            if isinstance(words, slice):
                first = words.start + start
                here = plane[first : first + len(stretch)]
            else:
                here = plane[words[start : start + _STRETCH]]
            np.bitwise_and(here, stretch, out=found)
            np.bitwise_count(found, out=count)
            totals[term] += int(counts.sum(axis=1, dtype=np.uint16).sum(dtype=np.int64))
    return totals
