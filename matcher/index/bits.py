"""Sets of rows as bits, 64 to a word, the lowest bit first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]

ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)

_SHORT = 128
"""Up to so many words, one long number is sooner counted than an array."""


def words_for(rows: int) -> int:
    """Return how many words hold *rows* bits; never none, so that no array is empty."""
    return max(1, -(-rows // 64))


def first(rows: int, words: int) -> Words:
    """Return the set of the first *rows* of 64 x *words*."""
    bits = np.zeros(words, np.uint64)
    bits[: rows >> 6] = ALL
    if rows & 63:
        bits[rows >> 6] = (1 << (rows & 63)) - 1
    return bits


def packed(flags: NDArray[np.bool_]) -> Words:
    """Pack flags along their last axis, padding the last word with zeros."""
    rows = flags.shape[-1]
    octets = np.zeros((*flags.shape[:-1], words_for(rows) * 8), np.uint8)
    octets[..., : -(-rows // 8)] = np.packbits(flags, axis=-1, bitorder="little")
    return octets.view(np.uint64)


def members(bits: Words) -> Rows:
    """Return the positions of the set bits, ascending."""
    if len(bits) > _SHORT and sparse(bits):
        words = bits.nonzero()[0]
        within = members(bits[words])
        found: Rows = (words[within >> 6] << 6) | (within & 63)
        return found
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_).nonzero()[0]


def sparse(bits: Words) -> bool:
    """Tell whether most words are empty, so that picking the others costs less than reading all."""
    return 4 * int(np.count_nonzero(bits)) < len(bits)


def added(ladders: Words) -> NDArray[np.uint8]:
    """Return the credit in quarters by row, of planes levels x criteria x words."""
    levels, criteria, words = ladders.shape
    rows = np.unpackbits(ladders.reshape(-1).view(np.uint8), bitorder="little")
    listed, unknown, met = rows.reshape(levels, criteria, 64 * words)
    listed += unknown
    listed += met
    listed += met
    quarters: NDArray[np.uint8] = listed
    return quarters


def count(bits: Words) -> int:
    """Return how many bits are set."""
    if len(bits) <= _SHORT:
        return int.from_bytes(bits.tobytes(), "little").bit_count()
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def of(positions: Rows, words: int) -> Words:
    """Return the set of *positions* among 64 x *words*."""
    flags = np.zeros(words * 64, np.uint8)
    flags[positions] = 1
    return np.packbits(flags, bitorder="little").view(np.uint64)


def between(toggles: Rows, words: int) -> Words:
    """Return the set that starts and stops at each of *toggles*, in any order.

    Two toggles at one position cancel; `64 * words` itself is the end.
    """
    at = toggles >> 6
    bits = np.zeros(words + 1, np.uint64)
    np.bitwise_xor.at(bits, at, ALL << (toggles & 63).astype(np.uint64))
    here = np.bincount(at, minlength=words + 1)
    odd = ((here.cumsum() - here) & 1).astype(np.uint64)
    bits ^= np.uint64(0) - odd
    return bits[:words]


def inserted(bits: Words, row: int, words: int) -> Words:
    """Return bits (words on the last axis) with a zero put in at *row*, over *words* words."""
    grown = np.zeros((*bits.shape[:-1], words), np.uint64)
    grown[..., : bits.shape[-1]] = bits
    at = row >> 6
    below = np.uint64((1 << (row & 63)) - 1)
    tail = grown[..., at:]
    shifted = tail << np.uint64(1)
    shifted[..., 1:] |= tail[..., :-1] >> np.uint64(63)
    shifted[..., 0] = (tail[..., 0] & below) | ((tail[..., 0] & ~below) << np.uint64(1))
    grown[..., at:] = shifted
    return grown


def removed(bits: Words, row: int, words: int) -> Words:
    """Return bits (words on the last axis) without the bit at *row*, over *words* words."""
    at = row >> 6
    below = np.uint64((1 << (row & 63)) - 1)
    tail = bits[..., at:]
    shifted = tail >> np.uint64(1)
    shifted[..., :-1] |= tail[..., 1:] << np.uint64(63)
    shifted[..., 0] = (shifted[..., 0] & ~below) | (tail[..., 0] & below)
    return np.ascontiguousarray(np.concatenate([bits[..., :at], shifted], axis=-1)[..., :words])
