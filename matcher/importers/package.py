"""Looks into an XLSX file before it is opened: what it unpacks to, and where formulas are.

The reader we use gives a formula's last result as if it were data, and reserves the whole rectangle
that a sheet spans; so both are read from the sheet's own XML first, without unpacking it whole.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import IO

from matcher.importers.source import SourceRefused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
LARGEST_UNPACKED = 128 * MEGABYTE
"""Ten times the directory of 2023."""
LARGEST_AREA = 8_000_000
"""Cells from the first to the last corner."""

WORKBOOK = "xl/workbook.xml"

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)
"""What the standard library raises over a package that is damaged, locked or none."""

_PIECE = 256 * 1024
_TAG = re.compile(
    rb"<(?:\w+:)?(?P<tag>row|c|f)(?=[\s/>])(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, corners included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def inspect(path: Path, sheet: str) -> list[Area]:
    """Make sure that *path* is safe to open; return where formulas are in the sheet of that name.

    :raise SourceRefused: where it is no workbook, is cut off, or would unpack to too much.
    """
    check_unpacked_size(path)
    with _opened(path) as package:
        try:
            return _formulas(package.read(_part(package, sheet)))
        except ValueError as error:
            raise SourceRefused(f"The sheet “{sheet}” cannot be read: {error}.") from error


def check_unpacked_size(path: Path) -> None:
    """Unpack *path* piece by piece and keep nothing, believing no size that it states itself."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SourceRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    if size == 0:
        raise SourceRefused(f"{path.name} is empty.")
    if size > LARGEST_FILE:
        raise SourceRefused(f"{path.name} is larger than {LARGEST_FILE // MEGABYTE} MB.")
    with _opened(path) as package, path.open("rb") as file:
        parts = package.infolist()
        if WORKBOOK not in package.namelist():
            raise SourceRefused(f"{path.name} is not an Excel workbook (.xlsx).")
        _bounded(path, sum(part.file_size for part in parts))
        unpacked = 0
        for part in parts:
            for piece in _unpacked(file, part):
                unpacked += piece
                _bounded(path, unpacked)


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets in their order."""
    with _opened(path) as package:
        return [sheet["name"] for sheet in _sheets(package) if "name" in sheet]


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Offer the package, and say in one line that it is broken wherever that shows."""
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except (*BROKEN, UnicodeError) as error:
        raise SourceRefused(
            f"{path.name} is not an Excel workbook (.xlsx), or it is cut off."
        ) from error


def _bounded(path: Path, unpacked: int) -> None:
    if unpacked > LARGEST_UNPACKED:
        raise SourceRefused(
            f"{path.name} would unpack to more than {LARGEST_UNPACKED // MEGABYTE} MB."
        )


def _unpacked(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[int]:
    """Yield the sizes of the pieces that *part* really unpacks to."""
    if part.flag_bits & 1 or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile("locked, or packed in an unusual way")
    file.seek(part.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("a part is missing")
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        yield left
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and not inflate.eof:
        packed = file.read(min(left, _PIECE))
        if not packed:
            raise EOFError
        left -= len(packed)
        while packed:
            yield len(inflate.decompress(packed, _PIECE))
            packed = inflate.unconsumed_tail


def _sheets(package: zipfile.ZipFile) -> list[dict[str, str]]:
    workbook = package.read(WORKBOOK).decode("utf-8", "replace")
    return [_attributes(tag) for tag in re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", workbook)]


def _part(package: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds the sheet of that name."""
    ids = [
        value
        for each in _sheets(package)
        if each.get("name") == sheet
        for name, value in each.items()
        if name.endswith(":id")
    ]
    try:
        links = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        targets = {
            link.get("Id"): link.get("Target", "")
            for link in map(_attributes, re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", links))
        }
        target = targets[ids[0]]
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        package.getinfo(part)
    except (KeyError, IndexError) as error:
        raise SourceRefused(f"The workbook has lost its sheet “{sheet}”.") from error
    return part


def _formulas(xml: bytes) -> list[Area]:
    """Return where formulas are, and refuse a sheet that spans too much to be opened."""
    formulas: list[Area] = []
    row = column = bottom = right = 0
    for tag in _TAG.finditer(xml):
        attributes = _attributes(tag["attributes"].decode("utf-8", "replace"))
        if tag["tag"] == b"row":
            row, column = int(attributes.get("r", row + 1)), 0
        elif tag["tag"] == b"c":
            if "r" in attributes:
                row, column = _cell(attributes["r"])
            else:
                column += 1
        else:
            first, _, last = attributes.get("ref", "").partition(":")
            covers = attributes.get("t") == "array" and last
            formulas.append(
                Area(*_cell(first), *_cell(last)) if covers else Area(row, column, row, column)
            )
        bottom, right = max(bottom, row), max(right, column)
    if bottom * right > LARGEST_AREA:
        raise SourceRefused(f"The sheet spans {bottom} rows and {right} columns: too much to read.")
    return formulas


def _cell(reference: str) -> tuple[int, int]:
    match = _CELL.fullmatch(reference)
    if match is None:
        raise SourceRefused(f"The sheet has a cell called “{reference}”, which there cannot be.")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(one or two) for name, one, two in _ATTRIBUTE.findall(written)}
