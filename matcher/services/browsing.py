"""Looking through the directory without needs: by state, by city, by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.domain.spelling import slugify
from matcher.domain.states import state_name
from matcher.persistence import browse
from matcher.persistence.browse import Age, Named

ON_A_PAGE = 50


class NowhereListed(LookupError):
    """No program is listed in a state or city of that address."""


@dataclass(frozen=True, slots=True)
class Area:
    """A state or a city with listed programs."""

    slug: str
    """As its address writes it."""
    name: str
    programs: int


@dataclass(frozen=True, slots=True)
class Directory:
    """What the first page of the directory shows."""

    states: tuple[Area, ...]
    ages: tuple[Age, ...]
    has_samples: bool

    @property
    def programs(self) -> int:
        """How many programs are listed."""
        return sum(state.programs for state in self.states)


@dataclass(frozen=True, slots=True)
class CityPage:
    """One page of the programs of a city."""

    state: Area
    city: Area
    programs: tuple[Named, ...]
    page: int
    pages: int


def states(session: Session) -> Directory:
    """Return the states with listed programs, by name, and how old their listings are."""
    found = [
        Area(each.name.lower(), state_name(each.name), each.programs)
        for each in browse.states(session)
    ]
    return Directory(
        tuple(sorted(found, key=lambda area: area.name)),
        ages(session),
        browse.has_samples(session),
    )


def ages(session: Session) -> tuple[Age, ...]:
    """Return how old the listings are, by the source they rest on."""
    return tuple(browse.ages(session))


def are_samples(session: Session) -> bool:
    """Whether the listings are made up: where one is, all are."""
    return browse.has_samples(session)


def cities(session: Session, state: str) -> tuple[Area, tuple[Area, ...]]:
    """Return a state and its cities with listed programs, by name.

    :raise NowhereListed: where there are none.
    """
    found: dict[str, Area] = {}
    for each in browse.cities(session, state.upper()):
        slug = slugify(each.name)
        before = found.get(slug)
        programs = each.programs + (before.programs if before else 0)
        found[slug] = Area(slug, before.name if before else each.name, programs)
    if not found:
        raise NowhereListed
    listed = sum(area.programs for area in found.values())
    return Area(state.lower(), state_name(state.upper()), listed), tuple(found.values())


def city(session: Session, state: str, city_slug: str, page: int) -> CityPage:
    """Return one page of a city's programs; a page past the last one is the last one.

    :raise NowhereListed: where there are none.
    """
    of_state, areas = cities(session, state)
    area = next((each for each in areas if each.slug == city_slug), None)
    if area is None:
        raise NowhereListed
    spelled = [
        each.name
        for each in browse.cities(session, state.upper())
        if slugify(each.name) == city_slug
    ]
    pages = max(1, -(-area.programs // ON_A_PAGE))
    page = min(max(1, page), pages)
    programs = browse.names(
        session,
        state=state.upper(),
        cities=spelled,
        limit=ON_A_PAGE,
        offset=(page - 1) * ON_A_PAGE,
    )
    return CityPage(of_state, area, tuple(programs), page, pages)
