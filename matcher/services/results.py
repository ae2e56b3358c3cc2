"""One page of results: what was found, how well the area is covered, and what is nearest beyond."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.services.asking import Search
from matcher.services.coverage import Coverage
from matcher.services.current import CurrentListings
from matcher.services.finding import Found, FoundMatch, Page, coverage, find

ON_A_PAGE = 10
"""Fewer than anybody reads at two in the morning, and light enough for a slow phone."""
NEAREST_SHOWN = 3
EVERYONE = 1_000_000
"""More than any directory holds."""


@dataclass(frozen=True, slots=True)
class Results:
    """What one page of the list shows."""

    search: Search
    found: Found
    coverage: Coverage
    page: int
    pages: int
    """One, even where nothing matches."""
    nearest: tuple[FoundMatch, ...] = ()
    """Where nothing in range matches: the nearest few beyond, by distance."""


def results(
    session: Session, listings: CurrentListings, search: Search, page: int, on: date
) -> Results:
    """Answer *search*, one page of it; a page past the last one is the last one."""
    page = max(1, page)
    found = _page(session, listings, search, page, on)
    pages = max(1, -(-found.counts.matches // ON_A_PAGE))
    if page > pages:
        page = pages
        found = _page(session, listings, search, page, on)
    return Results(
        search,
        found,
        coverage(session, listings, search.needs, on),
        page,
        pages,
        () if found.counts.matches else nearest_beyond(session, listings, search, on),
    )


def nearest_beyond(
    session: Session, listings: CurrentListings, search: Search, on: date
) -> tuple[FoundMatch, ...]:
    """Return the nearest few programs that would match if the distance did not count."""
    if search.needs.within_miles is None:
        return ()
    anywhere = replace(search.needs, within_miles=None)
    ranking = listings.snapshot(session, on).index.search(anywhere, EVERYONE, 0, ())
    miles = sorted(match.standing.miles for match in ranking.matches)[:NEAREST_SHOWN]
    if not miles:
        return ()
    reach = replace(search.needs, within_miles=miles[-1])
    found = find(session, listings, search.place, reach, Page(limit=100), on)
    by_distance = sorted(found.matches, key=lambda match: match.standing.miles)
    return tuple(by_distance[:NEAREST_SHOWN])


def _page(
    session: Session, listings: CurrentListings, search: Search, page: int, on: date
) -> Found:
    stretch = Page(ON_A_PAGE, (page - 1) * ON_A_PAGE)
    return find(session, listings, search.place, search.needs, stretch, on)
