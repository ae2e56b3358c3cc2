"""Find the place a request names, or say which places it may mean."""

from __future__ import annotations

from matcher.domain.geography import Place, PlaceAmbiguous, PlaceNotFound, Point
from matcher.services import documents
from matcher.services.places import find_place, suggest_places
from matcher.web.api.reading import refusal
from matcher.web.api.schemas import PointIn
from matcher.web.given import given
from matcher.web.problems import FieldError


def locate(near: str | PointIn) -> Place:
    """Return the place that *near* names.

    :raise Problem: 422, with the candidates where there are several.
    """
    if isinstance(near, PointIn):
        return Place(f"{near.latitude:g}, {near.longitude:g}", Point(near.latitude, near.longitude))
    try:
        return find_place(given().session, near)
    except PlaceAmbiguous as several:
        candidates = [documents.place(each) for each in several.candidates]
        raise refusal([FieldError("near", str(several))], candidates=candidates) from None
    except PlaceNotFound as nowhere:
        suggestions = [documents.place(each) for each in nowhere.suggestions]
        raise refusal([FieldError("near", str(nowhere))], suggestions=suggestions) from None


def may_mean(text: str) -> list[Place]:
    """Return the places that *text* names or begins to name, else those spelled nearly so."""
    session = given().session
    begun = suggest_places(session, text)
    named: tuple[Place, ...] = ()
    try:
        named = (find_place(session, text, nearly=not begun),)
    except PlaceAmbiguous as several:
        named = several.candidates
    except PlaceNotFound as nowhere:
        named = nowhere.suggestions
    return list(dict.fromkeys([*named, *begun]))
