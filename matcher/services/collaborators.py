"""What the doors of one process share: taxonomy, listings in memory, the way to the store."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.importers.seeds import read_taxonomy
from matcher.persistence.base import db
from matcher.services.current import CurrentListings


@dataclass(frozen=True, slots=True)
class Collaborators:
    """Made once, by the factory, and kept in `app.extensions["matcher"]`."""

    taxonomy: Taxonomy
    listings: CurrentListings

    @classmethod
    def assemble(cls) -> Collaborators:
        """Read what does not change while the process lives."""
        taxonomy = read_taxonomy()
        return cls(taxonomy, CurrentListings(taxonomy))

    @property
    def session(self) -> Session:
        """The database session of the request or the command that runs now."""
        return db.session
