"""The locator's own download: one facility a row, one column a service code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.domain.geography import Point, PointOutOfBounds
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers import delimited
from matcher.importers.source import (
    Claim,
    ListingRow,
    Problem,
    Reading,
    describe,
    directory_of,
    unusable,
    usable,
)
from matcher.importers.workbook import Sheet, check_header, lower, read_sheet

KIND = "locator-csv"
SOURCE = "FindTreatment.gov"

REQUIRED = ("name1", "street1", "city", "state", "zip", "latitude", "longitude")
FIELDS = frozenset(REQUIRED) | {
    *("name2", "street2", "zip4", "county", "phone", "website", "miles", "frid", "_irow"),
    *("intake1", "intake2", "intake1a", "intake2a", "hotline1", "hotline2"),
    *("type_facility", "typefacility"),
}
"""Columns that are no service code."""

MARK = "1"
TYPES = {
    "SA": Directory.SU,
    "SU": Directory.SU,
    "OTP": Directory.SU,
    "MH": Directory.MH,
}
"""What the locator calls a facility; of any other type its codes decide."""


@dataclass(frozen=True, slots=True)
class _Table:
    header: list[str]
    rows: Iterable[tuple[int, dict[str, str]]]
    sheet: Sheet | None = None


def recognises(header: Iterable[str], taxonomy: Taxonomy) -> bool:
    """Whether a file of those columns is the locator's."""
    names = set(header)
    return "name1" in names and any(code.lower() in names for code in taxonomy.codes)


def read(path: Path, taxonomy: Taxonomy, sheet: Sheet | None = None) -> Reading:
    """Read the CSV file or workbook at *path*, of which *sheet* may be open already.

    :raise SourceRefused: where it is no such file, or nothing in it can be used.
    """
    if sheet is None and _is_workbook(path):
        sheet = read_sheet(path)
    if sheet is not None:
        sheet.require(REQUIRED)
        return _read(path, _Table(sheet.header, _cells(sheet), sheet), taxonomy)
    with delimited.opened(path) as table:
        header = lower(table.fieldnames or [])
        table.fieldnames = header
        check_header(path, header, REQUIRED)
        return _read(path, _Table(header, delimited.numbered(table)), taxonomy)


def directory_told(type_facility: str, codes: Iterable[str], taxonomy: Taxonomy) -> Directory:
    """Return the directory that a row of that type is of; its *codes* decide where it has none."""
    told = TYPES.get(type_facility.strip().upper())
    return told or directory_of(codes, taxonomy)


def misplaced(raw: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the column that spoils a row's coordinates, and why; None where they are fine."""
    both = {name: raw.get(name, "").strip() for name in ("latitude", "longitude")}
    if not any(both.values()):
        return None
    for name, text in both.items():
        if not text:
            return name, "is empty, but the other coordinate is not"
        try:
            float(text)
        except ValueError:
            return name, f"“{text}” is no number"
    try:
        Point(float(both["latitude"]), float(both["longitude"]))
    except PointOutOfBounds as error:
        return "latitude", str(error)
    return None


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _cells(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in sheet.rows:
        yield number, {name: cells[position] for name, position in sheet.columns.items()}


def _read(path: Path, table: _Table, taxonomy: Taxonomy) -> Reading:
    known = {code.lower(): code for code in taxonomy.codes}
    codes = {name: known[name] for name in table.header if name in known}
    check_header(path, table.header, codes)
    other = [name for name in table.header if name and name not in codes and name not in FIELDS]
    filled = list(table.rows)
    # A column of nothing but marks is a code we do not know yet: kept and reported.
    for name in other:
        if {cells.get(name, "").strip() for _, cells in filled} == {"", MARK}:
            codes[name] = name.upper()
    rows: list[ListingRow] = []
    problems: list[Problem] = []
    for number, cells in filled:
        if not any(text.strip() for text in cells.values()):
            continue
        row = _row(number, cells, codes, taxonomy)
        problem = _problem(row, cells, codes, table.sheet)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
    return usable(Reading(KIND, path.name, rows, problems))


def _row(
    number: int, cells: Mapping[str, str], codes: Mapping[str, str], taxonomy: Taxonomy
) -> ListingRow:
    raw = {name: text for name, text in cells.items() if name not in codes}
    marked = [code for name, code in codes.items() if cells.get(name, "").strip() == MARK]
    type_ = raw.get("type_facility") or raw.get("typefacility") or ""
    claim = Claim(directory_told(type_, marked, taxonomy), " ".join(marked))
    readable = raw if misplaced(raw) is None else raw | {"latitude": "", "longitude": ""}
    return ListingRow(number, describe(readable), (claim,), raw)


def _problem(
    row: ListingRow, cells: Mapping[str, str], codes: Mapping[str, str], sheet: Sheet | None
) -> Problem | None:
    formula = None if sheet is None else sheet.formula(row.number, sheet.columns)
    if formula is not None:
        return Problem(row.number, formula, "is a formula, not a value", row)
    for name in codes:
        text = cells.get(name, "").strip()
        if text not in {"", MARK}:
            return Problem(row.number, name, f"“{text}” is neither 1 nor blank", row)
    wrong = misplaced(row.raw)
    if wrong is not None:
        return Problem(row.number, *wrong, row)
    return unusable(row)
