"""A CSV file as rows of text by column: what every kind of CSV is read through."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.importers.source import SourceRefused

LARGEST_FILE = 128 * 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[csv.DictReader[str]]:
    """Offer the rows of *path* by column name.

    :raise SourceRefused: where it is too large, is empty, or is no CSV file.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SourceRefused(f"{path.name} is larger than {LARGEST_FILE // 1024**2} MB.")
        with path.open(newline="", encoding="utf-8-sig") as file:
            table = csv.DictReader(file, strict=True)
            if not table.fieldnames:
                raise SourceRefused(f"{path.name} is empty.")
            yield table
    except OSError as error:
        raise SourceRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceRefused(f"{path.name} is not a CSV file in UTF-8.") from error


def numbered(table: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its number as a spreadsheet counts it; the header is row 1."""
    for number, cells in enumerate(table, start=2):
        # A short row lacks its last cells, a long one keeps the others under None.
        yield number, {name: text or "" for name, text in cells.items() if name}
