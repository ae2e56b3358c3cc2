"""Whether the product can answer a family: its database, its schema, its directory."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from matcher.persistence import browse, migrating


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found; each part is only looked at where the one before holds."""

    database: bool
    """The database answers."""
    migrated: bool = False
    """Its schema is the one this version was written for."""
    listings: int = 0
    """How many programs it lists."""

    @property
    def ready(self) -> bool:
        """Whether a search would find anything at all."""
        return self.database and self.migrated and self.listings > 0


def readiness(session: Session) -> Readiness:
    """Look at the database."""
    try:
        if migrating.current(session.connection()) != migrating.newest():
            return Readiness(database=True)
        return Readiness(database=True, migrated=True, listings=browse.count(session))
    except SQLAlchemyError:
        return Readiness(database=False)
