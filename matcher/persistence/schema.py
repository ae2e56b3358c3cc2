"""Every table, so that migrations can compare what is with what should be."""

from __future__ import annotations

from matcher.persistence import accounts, details, journal, listings, places, sharing, suggestions
from matcher.persistence.base import Base

TABLES = (accounts, details, journal, listings, places, sharing, suggestions)

metadata = Base.metadata
