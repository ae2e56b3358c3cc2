"""Every table, so that migrations can compare what is with what should be."""

from __future__ import annotations

from matcher.persistence import listings, places
from matcher.persistence.base import Base

TABLES = (listings, places)

metadata = Base.metadata
