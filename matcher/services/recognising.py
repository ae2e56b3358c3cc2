"""Which row is which program we know, and what a new one is called."""

from __future__ import annotations

import itertools
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matcher.domain.identity import Marks, Rung, pair
from matcher.domain.spelling import slugify
from matcher.domain.taxonomy import Directory
from matcher.importers.source import ListingRow, describe
from matcher.persistence import answers
from matcher.persistence.recording import Known, Published

OURS = uuid.UUID("5f0c6a52-6f0b-5d53-9d0c-3a1f6d0d5a11")
"""The namespace of our ids: the same listing gets the same id on every machine."""

BETWEEN_DIRECTORIES = frozenset({Rung.EXACT, Rung.SPELLING, Rung.NAME_THERE})
"""A shared phone at one address joins editions of one directory, not two directories."""

SHORTEST_SUFFIX = 4

NEW = "new row "
"""Begins the name of a program that is new in this very file; no id of ours holds a blank."""


@dataclass(frozen=True, slots=True)
class Group:
    """All rows of a file that speak of one program, one a directory."""

    rows: tuple[ListingRow, ...]
    program_id: str | None
    """None: seen for the first time."""


def recognise(
    known: Mapping[str, Known], rows: Iterable[ListingRow]
) -> tuple[list[Group], dict[str, int]]:
    """Return the rows by program, in the order of the file, and how many were recognised how.

    Ids and slugs of our own come first; then, for each directory, programs that it told of before,
    then those of the other, and those that the other's rows in this file are new as.
    """
    search = _Search(known, {row.number: row for row in rows})
    search.by_name()
    for directory in Directory:
        search.within(directory)
        search.between(directory)
    return list(search.groups()), {rung: search.rungs[rung] for rung in Rung if search.rungs[rung]}


def seen_in(known: Mapping[str, Known], rows: Collection[ListingRow], named: set[str]) -> set[str]:
    """Return the programs outside *named* that *rows* speak of."""
    present = _directories(rows)
    programs = [
        (each.id, _marks(each, present))
        for each in known.values()
        if each.records and each.id not in named
    ]
    return {match.program_id for match in pair(programs, [_row_marks(row) for row in rows])}


class _Search:
    """What is found while rows are recognised."""

    def __init__(self, known: Mapping[str, Known], rows: Mapping[int, ListingRow]) -> None:
        self.known = known
        self.rows = rows
        self.found: dict[int, str] = {}
        """The program of a row, by the row's number; a new one is named after its first row."""
        self.taken: dict[str, set[Directory]] = {}
        """For which directories a row has already spoken of a program."""
        self.first: dict[str, ListingRow] = {}
        """The first row found to speak of a program."""
        self.rungs: Counter[Rung] = Counter()

    def by_name(self) -> None:
        """Find the programs that rows name by our own ids or slugs, each once."""
        slugs = {each.slug: each.id for each in self.known.values()}
        for name in (lambda row: row.program_id, lambda row: slugs.get(row.slug, "")):
            taken = set(self.found.values())
            for number, row in self.rows.items():
                id_ = name(row)
                if id_ in self.known and id_ not in taken and number not in self.found:
                    self._find(number, id_)
                    taken.add(id_)

    def within(self, directory: Directory) -> None:
        """Find rows of *directory* among the programs it told of before."""
        programs = [
            (each.id, _marks(each, {directory}))
            for each in self.known.values()
            if directory in each.records and directory not in self.taken.get(each.id, ())
        ]
        left = self._left(directory)
        for match in pair(programs, [_row_marks(self.rows[number]) for number in left]):
            self._find(left[match.row], match.program_id)
            self.rungs[match.rung] += 1

    def between(self, directory: Directory) -> None:
        """Find the rest of its rows among programs of the other; what stays over is new."""
        programs = [
            (each.id, _marks(each, {directory}))
            for each in self.known.values()
            if each.records and directory not in each.records and each.id not in self.taken
        ] + [
            (id_, _row_marks(self.first[id_]))
            for id_, directories in self.taken.items()
            if directory not in directories and self._tells_no(id_, directory)
        ]
        left = self._left(directory)
        for match in pair(programs, [_row_marks(self.rows[number]) for number in left]):
            if match.rung in BETWEEN_DIRECTORIES:
                self._find(left[match.row], match.program_id)
                self.rungs[match.rung] += not match.program_id.startswith(NEW)
        for number in self._left(directory):
            self._find(number, f"{NEW}{number}")

    def groups(self) -> Iterator[Group]:
        """Yield the rows of each program together, where the first of them stands."""
        together: dict[str, list[ListingRow]] = defaultdict(list)
        for number, row in self.rows.items():
            together[self.found[number]].append(row)
        for id_, rows in together.items():
            rows.sort(key=lambda row: list(Directory).index(row.claims[0].directory))
            yield Group(tuple(rows), None if id_.startswith(NEW) else id_)

    def _find(self, number: int, id_: str) -> None:
        self.found[number] = id_
        self.first.setdefault(id_, self.rows[number])
        self.taken.setdefault(id_, set()).update(
            claim.directory for claim in self.rows[number].claims
        )

    def _left(self, directory: Directory) -> list[int]:
        return [
            number
            for number, row in self.rows.items()
            if number not in self.found
            and any(claim.directory is directory for claim in row.claims)
        ]

    def _tells_no(self, id_: str, directory: Directory) -> bool:
        known = self.known.get(id_)
        return known is None or directory not in known.records


def new_id(row: ListingRow, taken: Collection[str]) -> str:
    """Return the id of a program seen for the first time."""
    if row.program_id:
        return row.program_id
    if row.slug:
        return own_id("slug", row.slug)
    four = row.described.marks.four
    ids = (own_id("program", *four, str(ordinal)) for ordinal in itertools.count(1))
    return next(id_ for id_ in ids if id_ not in taken)


def own_id(kind: str, *key: str) -> str:
    """Return the id that a thing of that natural key has on every machine."""
    return str(uuid.uuid5(OURS, f"{kind} " + "\x1f".join(key)))


def new_slug(row: ListingRow, published: Published, id_: str, taken: Collection[str]) -> str:
    """Return the address of a new program's page; a piece of its id only where another has it."""
    address = published.address
    wanted = row.slug or slugify(published.name, address.city, address.state) or "program"
    lengths = (0, *range(SHORTEST_SUFFIX, len(id_) + 1))
    slugs = (f"{wanted}-{id_[:length]}".rstrip("-") for length in lengths)
    return next(slug for slug in slugs if slug not in taken)


def _directories(rows: Iterable[ListingRow]) -> set[Directory]:
    return {claim.directory for row in rows for claim in row.claims}


def _marks(known: Known, directories: Collection[Directory]) -> Marks:
    """Return how a program is recognised by a file of those directories."""
    kept = [known.records[each] for each in Directory if each in known.records]
    best = [known.records[each] for each in known.records if each in directories]
    record = (best or kept)[0]
    return _with_codes(describe(json.loads(record.raw)).marks, record.codes)


def _row_marks(row: ListingRow) -> Marks:
    return _with_codes(row.described.marks, " ".join(claim.codes for claim in row.claims))


def _with_codes(marks: Marks, codes: str) -> Marks:
    return replace(marks, codes=" ".join(sorted(answers.split_codes(codes))))
