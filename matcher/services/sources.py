"""Which reader a file is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matcher.domain.taxonomy import Taxonomy
from matcher.importers import delimited, locator, locator_json, own_csv, samhsa
from matcher.importers.source import Reading, SourceRefused
from matcher.importers.workbook import lower, read_sheet

AUTO = "auto"
HSDS = "hsds"

Reader = Callable[[Path, Taxonomy], Reading]


def _read_hsds(path: Path, _taxonomy: Taxonomy) -> Reading:
    raise SourceRefused(f"{path.name}: taking in HSDS is not built; `export` and the API write it.")


READERS: dict[str, Reader] = {
    samhsa.KIND: samhsa.read,
    locator.KIND: locator.read,
    locator_json.KIND: locator_json.read,
    HSDS: _read_hsds,
    own_csv.KIND: own_csv.read,
}


def read_source(path: Path, taxonomy: Taxonomy, kind: str = AUTO) -> Reading:
    """Read the file at *path* as that *kind*, or as what it is by its content.

    :raise SourceRefused: where it cannot be taken.
    """
    if kind != AUTO:
        return READERS[kind](path, taxonomy)
    begins = _first_bytes(path)
    if begins.startswith(b"PK\x03\x04"):
        return _read_workbook(path, taxonomy)
    text = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        return _read_json(path, taxonomy)
    return _reader_of_text(path, text, taxonomy)(path, taxonomy)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise SourceRefused(f"{path.name} cannot be read: {error.strerror}.") from error


def _read_workbook(path: Path, taxonomy: Taxonomy) -> Reading:
    sheet = read_sheet(path)
    if samhsa.CODES not in sheet.header and locator.recognises(sheet.header, taxonomy):
        return locator.read(path, taxonomy, sheet)
    return samhsa.read(path, taxonomy, sheet)


def _read_json(path: Path, taxonomy: Taxonomy) -> Reading:
    told = locator_json.load(path)
    first = told[0] if isinstance(told, list) and told else told
    if isinstance(first, dict) and "rows" not in first and "name1" not in first:
        return _read_hsds(path, taxonomy)
    return locator_json.read(path, taxonomy)


def _reader_of_text(path: Path, text: bytes, taxonomy: Taxonomy) -> Reader:
    """Return the reader of a file that is no package and no JSON; its name has the last word."""
    if b"\x00" not in text and b"," in text.partition(b"\n")[0]:
        with delimited.opened(path) as table:
            header = lower(table.fieldnames or [])
        if locator.recognises(header, taxonomy):
            return locator.read
        if set(header) & {"organization", "program", "codes"}:
            return own_csv.read
    by_name = {".csv": own_csv.read, ".json": locator_json.read}
    return by_name.get(path.suffix.lower(), samhsa.read)
