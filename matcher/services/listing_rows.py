"""The table of all listings: filtered, sorted, paged, written out; filters kept by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from io import StringIO
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.spelling import fold
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import listing_rows as store
from matcher.persistence import saved_filters
from matcher.persistence.listing_rows import ListingLine

PAGE = 50
MOST_FILTERS = 50
LONGEST_NAME = 80


class YesNo(StrEnum):
    """A choice that may be left open."""

    ANY = ""
    YES = "yes"
    NO = "no"


class Unknown(StrEnum):
    """How much of a listing nobody answered, at least."""

    ANY = ""
    QUARTER = "25"
    HALF = "50"
    MOST = "75"


class Sort(StrEnum):
    """What the table is ordered by."""

    NAME = "name"
    PLACE = "place"
    UNKNOWN = "unknown"
    CHECKED = "checked"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which listings the table shows, and in which order."""

    state: str = ""
    city: str = ""
    """As typed."""
    name: str = ""
    """As typed: a part of the program's or the organization's name."""
    listed: YesNo = YesNo.ANY
    checked: YesNo = YesNo.ANY
    placed: YesNo = YesNo.ANY
    conflicts: YesNo = YesNo.ANY
    sample: YesNo = YesNo.ANY
    unknown: Unknown = Unknown.ANY
    sort: Sort = Sort.NAME
    backwards: bool = False

    @property
    def typed(self) -> bool:
        """Whether somebody typed anything: that stands in no address."""
        return bool(self.city or self.name)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter under its name."""

    id: int
    name: str
    filter: Filter


class TooManyFilters(ValueError):
    """One account keeps as many filters as it can."""


def rows(session: Session, taxonomy: Taxonomy, wanted: Filter) -> list[ListingLine]:
    """Return every listing that the filter lets through, in its order."""
    found = store.lines(
        session,
        taxonomy,
        state=wanted.state or None,
        listed=None if wanted.listed is YesNo.ANY else wanted.listed is YesNo.YES,
    )
    asked = replace(wanted, sort=Sort.NAME, backwards=False, state="", listed=YesNo.ANY)
    fitting = found if asked == EVERYTHING else [line for line in found if _fits(line, wanted)]
    ordered = sorted(fitting, key=lambda line: (_folded(line.name), line.id))
    if wanted.sort is Sort.NAME and not wanted.backwards:
        return ordered
    return sorted(ordered, key=_ORDERS[wanted.sort], reverse=wanted.backwards)


def by_ids(session: Session, taxonomy: Taxonomy, ids: Collection[str]) -> list[ListingLine]:
    """Return chosen listings by name."""
    found = store.lines(session, taxonomy, ids=ids)
    return sorted(found, key=lambda line: (fold(line.name), line.id))


def states(session: Session) -> list[str]:
    """Return the states that any program is in."""
    return store.states(session)


def write_csv(lines: Iterable[ListingLine]) -> str:
    """Write the rows of the table as a spreadsheet reads them; no cell becomes a formula."""
    file = StringIO()
    table = csv.writer(file, lineterminator="\r\n")  # so that a lone \r is quoted too
    table.writerow(CSV_COLUMNS)
    for line in lines:
        table.writerow([_cell(value) for value in _values(line)])
    return file.getvalue()


CSV_COLUMNS = (
    *("id", "slug", "organization", "program", "city", "state", "phone", "listed", "sample"),
    *("placed", "unknown_share", "checked_on", "conflicts"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, whatever the quotes around it."""


def filters_of(session: Session, account_id: int) -> list[Kept]:
    """Return a curator's own filters, by name."""
    return [
        Kept(each.id, each.name, read(each.contents))
        for each in saved_filters.filters_of(session, account_id)
    ]


def keep_filter(session: Session, account_id: int, name: str, wanted: Filter) -> None:
    """Keep a filter under a name, in place of one of the same name.

    :raise TooManyFilters: where the account keeps too many others.
    """
    others = [each for each in saved_filters.filters_of(session, account_id) if each.name != name]
    if len(others) >= MOST_FILTERS:
        raise TooManyFilters
    saved_filters.keep_filter(session, account_id, name[:LONGEST_NAME], json.dumps(asdict(wanted)))
    session.commit()


def drop_filter(session: Session, account_id: int, id_: int) -> None:
    """Forget a filter."""
    saved_filters.drop_filter(session, account_id, id_)
    session.commit()


def read(contents: str) -> Filter:
    """Return the filter that was kept; a choice that is no more is left open."""
    return filter_from(json.loads(contents))


def filter_from(values: dict[str, Any]) -> Filter:
    """Return the filter that *values* name; what is no choice is left open."""

    def choice(kind: Any, name: str) -> Any:
        wanted = values.get(name, "")
        return kind(wanted) if wanted in list(kind) else next(iter(kind))

    return Filter(
        state=str(values.get("state", ""))[:2],
        city=str(values.get("city", ""))[:LONGEST_NAME].strip(),
        name=str(values.get("name", ""))[:LONGEST_NAME].strip(),
        listed=choice(YesNo, "listed"),
        checked=choice(YesNo, "checked"),
        placed=choice(YesNo, "placed"),
        conflicts=choice(YesNo, "conflicts"),
        sample=choice(YesNo, "sample"),
        unknown=choice(Unknown, "unknown"),
        sort=choice(Sort, "sort"),
        backwards=values.get("backwards") in {True, "y"},
    )


@lru_cache(maxsize=2**15)
def _folded(name: str) -> str:
    """Return a name as it is sorted by; names stay the same from one page to the next."""
    return fold(name)


def _fits(line: ListingLine, wanted: Filter) -> bool:
    flags = (
        (wanted.checked, line.checked_on is not None),
        (wanted.placed, line.placed),
        (wanted.conflicts, line.conflicts > 0),
        (wanted.sample, line.sample),
    )
    if any(choice is not YesNo.ANY and (choice is YesNo.YES) != flag for choice, flag in flags):
        return False
    if wanted.unknown is not Unknown.ANY and line.unknown * 100 < int(wanted.unknown):
        return False
    if wanted.city and fold(wanted.city) != fold(line.city):
        return False
    return not wanted.name or fold(wanted.name) in fold(f"{line.name} {line.organization}")


_ORDERS: dict[Sort, Callable[[ListingLine], Any]] = {
    Sort.NAME: lambda line: _folded(line.name),
    Sort.PLACE: lambda line: (line.state, _folded(line.city)),
    Sort.UNKNOWN: lambda line: -line.unknown,
    Sort.CHECKED: lambda line: line.checked_on.toordinal() if line.checked_on else 0,
    Sort.CONFLICTS: lambda line: -line.conflicts,
}


def _values(line: ListingLine) -> tuple[Any, ...]:
    return (
        line.id,
        line.slug,
        line.organization,
        line.name,
        line.city,
        line.state,
        line.phone,
        "yes" if line.listed else "no",
        "yes" if line.sample else "no",
        "yes" if line.placed else "no",
        f"{line.unknown:.2f}",
        line.checked_on.isoformat() if line.checked_on else "",
        line.conflicts,
    )


def _cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
