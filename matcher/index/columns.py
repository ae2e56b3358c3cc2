"""The directory as arrays, one row a placed program, sorted by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.domain.outcome import Outcome
from matcher.index import bands, bits, facets
from matcher.index.sphere import Floats, unit_vectors

Ids = NDArray[np.bytes_]
"""Ids in UTF-8, whose order is that of the text."""

BY_LEVEL = (Outcome.UNMET, Outcome.UNLISTED, Outcome.UNKNOWN, Outcome.MET)
"""The outcomes from worst to best; a level is a place in this ladder."""

LETTERS = "nlum"
"""How a column of answers spells them, in the same order."""

LEVEL = {outcome: level for level, outcome in enumerate(BY_LEVEL)}

_NO_LEVEL = 255
_LEVEL_OF_OCTET = np.full(256, _NO_LEVEL, np.uint8)
_LEVEL_OF_OCTET[list(LETTERS.encode())] = range(4)


class AnswersMisshapen(ValueError):
    """The answers of a program are not one letter of m, u, l, n for each term."""


class IdRepeated(ValueError):
    """Two programs share an id, so that no order would be the only one."""


@dataclass(frozen=True)
class Columns:
    """One state of the directory; nothing in it is ever changed."""

    terms: tuple[str, ...]
    ids: Ids
    """By row."""
    ranks: NDArray[np.int32]
    """By row: the place of its id among all rows' ids, in the order of their text."""
    latitudes: Floats
    """Degrees, by row."""
    longitudes: Floats
    vectors: Floats
    """The same points as unit vectors, 3 x rows."""
    keys: Floats
    """What rows are sorted by (`bands.keys`), ascending."""
    height: float
    """Of a band, in degrees."""
    planes: bits.Words
    """3 x (terms + 1) x words: the rows whose answer is at least unlisted, unknown, met.

    The last "term" is the one nobody was ever told about: it stands for all other names.
    """
    unplaced: Ids
    """Programs without coordinates, which are only counted."""

    @cached_property
    def ends(self) -> bands.Ends:
        """The keys at the ends of each word of rows."""
        return bands.Ends.of(self.keys)

    @property
    def rows(self) -> int:
        """How many programs have a place."""
        return len(self.ids)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each term among the planes."""
        return {term: number for number, term in enumerate(self.terms)}

    @property
    def everybody(self) -> bits.Words:
        """The set of all rows."""
        everybody: bits.Words = self.planes[0, -1]  # nobody refuses what they were never asked
        return everybody

    def places(self, terms: tuple[str, ...]) -> slice | list[int]:
        """Return where the planes of *terms* are."""
        if terms == self.terms:
            return slice(0, len(terms))
        return [self.numbers.get(term, len(self.terms)) for term in terms]

    @cached_property
    def met(self) -> bits.Rows:
        """How many rows meet each term, counted when first asked for."""
        return facets.met_by(self.everybody, self.planes[2], slice(0, self.words))

    @property
    def words(self) -> int:
        """How many words a set of rows takes."""
        return int(self.planes.shape[2])

    @property
    def nbytes(self) -> int:
        """The memory all arrays take, in bytes."""
        arrays = (self.ids, self.ranks, self.latitudes, self.longitudes, self.vectors, self.keys)
        return sum(each.nbytes for each in arrays) + self.planes.nbytes + self.unplaced.nbytes

    @classmethod
    def build(
        cls,
        terms: Iterable[str],
        ids: Iterable[str],
        latitudes: Sequence[float | None] | Floats,
        longitudes: Sequence[float | None] | Floats,
        answers: Sequence[str] | NDArray[np.uint8],
    ) -> Self:
        """Sort programs by place and pack their answers.

        :raise AnswersMisshapen: where an answer string does not fit *terms*.
        :raise IdRepeated: where two programs share an id.
        """
        terms = tuple(terms)
        names = encoded(ids)
        latitude = np.asarray(latitudes, np.float64)
        longitude = np.asarray(longitudes, np.float64)
        letters = _letters(answers, len(names), len(terms))
        placed = ~(np.isnan(latitude) | np.isnan(longitude))
        height = bands.height_for(int(placed.sum()))
        key = bands.keys(latitude[placed], longitude[placed], height)
        order = np.lexsort((latitude[placed], key))
        rows = np.flatnonzero(placed)[order]
        names, unplaced = names[rows], names[~placed]
        if len(np.unique(np.concatenate([names, unplaced]))) < len(placed):
            raise IdRepeated
        ranks = np.empty(len(rows), np.int32)
        ranks[np.argsort(names)] = np.arange(len(rows), dtype=np.int32)
        return cls(
            terms=terms,
            ids=names,
            ranks=ranks,
            latitudes=latitude[rows],
            longitudes=longitude[rows],
            vectors=unit_vectors(latitude[rows], longitude[rows]),
            keys=key[order],
            height=height,
            planes=_planes(letters, rows),
            unplaced=unplaced,
        )


def encoded(ids: Iterable[str]) -> Ids:
    """Return ids as a column of UTF-8."""
    octets = [each.encode() for each in ids]
    return np.array(octets, f"S{max(map(len, octets), default=1) or 1}")


def _letters(
    answers: Sequence[str] | NDArray[np.uint8], programs: int, terms: int
) -> NDArray[np.uint8]:
    """Return the answers as octets, programs x terms."""
    if isinstance(answers, np.ndarray):
        letters = answers
    else:
        if any(len(each) != terms for each in answers):
            raise AnswersMisshapen
        letters = np.frombuffer("".join(answers).encode(), np.uint8)
    if letters.size != programs * terms:
        raise AnswersMisshapen
    return letters.reshape(programs, terms)


def _planes(letters: NDArray[np.uint8], rows: bits.Rows) -> bits.Words:
    """Pack the letters of the placed *rows*, in their order."""
    terms = letters.shape[1]
    planes = np.zeros((3, terms + 1, bits.words_for(len(rows))), np.uint64)
    planes[:2, terms] = bits.first(len(rows), planes.shape[2])
    for term in range(terms):
        levels = _LEVEL_OF_OCTET[letters[rows, term]]
        if levels.size and levels.max() == _NO_LEVEL:
            raise AnswersMisshapen
        for level in (1, 2, 3):
            planes[level - 1, term] = bits.packed(levels >= level)
    return planes
