"""Find programs by name, however it was spelled."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher.persistence import browse
from matcher.persistence.browse import Named
from matcher.services.current import CurrentListings

LONGEST_NAME = 100
MOST_FOUND = 40


def search(session: Session, listings: CurrentListings, name: str, on: date) -> list[Named]:
    """Return listed programs whose own or organization's name is like *name*, the likest first."""
    ids = listings.snapshot(session, on).names(session).like(name, MOST_FOUND)
    found = {each.id: each for each in browse.names(session, ids=ids)}
    return [found[id_] for id_ in ids if id_ in found]
