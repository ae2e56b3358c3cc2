"""The case in hand: while a professional works on one, the way in and the plans are about it.

A family's answers live in its browser alone. With a case in hand `web.kept` keeps what is answered,
weighed and put on a list with that case instead, so that one set of pages serves both; what the
browser kept for itself stays as it was, and is there again once the case is put away.

The cookie holds which case it is, and nothing of it. Whoever is no longer signed in has none.

A browser has one cookie and many tabs, so every form is marked with the case it was made for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from flask import Flask, current_app, g
from flask import session as browser

from matcher.services.cases import keeping, marks, packets, shortlisting
from matcher.services.cases.keeping import Case
from matcher.services.cases.marks import Place
from matcher.services.cases.owner import NotYours, Owner
from matcher.services.cases.shortlisting import Shortlist
from matcher.services.sharing import Links
from matcher.web.given import given
from matcher.web.session import EncryptedSessions

MARK = "case"
EXTENSION = "case_in_hand"

WhoseCases = Callable[[], Owner | None]


@dataclass
class InHand:
    """One case, for as long as one request."""

    owner: Owner
    case: Case
    wanted_list: str
    needs: dict[str, Any]

    @cached_property
    def shortlist(self) -> Shortlist:
        """The shortlist that programs are put on: the one chosen, as long as it is there."""
        lists = shortlisting.lists_of(given().session, self.owner, self.case.id)
        return next((each for each in lists if each.id == self.wanted_list), lists[0])

    @cached_property
    def entries(self) -> dict[str, str]:
        """The entries on that list by their programs."""
        return shortlisting.program_ids(given().session, self.owner, self.shortlist.id)


def init_app(app: Flask, whose: WhoseCases) -> None:
    """Let *whose* say whose cases may be in hand."""
    app.extensions[EXTENSION] = whose
    app.jinja_env.globals["case_in_hand"] = shown


def take(case_id: str, list_id: str = "") -> None:
    """Take a case in hand, to put programs on one of its lists, or raise TooMuchToKeep."""
    interface = cast("EncryptedSessions", current_app.session_interface)
    interface.seal(current_app, {**browser, MARK: [case_id, list_id]})  # measured first
    browser[MARK] = [case_id, list_id]
    g.pop(EXTENSION, None)


def put_away() -> None:
    """Work on no case any more."""
    browser.pop(MARK, None)
    g.pop(EXTENSION, None)


def in_hand() -> InHand | None:
    """Return the case in hand; None for everybody else, at no cost."""
    mark = browser.get(MARK)
    if not mark:
        return None
    if EXTENSION not in g:
        setattr(g, EXTENSION, _open(*mark))
    found: InHand | None = g.get(EXTENSION)
    return found


def shown() -> InHand | None:
    """Return the case that this page was about; None where nothing of it was asked for."""
    found: InHand | None = g.get(EXTENSION)
    return found


def mark() -> str:
    """Return the mark of what is in hand, for a form; empty where no case is."""
    held: list[str] = browser.get(MARK, [])
    owner = _whose() if held else None
    return "" if owner is None else marks.mark_of(owner, Place(*held))


@contextmanager
def aside() -> Iterator[None]:
    """Look at what this browser keeps for itself, whatever case is in hand."""
    held = g.pop(EXTENSION, None)
    setattr(g, EXTENSION, None)
    try:
        yield
    finally:
        g.pop(EXTENSION, None)
        if held is not None:
            setattr(g, EXTENSION, held)


def keep(hand: InHand, changed: Mapping[str, Any]) -> None:
    """Keep what was answered with the case."""
    keeping.keep_needs(given().session, hand.owner, hand.case.id, changed, _now())
    hand.needs.update(changed)


def put_on_list(hand: InHand, program_id: str) -> None:
    """Put a program on the shortlist in hand; twice is once.

    :raise ListFull: where it holds as many as it may.
    """
    place = (hand.case.id, hand.shortlist.id)
    entry = shortlisting.add(
        given().session, given().listings, hand.owner, place, program_id, _now()
    )
    if entry is not None:
        hand.entries[program_id] = entry


def remember_link(links: Links, title: str) -> None:
    """Let a link that was just made belong to the case in hand, if there is one."""
    hand = in_hand()
    if hand is not None:
        packets.remember_link(given().session, hand.owner, hand.case.id, links, title, _now())


def _open(case_id: str, list_id: str) -> InHand | None:
    owner = _whose()
    try:
        case = None if owner is None else keeping.the_case(given().session, owner, case_id)
    except NotYours:
        case = None
    if owner is None or case is None:
        browser.pop(MARK, None)
        return None
    return InHand(owner, case, list_id, dict(case.needs))


def _whose() -> Owner | None:
    whose: WhoseCases = current_app.extensions[EXTENSION]
    return whose()


def _now() -> datetime:
    return datetime.now(UTC)
