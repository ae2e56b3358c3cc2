"""How an import is to be run, and what it says it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is to be run."""

    on: date
    vintage: date | None = None
    dry_run: bool = False
    strict: bool = False
    complete: bool = False
    """Whether a file that is not a whole edition may say what is no longer listed."""
    at: datetime | None = None
    """The moment, for the journal; None: the day's first."""
    by: str = "the command line"
    """Who imports, as curators read it."""
    account_id: int | None = None


@dataclass(slots=True)
class Report:
    """What an import did, or with a dry run would do."""

    file: str
    kind: str
    dry_run: bool
    vintages: dict[str, str] = field(default_factory=dict)
    """By directory, the day its edition speaks for."""
    rows: int = 0
    add: int = 0
    change: int = 0
    no_longer_listed: int = 0
    same: int = 0
    joined: int = 0
    """Rows that speak of a program which another row of the file speaks of for its directory."""
    held_back: list[str] = field(default_factory=list)
    """Rows that a curator's “closed”, “moved” or “do not list” keeps from being listed."""
    recognized: dict[str, int] = field(default_factory=dict)
    """How programs known before were recognised, by rung."""
    changed_fields: dict[str, int] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    """How closely the listings of the file are placed."""
    unknown_codes: dict[str, int] = field(default_factory=dict)
    unmapped_services: dict[str, int] = field(default_factory=dict)
    """Names of services that no code is known for."""
    skipped: list[str] = field(default_factory=list)
    possible_duplicates: list[tuple[int, ...]] = field(default_factory=list)
    """Numbers of rows that share names, street and ZIP."""
    conflicts: int = 0
    """Programs of which the file says otherwise than a curator; the curator's word stands."""
    samples_removed: int = 0
    changed: bool = False
    """Whether anything at all is kept that was not; the age of a source counts."""


class Effect(StrEnum):
    """What an import does with one program or one row."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"  # no longer listed
    CONFLICT = "conflict"  # a curator says otherwise, and keeps the word
    HELD = "held"  # closed, moved, or not to be listed, by a curator's word
    REFUSED = "refused"  # the row cannot be used


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes, or that the file and a curator disagree about."""

    what: str
    """A field's name, or `term:` and a term's."""
    before: str
    """For a conflict, what the file says."""
    after: str
    """For a conflict, what the curator says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a review: everything that an import would do with one program or row."""

    effect: Effect
    row: int | None
    """None where the file does not hold it."""
    program_id: str | None
    name: str
    place: str
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    """Why a row is held back or refused."""
