"""Phrases in a row, as a sentence lists them."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.domain.message import Message, in_a_row, msg

_COMMA = msg("%(before)s, %(next)s")
_SEMICOLON = msg("%(before)s; %(next)s")


def all_of(phrases: Sequence[Message]) -> Message:
    """Join one or more phrases: “a, b and c”."""
    if len(phrases) == 1:
        return phrases[0]
    return msg("%(before)s and %(last)s", before=in_a_row(_COMMA, phrases[:-1]), last=phrases[-1])


def some_of(phrases: Sequence[Message], more: int) -> Message:
    """Join one or more phrases, and say how many more there are: “a, b, c and 2 more”."""
    if not more:
        return all_of(phrases)
    return msg("%(named)s and %(more)s more", named=in_a_row(_COMMA, phrases), more=more)


def any_of(phrases: Sequence[Message]) -> Message:
    """Join one or more phrases: “a, b or c”."""
    if len(phrases) == 1:
        return phrases[0]
    return msg("%(before)s or %(last)s", before=in_a_row(_COMMA, phrases[:-1]), last=phrases[-1])


def apart(phrases: Sequence[Message]) -> Message:
    """Put one or more phrases beside each other, each by itself: “a; b; c”."""
    return in_a_row(_SEMICOLON, phrases)
