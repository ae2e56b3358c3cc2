"""A sheet of a workbook as text: what every kind of XLSX is read through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matcher.importers import package
from matcher.importers.source import SourceRefused

FACILITIES = "facilities list"


@dataclass(frozen=True)
class Sheet:
    """The header and the rows that hold anything, and where formulas are."""

    path: Path
    name: str
    header: list[str]
    """In lower case."""
    rows: list[tuple[int, list[str]]]
    formulas: list[package.Area]

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands, counted from 0."""
        return {name: position for position, name in enumerate(self.header) if name}

    def require(self, columns: Iterable[str]) -> None:
        """Make sure that it can be read by those *columns*.

        :raise SourceRefused: where one is missing or stands twice, or there is no row.
        """
        check_header(self.path, self.header, columns)
        if not self.rows:
            raise SourceRefused(
                f"The sheet “{self.name}” of {self.path.name} has a header and no rows."
            )

    def formula(self, row: int, names: Iterable[str]) -> str | None:
        """Return the first of the columns *names* that is worked out in *row*; None: none is."""
        if not self.formulas:
            return None
        for name in names:
            column = self.columns[name] + 1
            if any(area.holds(row, column) for area in self.formulas):
                return name
        return None


def read_sheet(path: Path) -> Sheet:
    """Read the sheet of facilities of the workbook at *path*, else its first.

    :raise SourceRefused: where it is no workbook, or the sheet is empty.
    """
    package.check_unpacked_size(path)
    names = package.sheet_names(path)
    if not names:
        raise SourceRefused(f"{path.name} has no sheet.")
    name = next((name for name in names if name.strip().lower() == FACILITIES), names[0])
    formulas = package.inspect(path, name)
    from python_calamine import (  # noqa: PLC0415  loaded by the first who imports
        CalamineError,
        CalamineWorkbook,
    )

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
    return Sheet(path, name, lower(filled[0][1]), filled[1:], formulas)


def check_header(path: Path, header: list[str], columns: Iterable[str]) -> None:
    """Refuse a file that lacks one of the *columns*, or has it twice.

    :raise SourceRefused: naming them.
    """
    wanted = list(columns)
    missing = [column for column in wanted if column not in header]
    if missing:
        plural = "s" if len(missing) > 1 else ""
        raise SourceRefused(f"{path.name} lacks the column{plural} {', '.join(missing)}.")
    repeated = sorted({column for column in wanted if header.count(column) > 1})
    if repeated:
        raise SourceRefused(f"{path.name} has two columns called {repeated[0]}.")


def lower(names: Iterable[str]) -> list[str]:
    """Return column names as they are compared."""
    return [name.strip().lower() for name in names]


def _text(cell: object) -> str:
    """Return a cell as text; a number that Excel made of a ZIP or a phone loses its “.0”."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
