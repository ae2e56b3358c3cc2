"""The index: build it from columns, search it, and derive the next state of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.domain.needs import Needs
from matcher.domain.program import Program
from matcher.domain.ranking import NEAR_MISSES_SHOWN, Ranking
from matcher.index import change
from matcher.index.bits import Words
from matcher.index.columns import Columns
from matcher.index.search import Search
from matcher.index.sphere import Floats


class Index:
    """All listed programs, ready to be ranked; one unchanging state.

    What it answers equals `matcher.domain.ranking.rank` over the same programs.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @classmethod
    def build(
        cls,
        taxonomy_terms: Iterable[str],
        ids: Iterable[str],
        latitudes: Sequence[float | None] | Floats,
        longitudes: Sequence[float | None] | Floats,
        answers: Sequence[str] | NDArray[np.uint8],
    ) -> Self:
        """Build from the listed programs, column by column.

        A coordinate that is None or NaN is unknown. *answers* are one string a program, with
        one letter a term: m(et), u(nknown), (un)l(isted), n(o); or the same letters as octets,
        programs x terms.

        :raise AnswersMisshapen: where the letters do not fit the terms.
        :raise IdRepeated: where two programs share an id.
        """
        return cls(Columns.build(taxonomy_terms, ids, latitudes, longitudes, answers))

    def __len__(self) -> int:
        """Count the programs, those without coordinates included."""
        return self._columns.rows + len(self._columns.unplaced)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms it knows, in their order."""
        return self._columns.terms

    @property
    def planes(self) -> Words:
        """The answers as bits, levels x terms x words (see `matcher.index`); not to be written."""
        return self._columns.planes

    @property
    def nbytes(self) -> int:
        """The memory its arrays take, in bytes."""
        return self._columns.nbytes

    def ask(self, needs: Needs) -> Search:
        """Put *needs* to this state; the parts of the answer are worked out when asked for."""
        return Search(self._columns, needs)

    def search(
        self,
        needs: Needs,
        limit: int | None = None,
        offset: int = 0,
        terms: Iterable[str] = (),
        near_misses: int = NEAR_MISSES_SHOWN,
    ) -> Ranking:
        """Rank for *needs*: one page of matches, the best near misses, and everything counted."""
        search = self.ask(needs)
        return Ranking(
            counts=search.counts,
            matches=search.matches(limit, offset),
            near_misses=search.near_misses(near_misses),
            dropped=search.dropped(),
            widened=search.widened(),
            facets=search.facets(tuple(terms)),
        )

    def with_changed(self, program: Program) -> Self:
        """Return the state in which *program* is as given: new, changed, moved or unlisted."""
        if program.listed:
            answered = change.answered(self._columns, program)
            if answered:
                return type(self)(answered)
        columns = change.without(self._columns, program.id)
        return type(self)(change.added(columns, program) if program.listed else columns)

    def without(self, program_id: str) -> Self:
        """Return the state in which no program has this id."""
        return type(self)(change.without(self._columns, program_id))
