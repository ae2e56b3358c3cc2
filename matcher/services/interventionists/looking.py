"""Look for an interventionist: by place, by how they work, and by the programs they know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.criteria import Criterion, Must
from matcher.domain.geography import Place
from matcher.domain.interventionists.order import Found, Served, serving
from matcher.domain.interventionists.profile import Connection, Profile
from matcher.domain.interventionists.vocabulary import Language, Manner
from matcher.domain.needs import Needs
from matcher.persistence import profiles
from matcher.persistence.profiles import Listed
from matcher.services.current import CurrentListings
from matcher.services.finding import FoundMatch, Page, find

ON_A_PAGE = 10
PROGRAMS_SHOWN = 5
TERM = "interventionist"
"""What a program's listing says of working with interventionists (SAMHSA's code PIEC)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a family looks for; nothing asked is everyone."""

    place: Place | None = None
    manner: Manner | None = None
    language: Language | None = None
    remote: bool = False
    knows: bool = False
    """Only those who are joined to a program on the family's list."""
    program_ids: frozenset[str] = frozenset()
    """The family's list: it changes no one's place in the order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One interventionist, as the family's search and list see them."""

    profile: Profile
    found: Found
    known: tuple[Connection, ...]
    """What joins them to programs on the family's list, money first."""

    @property
    def known_programs(self) -> int:
        """How many programs on the list that is."""
        return len({each.program.id for each in self.known})


@dataclass(frozen=True, slots=True)
class Looked:
    """One page of the directory."""

    entries: tuple[Entry, ...]
    count: int
    everyone: int
    """How many profiles there are at all: nobody fitting is not nobody listed."""
    page: int
    pages: int


def look(session: Session, wanted: Wanted, page: int) -> Looked:
    """Return those who fit, by the published order, one page of them."""
    everyone = profiles.public_ones(session)
    fitting = [each for each in everyone if _fits(each, wanted)]
    if wanted.knows:
        joined = profiles.connected_with(session, wanted.program_ids)
        fitting = [each for each in fitting if each.id in joined]
    found = serving(_served(fitting), wanted.place)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    whole = profiles.profiles(session, [each.id for each in shown])
    entries = tuple(
        Entry(whole[each.id], each, whole[each.id].known(wanted.program_ids))
        for each in shown
        if each.id in whole
    )
    return Looked(entries, len(found), len(everyone), page, pages)


def programs_nearby(
    session: Session, listings: CurrentListings, place: Place, on: date
) -> tuple[FoundMatch, ...]:
    """Return the nearest programs that list working with interventionists, by distance."""
    needs = Needs(place.point, musts=(Must(Criterion.any_of([TERM])),))
    found = find(session, listings, place, needs, Page(limit=PROGRAMS_SHOWN), on)
    return tuple(match for match in found.matches if match.standing.arithmetic.doubt == 0)


def _fits(each: Listed, wanted: Wanted) -> bool:
    return (
        (wanted.manner is None or wanted.manner.fits(each.approaches))
        and (wanted.language is None or wanted.language in each.languages)
        and (each.remote or not wanted.remote)
    )


def _served(those: Iterable[Listed]) -> Iterable[Served]:
    """Leave behind all but where somebody works, so that nothing else can order them."""
    return (
        Served(each.id, each.name, each.areas, each.states, remote=each.remote) for each in those
    )
