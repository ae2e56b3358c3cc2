"""The directory as it stands, held in memory: read again when a listing or the day changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy
from matcher.index import Index
from matcher.index.names import Names
from matcher.persistence import browse, directory
from matcher.services.coverage import Ages

MOST_PROGRAMS_KEPT = 4096
"""Whole programs held beside the index, so that a page that was just shown costs no query."""


MOST_COUNTS_KEPT = 8192


class Stale(Exception):
    """The directory changed while it was being read."""


class Snapshot:
    """One version of the directory, read for one day."""

    def __init__(self, version: int, on: date, taxonomy: Taxonomy, index: Index) -> None:
        self.version = version
        self.on = on
        self.taxonomy = taxonomy
        self.index = index
        self.counts: dict[tuple[object, ...], int] = {}
        """What was counted in this version for somebody who will ask again: numbers alone."""
        self._programs: dict[str, Program] = {}
        self._ages: Ages | None = None
        self._names: Names | None = None

    def programs(self, session: Session, ids: Iterable[str]) -> dict[str, Program]:
        """Return programs by id, as this version knows them.

        :raise Stale: when the directory has moved on.
        """
        asked = list(ids)
        kept = {id_: self._programs.get(id_) for id_ in asked}
        found = {id_: program for id_, program in kept.items() if program is not None}
        missing = [id_ for id_, program in kept.items() if program is None]
        if missing:
            read = directory.programs_by_ids(session, self.taxonomy, missing, self.on)
            if len(read) < len(missing) or directory.version(session) != self.version:
                raise Stale
            if len(self._programs) > MOST_PROGRAMS_KEPT:
                self._programs = {}
            self._programs.update(read)
            found.update(read)
        return found

    def count(self, what: tuple[object, ...], number: int) -> None:
        """Remember a number as long as this version stands."""
        if len(self.counts) > MOST_COUNTS_KEPT:
            self.counts = {}
        self.counts[what] = number

    def ages(self, session: Session) -> Ages:
        """Return how old the listings are, read when first asked for."""
        if self._ages is None:
            self._ages = Ages.read(session)
        return self._ages

    def names(self, session: Session) -> Names:
        """Return the listings' names to search in, read when first asked for."""
        if self._names is None:
            named = browse.names(session)
            self._names = Names.build(
                (each.id, f"{each.name} {each.organization}") for each in named
            )
        return self._names


class CurrentListings:
    """Hands out the newest snapshot; one a process, shared by its threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._snapshot: Snapshot | None = None
        self._reading = threading.Lock()

    def snapshot(self, session: Session, on: date) -> Snapshot:
        """Return the directory as it stands on that day, read again only where it changed."""
        version = directory.version(session)
        held = self._snapshot
        if held is not None and (held.version, held.on) == (version, on):
            return held
        with self._reading:
            held = self._snapshot
            if held is None or (held.version, held.on) != (version, on):
                held = self._read(session, on)
                self._snapshot = held
        return held

    def _read(self, session: Session, on: date) -> Snapshot:
        columns = directory.columns(session, self.taxonomy, on)
        index = Index.build(
            columns.terms, columns.ids, columns.latitudes, columns.longitudes, columns.letters
        )
        return Snapshot(columns.version, on, self.taxonomy, index)
