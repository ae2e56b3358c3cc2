"""The directory as it stands, held in memory, and carried on when a listing or the day changes.

What one person edits is changed in place, so that the next search knows it: the journal says which
programs. After an import, or overnight, everything is read anew, by the first who searches.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy
from matcher.index import Index
from matcher.index.names import Names
from matcher.persistence import browse, directory, journal
from matcher.services.coverage import Ages

MOST_PROGRAMS_KEPT = 4096
"""Whole programs held beside the index, so that a page that was just shown costs no query."""


MOST_COUNTS_KEPT = 8192

MOST_CHANGED = 100
"""Programs that are changed one by one, at a millisecond each; for more, all are read anew."""


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

    def carried_on(self, session: Session, version: int, changed: Collection[str]) -> Snapshot:
        """Return this snapshot as it is at *version*, when just those programs have changed."""
        read = directory.programs_by_ids(session, self.taxonomy, changed, self.on)
        index = self.index
        for id_ in changed:
            index = index.with_changed(read[id_]) if id_ in read else index.without(id_)
        following = Snapshot(version, self.on, self.taxonomy, index)
        held = dict(self._programs)  # in one step: other searches add to it meanwhile
        for id_ in changed:
            held.pop(id_, None)
        following._programs = held | read
        if self._ages is not None:
            following._ages = self._ages.renewed(session, changed)
        names = self._names
        if names is not None and all(
            id_ in read and read[id_].listed and names.knows(id_, _called(read[id_]))
            for id_ in changed
        ):
            following._names = names
        return following

    def ages(self, session: Session) -> Ages:
        """Return how old the listings are, read when first asked for."""
        if self._ages is None:
            self._ages = Ages.read(session)
        return self._ages

    def names(self, session: Session) -> Names:
        """Return the listings' names to search in, read when first asked for."""
        if self._names is None:
            named = browse.names(session)
            self._names = Names.build((each.id, _called(each)) for each in named)
        return self._names


def _called(program: browse.Named | Program) -> str:
    """Return everything that a program is found by when somebody types."""
    return f"{program.name} {program.organization}"


class CurrentListings:
    """Hands out the newest snapshot; one a process, shared by its threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._snapshot: Snapshot | None = None
        self._reading = threading.Lock()
        self._reading_all = False

    def snapshot(self, session: Session, on: date, *, newest: bool = True) -> Snapshot:
        """Return the directory as it stands on that day, read again only where it changed.

        Where *newest* is not asked for and somebody is reading a whole import at this moment, what
        stood before it: whole, but of its programs only those that are held can be shown.
        """
        version = directory.version(session)
        held = self._snapshot
        if held is not None and (held.version, held.on) == (version, on):
            return held
        if held is not None and held.on == on and self._reading_all and not newest:
            return held
        with self._reading:
            held = self._snapshot
            if held is None or (held.version, held.on) != (version, on):
                following = self._following(session, held, version, on)
                if held is not None and held.on == on and version < held.version:
                    return following  # this session looks at an older state than others do
                self._snapshot = held = following
        return held

    def _following(
        self, session: Session, held: Snapshot | None, version: int, on: date
    ) -> Snapshot:
        """Return the snapshot that comes after *held*: the same with some changes, or read anew."""
        while held is not None and held.on == on and held.version < version:
            changed = journal.programs_between(session, held.version, version, MOST_CHANGED)
            if changed is None:
                break
            following = held.carried_on(session, version, changed)
            seen, version = version, directory.version(session)
            if seen == version:
                return following
        self._reading_all = True
        try:
            return self._read(session, on)
        finally:
            self._reading_all = False

    def _read(self, session: Session, on: date) -> Snapshot:
        columns = directory.columns(session, self.taxonomy, on)
        index = Index.build(
            columns.terms, columns.ids, columns.latitudes, columns.longitudes, columns.letters
        )
        return Snapshot(columns.version, on, self.taxonomy, index)
