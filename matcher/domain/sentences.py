"""Phrases in a row, as a sentence lists them."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.domain.message import Message, msg


def all_of(phrases: Sequence[Message]) -> Message:
    """Join one or more phrases: “a, b and c”."""
    if len(phrases) == 1:
        return phrases[0]
    return msg("%(before)s and %(last)s", before=_row(phrases[:-1]), last=phrases[-1])


def some_of(phrases: Sequence[Message], more: int) -> Message:
    """Join one or more phrases, and say how many more there are: “a, b, c and 2 more”."""
    if not more:
        return all_of(phrases)
    return msg("%(named)s and %(more)s more", named=_row(phrases), more=more)


def any_of(phrases: Sequence[Message]) -> Message:
    """Join one or more phrases: “a, b or c”."""
    if len(phrases) == 1:
        return phrases[0]
    return msg("%(before)s or %(last)s", before=_row(phrases[:-1]), last=phrases[-1])


def _row(phrases: Sequence[Message]) -> Message:
    row = phrases[0]
    for phrase in phrases[1:]:
        row = msg("%(before)s, %(next)s", before=row, next=phrase)
    return row
