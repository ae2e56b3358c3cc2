"""Four answers, never two: what a listing says about one term."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """How a program answers one term or criterion."""

    MET = "met"
    UNKNOWN = "unknown"  # never told: a question to ask, not a refusal
    UNLISTED = "unlisted"  # answered that part of the survey and did not list it
    UNMET = "unmet"

    # By its word, as text is: an Enum asks a method of its own each time, and a search asks often.
    __hash__ = str.__hash__

    @property
    def credit(self) -> float:
        """What this answer is worth to a wish, from 0 to 1 (DESIGN section 4)."""
        return CREDIT[self]


CREDIT = {
    Outcome.MET: 1.0,
    Outcome.UNKNOWN: 0.5,
    Outcome.UNLISTED: 0.25,
    Outcome.UNMET: 0.0,
}


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the best of one or more outcomes: met, unknown, unlisted, unmet."""
    return max(outcomes, key=CREDIT.__getitem__)
