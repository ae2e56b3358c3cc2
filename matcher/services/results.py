"""One page of results: what was found, how well the area is covered, and what is nearest beyond."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.ranking import RADII
from matcher.services.asking import Search
from matcher.services.coverage import Coverage
from matcher.services.current import CurrentListings
from matcher.services.finding import Found, FoundMatch, Page, find

ON_A_PAGE = 7
"""Fewer than anybody reads at two in the morning, and light enough for a slow phone: with its style
and scripts a page stays under 100 kB where a family answered everything."""
NEAR_MISSES_SHOWN = 8
"""On the first page; on no other."""
NEAREST_SHOWN = 3
MOST_AT_ONE_PLACE = 100
"""As many programs may be exactly as far away as the last one shown."""


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
        found.coverage(session),
        page,
        pages,
        () if found.counts.matches else nearest_beyond(session, listings, search, on),
    )


def nearest_beyond(
    session: Session, listings: CurrentListings, search: Search, on: date
) -> tuple[FoundMatch, ...]:
    """Return the nearest few programs that would match if the distance did not count."""
    index = listings.snapshot(session, on).index
    for radius in _radii_beyond(search.needs.within_miles):
        reach = replace(search.needs, within_miles=radius)
        matches = index.search(reach, 0).counts.matches
        if matches >= NEAREST_SHOWN or (matches and radius is None):
            break
    else:
        return ()
    ranked = index.search(reach, matches).matches
    farthest = sorted(match.standing.miles for match in ranked)[:NEAREST_SHOWN][-1]
    nearest = replace(search.needs, within_miles=farthest)
    found = find(session, listings, search.place, nearest, Page(limit=MOST_AT_ONE_PLACE), on)
    by_distance = sorted(found.matches, key=lambda match: match.standing.miles)
    return tuple(by_distance[:NEAREST_SHOWN])


def _radii_beyond(miles: float | None) -> list[float | None]:
    """Return the distances offered that are larger than this one."""
    if miles is None:
        return []
    return [radius for radius in RADII if radius is None or radius > miles]


def _page(
    session: Session, listings: CurrentListings, search: Search, page: int, on: date
) -> Found:
    near_misses = NEAR_MISSES_SHOWN if page == 1 else 0
    stretch = Page(ON_A_PAGE, (page - 1) * ON_A_PAGE, near_misses, facets=False)
    return find(session, listings, search.place, search.needs, stretch, on)
