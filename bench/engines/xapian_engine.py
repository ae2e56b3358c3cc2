"""Xapian (Debian's python3-xapian): a search engine whose posting sources can score by distance."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from bench.directory import Directory
from bench.engines.base import (
    CREDITS,
    EARTH_KM,
    KM_PER_MILE,
    SHOWN,
    Answer,
    Engine,
    levels,
    numbers,
)
from matcher.domain.criteria import Criterion
from matcher.domain.needs import Needs

DEBIAN = Path("/usr/lib/python3/dist-packages")
PLACE, MET = 0, 1
FEW = 2_000
TIER = 1000.0
"""More than any score: what a whole credit of a must weighs, so that doubt comes first."""


def load() -> Any | None:
    """Return Debian's xapian module; None where it is not installed for this Python."""
    sys.path.append(str(DEBIAN))
    try:
        return importlib.import_module("xapian")
    except ImportError:
        return None
    finally:
        sys.path.remove(str(DEBIAN))


class Xapian(Engine):
    """Terms for answers, weights for credits, a posting source for nearness."""

    name = "Xapian"
    remark = "points kept to about two metres, so a near-tie may fall otherwise"
    slow = True

    def __init__(self, directory: Directory, folder: Path, xapian: Any) -> None:
        self.xapian = xapian
        self.terms = directory.terms
        database = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
        answers = levels(directory)
        placed = directory.placed
        order = sorted(range(len(directory)), key=directory.ids.__getitem__)
        for n in order:  # ties fall by document number: by id
            if not placed[n]:
                continue
            document = xapian.Document()
            document.set_data(directory.ids[n])
            document.add_boolean_term("P")
            for number, level in enumerate(answers[n].tolist()):
                if level:
                    document.add_boolean_term(f"T{number}L{level}")
                if level == 3:
                    document.add_value(MET + number, "3")
            spot = xapian.LatLongCoord(
                float(directory.latitudes[n]), float(directory.longitudes[n])
            )
            document.add_value(PLACE, spot.serialise())
            database.add_document(document)
        database.commit()
        database.close()
        self.database = xapian.Database(str(folder / "xapian"))

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        xapian = self.xapian
        query, possible = self._query(needs)
        enquire = xapian.Enquire(self.database)
        enquire.set_weighting_scheme(xapian.CoordWeight())
        enquire.set_query(query)
        everyone = self.database.get_doccount()
        found = enquire.get_mset(0, SHOWN, everyone)
        ids = tuple(match.document.get_data().decode() for match in found)
        count = found.get_matches_estimated()
        sure = possible
        for must in needs.musts:
            sure = xapian.Query(xapian.Query.OP_FILTER, sure, self._at(must.criterion, 3))
        counted = self._count(sure) if needs.musts else count
        facets = self._spied(possible) if count <= FEW else self._queried(possible)
        return Answer(ids, counted, count - counted, facets)

    def _spied(self, possible: Any) -> tuple[int, ...]:
        """Count facets by looking at each match: quicker while there are few."""
        spies = [self.xapian.ValueCountMatchSpy(MET + n) for n in range(len(self.terms))]
        enquire = self._enquire(possible)
        for spy in spies:
            enquire.add_matchspy(spy)
        enquire.get_mset(0, 0, self.database.get_doccount())
        return tuple(
            sum(item.termfreq for item in spy.values() if item.term == b"3") for spy in spies
        )

    def _queried(self, possible: Any) -> tuple[int, ...]:
        """Count facets by one boolean query each."""
        xapian = self.xapian
        return tuple(
            self._count(
                xapian.Query(xapian.Query.OP_FILTER, possible, xapian.Query(f"T{number}L3"))
            )
            for number in range(len(self.terms))
        )

    def _query(self, needs: Needs) -> tuple[Any, Any]:
        """Return the whole query, and its filters alone."""
        xapian = self.xapian
        metric = xapian.GreatCircleMetric(EARTH_KM * 1000)
        centre = xapian.LatLongCoords(
            xapian.LatLongCoord(needs.point.latitude, needs.point.longitude)
        )
        metres = (needs.within_miles or 0.0) * KM_PER_MILE * 1000
        half = needs.half_distance_miles * KM_PER_MILE * 1000
        # The source must outlive the query.
        self._near = xapian.LatLongDistancePostingSource(PLACE, centre, metric, metres, half, 1.0)
        near = xapian.Query(self._near)
        weigh, either, with_ = (
            xapian.Query.OP_SCALE_WEIGHT,
            xapian.Query.OP_OR,
            xapian.Query.OP_FILTER,
        )
        possible = xapian.Query(weigh, near, 0.0) if needs.within_miles else xapian.Query("P")
        for must in needs.musts:
            listed = xapian.Query(either, [self._at(must.criterion, n) for n in (1, 2, 3)])
            possible = xapian.Query(with_, possible, listed)
        c, total = needs.closeness, sum(wish.weight for wish in needs.wishes)
        parts = [self._credited(must.criterion, TIER) for must in needs.musts]
        parts += [
            self._credited(wish.criterion, 100 * (1 - c) * wish.weight / total)
            for wish in needs.wishes
        ]
        nearness = xapian.Query(with_, xapian.Query(weigh, near, 100 * c), possible)
        scored = xapian.Query(either, parts)
        return xapian.Query(xapian.Query.OP_AND_MAYBE, nearness, scored), possible

    def _at(self, criterion: Criterion, level: int) -> Any:
        terms = [f"T{number}L{level}" for number in numbers(self.terms, criterion)]
        return self.xapian.Query(self.xapian.Query.OP_OR, terms)

    def _credited(self, criterion: Criterion, weight: float) -> Any:
        """Return what a criterion adds: the best of its terms' credits, scaled."""
        xapian = self.xapian
        terms = numbers(self.terms, criterion)
        parts = [
            xapian.Query(
                xapian.Query.OP_SCALE_WEIGHT, xapian.Query(f"T{number}L{level}"), credit * weight
            )
            for number in terms
            for level, credit in enumerate(CREDITS)
            if credit
        ]
        # A program has one level a term, so that only several terms need the larger of them.
        return xapian.Query(xapian.Query.OP_MAX if len(terms) > 1 else xapian.Query.OP_OR, parts)

    def _enquire(self, query: Any) -> Any:
        enquire = self.xapian.Enquire(self.database)
        enquire.set_weighting_scheme(self.xapian.BoolWeight())
        enquire.set_query(query)
        return enquire

    def _count(self, query: Any) -> int:
        found = self._enquire(query).get_mset(0, 0, self.database.get_doccount())
        return int(found.get_matches_estimated())
