"""What every source is read into: plain rows, and what was wrong with the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from matcher.domain.geography import Point, Precision
from matcher.domain.identity import Marks
from matcher.domain.taxonomy import Directory, Taxonomy

INTAKE = ("intake1", "intake2", "intake1a", "intake2a")
NUL = "\x00"
"""No store keeps it inside a text: PostgreSQL refuses it, C cuts a text off there."""
HOLDS_NUL = "holds a character (NUL) that is no part of any text"


class SourceRefused(Exception):
    """The file cannot be taken at all; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one directory says of a listing."""

    directory: Directory
    codes: str
    """As written; `*` may part categories."""
    vintage: date | None = None
    """None: the file's own."""
    source_name: str = ""
    """Empty: named after its directory and vintage."""
    current: bool = True
    """False where that directory no longer holds the listing."""


@dataclass(frozen=True, slots=True)
class Described:
    """What the cells of a row say of a listing, blanks at the edges taken off."""

    name1: str
    name2: str
    street1: str
    street2: str
    city: str
    state: str
    postal_code: str
    phone: str
    intake_phone: str
    """One or several, with “; ” between them."""
    website: str
    point: Point | None
    """None: the source gives no coordinates."""
    precision: Precision | None

    @property
    def marks(self) -> Marks:
        """What the listing can be recognised by."""
        return Marks(
            self.name1, self.name2, self.street1, self.street2, self.postal_code, self.phone
        )


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One listing, and which directories say it."""

    number: int
    """The row as a spreadsheet counts it; the header is row 1."""
    described: Described
    claims: tuple[Claim, ...]
    raw: Mapping[str, str]
    """The cells by the directory's column names, letter for letter, without the codes."""
    program_id: str = ""
    """The identity it claims here; only our own files know one. So do the fields below."""
    slug: str = ""
    confidential: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was skipped."""

    row: int
    column: str
    message: str
    seen: ListingRow | None = None
    """What could be read of it all the same: its program is not taken for gone."""

    def __str__(self) -> str:
        """Return one line that names row and column."""
        return f"row {self.row}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that could be read."""

    kind: str
    file_name: str
    rows: list[ListingRow]
    problems: list[Problem] = field(default_factory=list)
    delists: bool = False
    """Whether listings of its directory that it does not hold are no longer listed."""
    unmapped: Mapping[str, int] = field(default_factory=dict)
    """Names of services that no code is known for, with how many listings have each."""


def usable(reading: Reading) -> Reading:
    """Return *reading* if it holds any listing.

    :raise SourceRefused: where it holds none, so that it cannot empty a directory.
    """
    if not reading.rows:
        first = f" ({reading.problems[0]})" if reading.problems else ""
        raise SourceRefused(f"{reading.file_name} has no listing that can be used{first}.")
    return reading


def describe(raw: Mapping[str, str]) -> Described:
    """Read the cells of a row, named as the federal directory names them."""
    said = {name: text.strip() for name, text in raw.items()}
    written = said.get("zip", "")
    intake = [said[name] for name in INTAKE if said.get(name)]
    point = None
    if said.get("latitude") and said.get("longitude"):
        latitude, longitude = float(said["latitude"]), float(said["longitude"])
        # Zero and zero is how a table says “nowhere”: no program is in the Gulf of Guinea.
        point = Point(latitude, longitude) if latitude or longitude else None
    return Described(
        name1=said.get("name1", ""),
        name2=said.get("name2", ""),
        street1=said.get("street1", ""),
        street2=said.get("street2", ""),
        city=said.get("city", ""),
        state=said.get("state", "").upper(),
        postal_code=zip_text(written) or written,
        phone=said.get("phone", ""),
        intake_phone="; ".join(dict.fromkeys(intake)),
        website=said.get("website", ""),
        point=point,
        precision=Precision(said.get("precision") or Precision.EXACT) if point else None,
    )


def vintage_in(file_name: str) -> date | None:
    """Return 1 January of the year a file's name tells; None where it tells none."""
    years = re.findall(r"(?<!\d)(20\d\d)(?!\d)", Path(file_name).name)
    return date(int(years[-1]), 1, 1) if years else None


def directory_of(codes: Iterable[str], taxonomy: Taxonomy) -> Directory:
    """Return the directory whose own codes are more often among *codes* (repeats count)."""
    own: Counter[Directory] = Counter()
    for code, times in Counter(codes).items():
        known = taxonomy.codes.get(code)
        if known is not None and len(known.directories) == 1:
            own.update(dict.fromkeys(known.directories, times))
    return Directory.MH if own[Directory.MH] > own[Directory.SU] else Directory.SU


def zip_text(written: str) -> str | None:
    """Return a ZIP code as text with its leading zeros; None where it is none."""
    if re.fullmatch(r"\d{3,5}", written):
        return written.zfill(5)
    if re.fullmatch(r"\d{5}-\d{4}", written):
        return written
    if re.fullmatch(r"\d{9}", written):
        return f"{written[:5]}-{written[5:]}"
    return None


def column_with_nul(cells: Mapping[str, str]) -> str | None:
    """Return the first column whose text holds a NUL; None where none does."""
    return next((column for column, text in cells.items() if NUL in text), None)


def unusable(row: ListingRow) -> Problem | None:
    """Return why a row cannot be listed; None where it can."""
    if column := column_with_nul(row.raw):
        return Problem(row.number, column, HOLDS_NUL, row)
    if not row.described.name1:
        return Problem(row.number, "name1", "is empty", row)
    if not row.described.postal_code:
        return Problem(row.number, "zip", "is empty", row)
    if zip_text(row.described.postal_code) is None:
        return Problem(row.number, "zip", f"“{row.described.postal_code}” is no ZIP code", row)
    return None
