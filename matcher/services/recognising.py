"""Which row is which program we know, and what a new one is called."""

from __future__ import annotations

import itertools
import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

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


def recognise(
    known: Mapping[str, Known], rows: Iterable[ListingRow]
) -> tuple[dict[int, str], dict[str, int]]:
    """Return the program each row (by its number) is, and how many were recognised how.

    Ids and slugs of our own come first, then programs of the same directory, then of the other.
    """
    by_number = {row.number: row for row in rows}
    present = _directories(by_number.values())
    found = _by_name(known, by_number)
    rungs: Counter[Rung] = Counter()
    for same_directory in (True, False):
        taken = set(found.values())
        programs = [
            (each.id, _marks(each, present))
            for each in known.values()
            if each.records
            and each.id not in taken
            and bool(each.records.keys() & present) is same_directory
        ]
        left = [number for number in by_number if number not in found]
        for match in pair(programs, [_row_marks(by_number[number]) for number in left]):
            if same_directory or match.rung in BETWEEN_DIRECTORIES:
                found[left[match.row]] = match.program_id
                rungs[match.rung] += 1
    return found, {rung: rungs[rung] for rung in Rung if rungs[rung]}


def seen_in(known: Mapping[str, Known], rows: Collection[ListingRow], named: set[str]) -> set[str]:
    """Return the programs outside *named* that *rows* speak of."""
    present = _directories(rows)
    programs = [
        (each.id, _marks(each, present))
        for each in known.values()
        if each.records and each.id not in named
    ]
    return {match.program_id for match in pair(programs, [_row_marks(row) for row in rows])}


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


def _by_name(known: Mapping[str, Known], rows: Mapping[int, ListingRow]) -> dict[int, str]:
    """Return the programs that rows name by our own ids or slugs, each once."""
    slugs = {each.slug: each.id for each in known.values()}
    found: dict[int, str] = {}
    for name in (lambda row: row.program_id, lambda row: slugs.get(row.slug, "")):
        taken = set(found.values())
        for number, row in rows.items():
            id_ = name(row)
            if id_ in known and id_ not in taken and number not in found:
                found[number] = id_
                taken.add(id_)
    return found


def _directories(rows: Iterable[ListingRow]) -> set[Directory]:
    return {claim.directory for row in rows for claim in row.claims}


def _marks(known: Known, directories: set[Directory]) -> Marks:
    """Return how a program is recognised by a file of those directories."""
    kept = [known.records[each] for each in Directory if each in known.records]
    best = [known.records[each] for each in known.records if each in directories]
    record = (best or kept)[0]
    return _with_codes(describe(json.loads(record.raw)).marks, record.codes)


def _row_marks(row: ListingRow) -> Marks:
    return _with_codes(row.described.marks, " ".join(claim.codes for claim in row.claims))


def _with_codes(marks: Marks, codes: str) -> Marks:
    return replace(marks, codes=" ".join(sorted(answers.split_codes(codes))))
