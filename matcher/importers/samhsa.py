"""SAMHSA's directory workbook: one facility a row, its service codes in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from matcher.domain.taxonomy import Directory, Taxonomy
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
from matcher.importers.workbook import Sheet, read_sheet

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


def read(path: Path, taxonomy: Taxonomy, sheet: Sheet | None = None) -> Reading:
    """Read the workbook at *path*, of which *sheet* may be open already.

    :raise SourceRefused: where it is no such workbook, or nothing in it can be used.
    """
    sheet = sheet or read_sheet(path)
    sheet.require(COLUMNS)
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
    return usable(Reading(KIND, path.name, rows, problems, delists=True))


def _row(
    number: int, columns: Mapping[str, int], cells: list[str], directory: Directory
) -> ListingRow:
    raw = {name: cells[position] for name, position in columns.items()}
    codes = raw.pop(CODES)
    return ListingRow(number, describe(raw), (Claim(directory, codes),), raw)


def _problem(row: ListingRow, sheet: Sheet) -> Problem | None:
    formula = sheet.formula(row.number, COLUMNS)
    if formula is not None:
        return Problem(row.number, formula, "is a formula, not a value", row)
    return unusable(row)
