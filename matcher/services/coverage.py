"""How much of what lies in range was checked lately: “91 listings, 12 checked this year”."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from matcher.domain.geography import Point
from matcher.index.sphere import RADIUS_MILES, Origin, squared_chord_at, unit_vectors
from matcher.persistence import freshness

NEVER = 0
"""The ordinal of no day at all; the first of January of the year 1 is 1."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many listings are in range, and how fresh they are."""

    listings: int
    checked_this_year: int
    newest: date | None
    """The newest day any of them speaks for; None where none gives a day."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Where every listing is and when it was checked, from south to north."""

    ids: npt.NDArray[np.bytes_]
    latitudes: npt.NDArray[np.float64]
    """In degrees."""
    vectors: npt.NDArray[np.float64]
    """From the middle of the earth, one long; 3 x listings."""
    days: npt.NDArray[np.int32]
    """Ordinals; NEVER where no source gives a day."""

    @classmethod
    def read(cls, session: Session) -> Ages:
        """Read the ages of all listings."""
        return cls._of(freshness.checked(session))

    def renewed(self, session: Session, program_ids: Collection[str]) -> Ages:
        """Return the ages in which those of some programs are read anew."""
        read = self._of(freshness.checked(session, program_ids))
        kept = np.ones(len(self.ids), np.bool_)
        for id_ in program_ids:
            kept &= self.ids != id_.encode()
        latitudes = np.concatenate([self.latitudes[kept], read.latitudes])
        order = np.argsort(latitudes, kind="stable")
        return Ages(
            np.concatenate([self.ids[kept], read.ids])[order],
            latitudes[order],
            np.concatenate([self.vectors[:, kept], read.vectors], axis=1)[:, order],
            np.concatenate([self.days[kept], read.days])[order],
        )

    @classmethod
    def _of(cls, rows: list[freshness.Checked]) -> Ages:
        latitudes = np.array([row.latitude for row in rows], np.float64)
        return cls(
            np.array([row.id.encode() for row in rows], np.bytes_),
            latitudes,
            unit_vectors(latitudes, np.array([row.longitude for row in rows], np.float64)),
            np.array([NEVER if row.on is None else row.on.toordinal() for row in rows], np.int32),
        )

    def coverage(self, point: Point, within_miles: float | None, on: date) -> Coverage:
        """Count what lies within so many miles of *point*, as of that day."""
        days = self.days if within_miles is None else self._days_within(point, within_miles)
        newest = int(days.max()) if len(days) else NEVER
        return Coverage(
            listings=len(days),
            checked_this_year=int(np.count_nonzero(days >= date(on.year, 1, 1).toordinal())),
            newest=None if newest == NEVER else date.fromordinal(newest),
        )

    def _days_within(self, point: Point, miles: float) -> npt.NDArray[np.int32]:
        reach = math.degrees(miles / RADIUS_MILES)
        first, last = self.latitudes.searchsorted([point.latitude - reach, point.latitude + reach])
        within = Origin(point).squared_chords(self.vectors[:, first:last]) <= squared_chord_at(
            miles
        )
        days: npt.NDArray[np.int32] = self.days[first:last][within]
        return days
