"""Names of programs, found by words that may be spelled wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self

from matcher.domain.spelling import name_key

ALIKE_ENOUGH = 76.0
"""Out of 100; “recovry” is 93 like “recovery”, “house” 60 like “mouse” is not enough."""

BEGINS_ALIKE = 96.0
"""What a word is worth that begins as the typed one does."""

SHORTEST_BEGINNING = 3


class Names:
    """The words of all names, and the programs that each stands in."""

    def __init__(self, words: Mapping[str, frozenset[str]], keys: Mapping[str, str]) -> None:
        self._words = words
        self._keys = keys

    @classmethod
    def build(cls, named: Iterable[tuple[str, str]]) -> Self:
        """Build from pairs of an id and everything that is to be found by."""
        words: dict[str, set[str]] = defaultdict(set)
        keys = {id_: name_key(name) for id_, name in named}
        for id_, key in keys.items():
            for word in key.split():
                words[word].add(id_)
        return cls({word: frozenset(ids) for word, ids in words.items()}, keys)

    def knows(self, id_: str, name: str) -> bool:
        """Whether everything that a program is to be found by is as it was."""
        return self._keys.get(id_) == name_key(name)

    def like(self, typed: str, limit: int) -> list[str]:
        """Return the ids of names that hold every word of *typed*, or one much like it.

        The likest come first, then those of fewer words, then by name and id.
        """
        words = name_key(typed).split()
        if not words:
            return []
        scores = self._scores(words[0])
        for word in words[1:]:
            others = self._scores(word)
            scores = {id_: scores[id_] + others[id_] for id_ in scores.keys() & others.keys()}

        def order(id_: str) -> tuple[float, int, str, str]:
            key = self._keys[id_]
            return (-scores[id_], key.count(" "), key, id_)

        return sorted(scores, key=order)[:limit]

    def _scores(self, typed: str) -> dict[str, float]:
        """Return how like *typed* the best word of each name is, where it is like it at all."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  loaded by the first who looks for a name

        alike = {
            word: score
            for word, score, _ in process.extract(
                typed, self._words.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE_ENOUGH, limit=None
            )
        }
        if len(typed) >= SHORTEST_BEGINNING:
            for word in self._words:
                if word != typed and word.startswith(typed):
                    alike[word] = max(alike.get(word, 0.0), BEGINS_ALIKE)
        scores: dict[str, float] = {}
        for word, score in alike.items():
            for id_ in self._words[word]:
                scores[id_] = max(scores.get(id_, 0.0), score)
        return scores
