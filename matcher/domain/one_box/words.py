"""A sentence as words that remember where they stood, and slips of spelling set right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_WORD = re.compile(r"\d+(?:-\d+)?|\w+(?:-\w+)*(?:['’`]\w+)?|&")
_SHORTENED = frozenset({"st", "ste", "ft", "mt", "mr", "mrs", "dr"})
"""Words whose full stop ends no sentence."""

_LONG = 8
"""Letters from which two slips are allowed."""

_SHORTEST = 5
"""Shorter words have too many neighbours to be set right."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed, and as it is compared."""

    typed: str
    plain: str
    """Small letters without accents or apostrophes."""
    start: int
    end: int
    before: str
    """The punctuation between the word before and this one: “”, “,” or “.”."""

    @property
    def capital(self) -> bool:
        """Whether it was typed with a capital."""
        return self.typed[0].isupper()


def split(text: str) -> list[Word]:
    """Take a text apart; “I’m” is two words, “doesn’t” is one."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        between = text[words[-1].end if words else 0 : found.start()]
        before = _punctuation(between) if words else "."
        if words and words[-1].plain in _SHORTENED and between.strip() == ".":
            before = ""
        words += _parts(found.group(), found.start(), before)
    return words


def plain(text: str) -> str:
    """Return small letters without accents or apostrophes."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in letters if each.isalnum() or each in "-&")


def corrected(word: str, known: Collection[str]) -> str:
    """Return the one known word that *word* is a slip of; else the word itself.

    A slip keeps the first letter. Two words that are as near leave it as it is.
    """
    if len(word) < _SHORTEST or word in known or not word.isalpha():
        return word
    nearest: list[str] = []
    best = 3
    for other in known:
        allowed = 2 if len(word) + len(other) >= 2 * _LONG - 1 else 1
        if other[0] != word[0] or len(other) < _SHORTEST or abs(len(other) - len(word)) > allowed:
            continue
        slips = distance(word, other, allowed)
        if slips > allowed:
            continue
        if slips < best:
            best, nearest = slips, [other]
        elif slips == best:
            nearest.append(other)
    return nearest[0] if len(nearest) == 1 else word


def distance(one: str, other: str, most: int) -> int:
    """Count the letters added, left out, changed or swapped; *most* + 1 stands for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _punctuation(between: str) -> str:
    if re.search(r"[.;:!?\n…—\u2013]", between):
        return "."
    return "," if re.search(r"[,()/]|\s-\s", between) else ""


def _parts(typed: str, start: int, before: str) -> list[Word]:
    """Part a word at its apostrophe, unless it says “not”."""
    pieces = re.split(r"['’`]", typed)
    whole = Word(typed, plain(typed), start, start + len(typed), before)
    if len(pieces) == 1 or plain(pieces[1]) == "t":
        return [whole]
    first, second = pieces
    cut = start + len(first)
    return [
        Word(first, plain(first), start, cut, before),
        Word(second, plain(second), cut + 1, start + len(typed), ""),
    ]
