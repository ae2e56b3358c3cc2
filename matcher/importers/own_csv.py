"""Our own CSV: what `export` writes and `import` takes back, one row a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from matcher.domain.geography import Point, PointOutOfBounds, Precision
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.domain.tombstone import Ending
from matcher.importers import delimited
from matcher.importers.source import (
    HOLDS_NUL,
    Claim,
    ListingRow,
    Problem,
    Reading,
    column_with_nul,
    describe,
    directory_of,
    unusable,
    usable,
)
from matcher.importers.workbook import check_header

KIND = "csv"
REQUIRED = (
    "id",
    "organization",
    "program",
    "street",
    "city",
    "state",
    "postal_code",
    "latitude",
    "longitude",
    "location_precision",
    "phone",
    "status",
    "directories",
    "codes",
)
COLUMNS = (
    *REQUIRED,
    "slug",
    "street2",
    "intake_phone",
    "website",
    "confidential",
    "sample",
    "records",
)
"""`records` tells the directories apart, as JSON: without it both say all codes."""

LISTED = "listed"
NO_LONGER_LISTED = "no longer listed"
STATUSES = frozenset({LISTED, NO_LONGER_LISTED, *Ending})
"""Whatever is not “listed” is not: why is a curator's to say, and comes with no file."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class _Wrong(Exception):
    """A cell that cannot be read."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read(path: Path, taxonomy: Taxonomy) -> Reading:
    """Read the file at *path*.

    :raise SourceRefused: where it is no such file, or nothing in it can be used.
    """
    rows: list[ListingRow] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, cells in _cells(path):
        try:
            row = _row(number, cells, taxonomy)
        except _Wrong as wrong:
            problems.append(Problem(number, wrong.column, str(wrong)))
            continue
        problem = _problem(row, seen)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
        seen |= {row.program_id, row.slug}
    return usable(Reading(KIND, path.name, rows, problems))


def _problem(row: ListingRow, seen: set[str]) -> Problem | None:
    for column, own in (("id", row.program_id), ("slug", row.slug)):
        if own and own in seen:
            return Problem(row.number, column, f"“{own}” stands in two rows", row)
    # A confidential listing tells no ZIP code.
    return None if row.confidential and row.described.name1 else unusable(row)


def _cells(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    with delimited.opened(path) as table:
        check_header(path, list(table.fieldnames or []), REQUIRED)
        yield from delimited.numbered(table)


def _row(number: int, cells: Mapping[str, str], taxonomy: Taxonomy) -> ListingRow:
    said = {name: cells.get(name, "").strip() for name in COLUMNS}
    if column := column_with_nul(said):
        raise _Wrong(column, HOLDS_NUL)
    if said["id"] and not _ID.fullmatch(said["id"]):
        raise _Wrong("id", "may hold up to 64 letters, digits, hyphens and underscores")
    confidential = _yes(said, "confidential")
    raw = {
        "name1": said["organization"],
        "name2": said["program"] if said["program"] != said["organization"] else "",
        "street1": said["street"],
        "street2": said["street2"],
        "city": said["city"],
        "state": said["state"],
        "zip": said["postal_code"],
        "phone": said["phone"],
        "intake1": said["intake_phone"],
        "website": said["website"],
        **_placed(said),
    }
    return ListingRow(
        number=number,
        described=describe(raw),
        claims=_claims(said, taxonomy),
        raw=raw,
        program_id=said["id"],
        slug=said["slug"],
        confidential=confidential,
        sample=_yes(said, "sample"),
    )


def _yes(said: Mapping[str, str], column: str) -> bool:
    if said[column] not in {"", "y"}:
        raise _Wrong(column, f"“{said[column]}” is neither y nor empty")
    return said[column] == "y"


def _placed(said: Mapping[str, str]) -> dict[str, str]:
    latitude, longitude = said["latitude"], said["longitude"]
    if not latitude and not longitude:
        return {}
    try:
        Point(float(latitude), float(longitude))
        precision = Precision(said["location_precision"] or Precision.EXACT)
    except PointOutOfBounds as error:
        raise _Wrong("latitude", str(error)) from error
    except ValueError as error:
        raise _Wrong("latitude", "coordinates and their precision cannot be read") from error
    return {"latitude": latitude, "longitude": longitude, "precision": precision}


def _claims(said: Mapping[str, str], taxonomy: Taxonomy) -> tuple[Claim, ...]:
    if said["status"] not in STATUSES:
        raise _Wrong("status", f"“{said['status']}” is neither “listed” nor “no longer listed”")
    if said["records"]:
        return _recorded(said)
    try:
        named = [Directory(name) for name in said["directories"].split("+") if name]
    except ValueError as error:
        raise _Wrong("directories", f"“{said['directories']}” is not SU, MH or SU+MH") from error
    codes = said["codes"]
    return tuple(
        Claim(directory, codes, current=said["status"] == LISTED)
        for directory in named or [directory_of(codes.split(), taxonomy)]
    )


def _recorded(said: Mapping[str, str]) -> tuple[Claim, ...]:
    try:
        records: list[dict[str, Any]] = json.loads(said["records"])
        claims = tuple(
            Claim(
                Directory(record["directory"]),
                str(record.get("codes", said["codes"])),
                date.fromisoformat(record["vintage"]),
                str(record["source"]),
                bool(record["current"]),
            )
            for record in records
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _Wrong("records", "cannot be read") from error
    if not claims or len({claim.directory for claim in claims}) < len(claims):
        raise _Wrong("records", "must name each directory once")
    return claims
