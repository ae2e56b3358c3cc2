"""The search that this browser keeps, for every page that shows what it came to."""

from __future__ import annotations

from matcher.domain.answer_reading import AnswersNotUnderstood
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.services.asking import PlaceMissing, Search, understand
from matcher.web import kept
from matcher.web.given import given


class NothingAsked(LookupError):
    """This browser keeps no answers."""


def asked_here() -> Search:
    """Return the search of the person who asks.

    :raise NothingAsked: where nothing was answered, or it was too long ago.
    """
    answers = kept.answers()
    if not answers:
        raise NothingAsked
    return understand(given().session, answers, kept.steps(), kept.picks())


def asked_here_if_any() -> Search | None:
    """Return the search of the person who asks; None where there is nothing to search for yet."""
    if not kept.anything():
        return None
    try:
        return asked_here()
    except (NothingAsked, AnswersNotUnderstood, PlaceMissing, PlaceNotFound, PlaceAmbiguous):
        return None
