"""Finding where a family is, without asking anybody outside."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.domain.geography import Place
from matcher.importers import gazetteer
from matcher.importers.place_finder import PlaceFinder
from matcher.persistence import places
from matcher.persistence.places import StoredPlaces

MOST_SUGGESTIONS = 20


def find_place(session: Session, text: str, *, nearly: bool = True) -> Place:
    """Return the one place that *text* means: a ZIP code, a city, or a point.

    :raise PlaceNotFound: where there is none; with *nearly*, places spelled so come with it,
        which takes a look at every name.
    :raise PlaceAmbiguous: where it may mean several; they come with it.
    """
    return PlaceFinder(StoredPlaces(session)).find(text, nearly=nearly)


def suggest_places(session: Session, text: str, limit: int = 8) -> list[Place]:
    """Return places that begin as *text* does, the largest first."""
    return PlaceFinder(StoredPlaces(session)).suggest(text, min(limit, MOST_SUGGESTIONS))


def places_kept(session: Session) -> bool:
    """Whether the table of places is filled."""
    return places.count(session) > 0


def ensure_places(session: Session) -> int:
    """Fill the table of places if it is empty; return how many were added."""
    if places_kept(session):
        return 0
    added = places.replace_all(session, gazetteer.read())
    session.commit()
    return added
