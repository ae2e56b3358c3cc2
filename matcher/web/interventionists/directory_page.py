"""What the directory of interventionists shows: who fits, in which order, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from matcher.domain.geography import Place, PlaceAmbiguous, PlaceNotFound
from matcher.domain.interventionists import words
from matcher.domain.interventionists.vocabulary import Approach, Language, Manner
from matcher.domain.message import Message
from matcher.services.finding import FoundMatch
from matcher.services.interventionists.looking import (
    Entry,
    Looked,
    Wanted,
    look,
    programs_nearby,
)
from matcher.services.places import find_place
from matcher.web import kept
from matcher.web.asked_here import asked_here_if_any
from matcher.web.forms.interventionists import LookForm
from matcher.web.given import given, today
from matcher.web.interventionists.profile_page import ProfilePage, Way, explained

M = TypeVar("M", bound=StrEnum)

MOST_MONEY_LINES = 4
"""On a card; the page of the profile has them all."""


@dataclass(frozen=True, slots=True)
class Card:
    """One interventionist on the list."""

    entry: Entry
    page: ProfilePage
    reach: Message | None

    @property
    def money_left_out(self) -> int:
        """How many programs that pay them stand on their own page alone."""
        return max(0, len(self.page.money) - MOST_MONEY_LINES)


class DirectoryPage:
    """Everything the template of the directory prints."""

    def __init__(self, form: LookForm, place: Place | None, looked: Looked | None) -> None:
        self.form = form
        self.place = place
        self.looked = looked
        self.has_list = bool(kept.anything() and kept.shortlist())

    @classmethod
    def here(cls, page: int) -> DirectoryPage:
        """Return the page for what this browser looks for."""
        asked = _asked_here()
        form = LookForm(formdata=None, data=asked)
        place = _place(asked.get("near"))
        wanted = Wanted(
            place=place,
            manner=_member(Manner, asked.get("manner")),
            language=_member(Language, asked.get("language")),
            remote=bool(asked.get("remote")),
            knows=bool(asked.get("knows")) and bool(_listed()),
            program_ids=_listed(),
        )
        return cls(form, place, look(given().session, wanted, page))

    @classmethod
    def of(cls, form: LookForm) -> DirectoryPage:
        """Return the page that asks again what could not be understood."""
        return cls(form, None, None)

    @property
    def cards(self) -> list[Card]:
        """Those who fit, in the published order."""
        if self.looked is None:
            return []
        on, listed = today(), _listed()
        return [
            Card(each, ProfilePage(each.profile, on, listed), _reach(each, self.place))
            for each in self.looked.entries
        ]

    @property
    def ways(self) -> list[Way]:
        """Every approach, explained; those that invite come first."""
        return [explained(each) for each in Approach]

    @property
    def narrowed(self) -> bool:
        """Whether anything but everyone was asked for."""
        return any(self.form.to_keep().values())

    @cached_property
    def programs(self) -> tuple[FoundMatch, ...]:
        """The nearest programs that list working with interventionists."""
        if self.place is None:
            return ()
        return programs_nearby(given().session, given().listings, self.place, today())


def _asked_here() -> dict[str, object]:
    """Return what this browser looks for; the place of its other answers serves until then."""
    if not kept.anything():
        return {}
    asked = kept.interventionist_looked_for()
    search = None if asked else asked_here_if_any()
    return {"near": search.place.label} if search else asked


def _place(text: object) -> Place | None:
    if not text:
        return None
    try:
        return find_place(given().session, str(text), nearly=False)
    except (PlaceNotFound, PlaceAmbiguous):
        return None  # the gazetteer changed since it was kept


def _member(kind: type[M], value: object) -> M | None:
    return next((each for each in kind if each.value == value), None)


def _listed() -> frozenset[str]:
    return frozenset(kept.shortlist()) if kept.anything() else frozenset()


def _reach(entry: Entry, place: Place | None) -> Message | None:
    if place is None or entry.found.reach is None:
        return None
    return words.reach(entry.found.reach)
