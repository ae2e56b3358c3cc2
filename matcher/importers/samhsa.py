"""SAMHSA's directory workbook: one facility a row, its service codes in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers import package
from matcher.importers.source import (
    Claim,
    ListingRow,
    Problem,
    Reading,
    SourceRefused,
    describe,
    directory_of,
    unusable,
)

KIND = "samhsa-directory"

COLUMNS = (
    "name1",
    "name2",
    "street1",
    "street2",
    "city",
    "state",
    "zip",
    "phone",
    "intake1",
    "intake2",
    "intake1a",
    "intake2a",
    "service_code_info",
)
"""Their case differs between editions."""

CODES = "service_code_info"
SHEET = "facilities list"


@dataclass(frozen=True, slots=True)
class _Sheet:
    columns: Mapping[str, int]
    """By lower-case name, counted from 0."""
    rows: list[tuple[int, list[str]]]
    formulas: list[package.Area]


def read(path: Path, taxonomy: Taxonomy) -> Reading:
    """Read the workbook at *path*.

    :raise SourceRefused: where it is no such workbook, or nothing in it can be used.
    """
    sheet = _open(path)
    written = [cells[sheet.columns[CODES]] for _, cells in sheet.rows]
    directory = directory_of((code for cell in written for code in cell.split()), taxonomy)
    rows: list[ListingRow] = []
    problems: list[Problem] = []
    for number, cells in sheet.rows:
        row = _row(number, sheet.columns, cells, directory)
        problem = _problem(row, sheet)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
    if not rows:
        first = f" ({problems[0]})" if problems else ""
        raise SourceRefused(f"{path.name} has no listing that can be used{first}.")
    return Reading(KIND, path.name, rows, problems, delists=True)


def _open(path: Path) -> _Sheet:
    package.check_unpacked_size(path)
    names = package.sheet_names(path)
    if not names:
        raise SourceRefused(f"{path.name} has no sheet.")
    name = next((name for name in names if name.strip().lower() == SHEET), names[0])
    formulas = package.inspect(path, name)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            table = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        told = " ".join(str(error).split())
        raise SourceRefused(f"{path.name} is not an Excel workbook (.xlsx): {told}.") from error
    filled = [
        (number, texts)
        for number, row in enumerate(table, start=1)
        if any(texts := [_text(cell) for cell in row])
    ]
    if not filled:
        raise SourceRefused(f"The sheet “{name}” of {path.name} is empty.")
    header = [text.strip().lower() for text in filled[0][1]]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        plural = "s" if len(missing) > 1 else ""
        raise SourceRefused(f"{path.name} lacks the column{plural} {', '.join(missing)}.")
    repeated = sorted({column for column in COLUMNS if header.count(column) > 1})
    if repeated:
        raise SourceRefused(f"{path.name} has two columns called {repeated[0]}.")
    if len(filled) == 1:
        raise SourceRefused(f"The sheet “{name}” of {path.name} has a header and no rows.")
    columns = {name: position for position, name in enumerate(header) if name}
    return _Sheet(columns, filled[1:], formulas)


def _row(
    number: int, columns: Mapping[str, int], cells: list[str], directory: Directory
) -> ListingRow:
    raw = {name: cells[position] for name, position in columns.items()}
    codes = raw.pop(CODES)
    return ListingRow(number, describe(raw), (Claim(directory, codes),), raw)


def _problem(row: ListingRow, sheet: _Sheet) -> Problem | None:
    for column in COLUMNS:
        position = sheet.columns[column] + 1
        if any(area.holds(row.number, position) for area in sheet.formulas):
            return Problem(row.number, column, "is a formula, not a value", row)
    return unusable(row)


def _text(cell: object) -> str:
    """Return a cell as text; a number that Excel made of a ZIP or a phone loses its “.0”."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
