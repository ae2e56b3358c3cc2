"""Every table, so that migrations can compare what is with what should be."""

from __future__ import annotations

from matcher.persistence import (
    accounts,
    cases,
    claims,
    details,
    drafts,
    duplicates,
    import_reviews,
    interventionists,
    journal,
    listings,
    places,
    saved_filters,
    sharing,
    suggestions,
    tombstones,
    verification,
)
from matcher.persistence.base import Base

TABLES = (
    accounts,
    cases,
    claims,
    details,
    drafts,
    duplicates,
    import_reviews,
    interventionists,
    journal,
    listings,
    places,
    saved_filters,
    sharing,
    suggestions,
    tombstones,
    verification,
)

metadata = Base.metadata
