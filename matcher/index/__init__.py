"""The fast answer: the listed programs as columns in memory, equal to `domain.ranking`.

Layout (`columns`), one unchanging state:

- A *row* is a program with coordinates. Rows are sorted by place (`bands`), so that a circle
  touches few runs of neighbouring rows.
- A *plane* is a set of rows as bits, 64 to a word (`bits`). Each term has three: the rows that
  answer it at least `unlisted`, at least `unknown`, and `met`. So the best of several terms is
  the OR of their planes, all musts together are an AND, and the credit in quarters is the sum of
  the planes, the third twice.
- A *region* is the words that a radius touches and the rows among them that are in range. Where
  these are few, it lies on a *ground*, whose rows are all measured and asked at once.
- Quick figures (squared chords) rule rows out; whatever is within a millionth of a mile of the
  radius, nearly tied, or shown is decided by the exact formulas (`sphere`, `select`).

A change makes the next state beside the old one (`change`), so that a search keeps the one that it
began with; `services.current` hands out the newest.
"""

from matcher.index.columns import AnswersMisshapen, IdRepeated
from matcher.index.index import Index

__all__ = ["AnswersMisshapen", "IdRepeated", "Index"]
