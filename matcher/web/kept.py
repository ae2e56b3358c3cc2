"""What this browser keeps for the person: their answers, and programs they put on their list.

With a professional's case in hand (`web.in_hand`) it is the case that keeps them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import current_app, request
from flask import session as browser

from matcher.services.cases.shortlisting import ListFull
from matcher.web import in_hand
from matcher.web.session import EncryptedSessions, Session

ANSWERS = "answers"
STEPS = "steps"
PICKS = "picks"
READ_FIRST = "read_first"
NAME = "name"
INTERVENTIONIST = "interventionist"
SHORTLIST = "shortlist"
BESIDE = "beside"
LONGEST_SHORTLIST = 20
ROOM_FOR_TOKENS = {"csrf_token": secrets.token_hex(20), "account": secrets.token_urlsafe(24)}
"""As long as the real ones, and as hard to compress."""


class ShortlistFull(Exception):
    """The list on this device already holds as many programs as it can."""


def answers() -> dict[str, Any] | None:
    """Return the answers as they were kept; None where nothing was answered yet."""
    kept: dict[str, Any] | None = _get(ANSWERS)
    return dict(kept) if kept is not None else None


def keep_answers(given: Mapping[str, Any]) -> None:
    """Keep *given* (plain JSON values) in place of earlier answers, or raise TooMuchToKeep."""
    _keep(ANSWERS, dict(given))


def picks() -> dict[str, Any]:
    """Return what was weighed on the front page."""
    return dict(_get(PICKS) or {})


def keep_picks(made: Mapping[str, Any]) -> None:
    """Keep what was weighed on the front page, or raise TooMuchToKeep."""
    _keep(PICKS, dict(made))


def to_read_first() -> dict[str, Any]:
    """Return the cards that an answer just brought up, and the page they come before."""
    return dict(_get(READ_FIRST) or {})


def keep_to_read_first(cards: Iterable[str], before: str) -> None:
    """Keep the cards to be read before a page is shown; none is none to read."""
    ids = list(cards)
    if ids:
        _keep(READ_FIRST, {"cards": ids, "before": before})
    else:
        _let_go(READ_FIRST)


def steps() -> list[dict[str, Any]]:
    """Return the changes made on the list of results, in the order they were made."""
    return list(_get(STEPS) or ())


def keep_steps(made: Iterable[Mapping[str, Any]]) -> None:
    """Keep the changes made on the list, or raise TooMuchToKeep."""
    _keep(STEPS, [dict(step) for step in made])


def name_looked_for() -> str:
    """Return the name that was looked for in the directory; empty where none was."""
    return str(browser.get(NAME, ""))


def keep_name_looked_for(name: str) -> None:
    """Keep a name that was typed, for it may stand in no address."""
    _keep_here(NAME, name)


def interventionist_looked_for() -> dict[str, Any]:
    """Return where and how an interventionist was looked for; nothing where none was."""
    return dict(browser.get(INTERVENTIONIST, {}))


def keep_interventionist_looked_for(wanted: Mapping[str, Any]) -> None:
    """Keep where and how an interventionist is looked for, or raise TooMuchToKeep."""
    _keep_here(INTERVENTIONIST, {name: value for name, value in wanted.items() if value})


def anything() -> bool:
    """Whether this browser holds anything for us, found out without marking the page as private."""
    return current_app.session_interface.get_cookie_name(current_app) in request.cookies


def shortlist() -> list[str]:
    """Return the ids on the list, in the order they were added."""
    hand = in_hand.in_hand()
    return list(browser.get(SHORTLIST, ())) if hand is None else list(hand.entries)


def add_to_shortlist(program_id: str) -> None:
    """Put a program on the list; twice is once. Raises ShortlistFull above twenty."""
    hand = in_hand.in_hand()
    if hand is not None:
        _put_on_list_in_hand(hand, program_id)
        return
    ids = shortlist()
    if program_id in ids:
        return
    if len(ids) >= LONGEST_SHORTLIST:
        raise ShortlistFull
    _keep_here(SHORTLIST, [*ids, program_id])


def remove_from_shortlist(program_id: str) -> None:
    """Take a program off the list, if it is there."""
    _keep_here(SHORTLIST, [kept for kept in shortlist() if kept != program_id])


def arrange_shortlist(program_ids: Iterable[str]) -> None:
    """Keep the list as it is given, in that order; raises ShortlistFull above twenty."""
    ids = list(dict.fromkeys(program_ids))
    if len(ids) > LONGEST_SHORTLIST:
        raise ShortlistFull
    _keep_here(SHORTLIST, ids)


def beside_shortlist() -> dict[str, Any]:
    """Return what is kept beside the list: what was just taken off it, and what is compared."""
    return dict(_get(BESIDE) or {})


def keep_beside_shortlist(**values: Any) -> None:
    """Keep a few plain values beside the list; None lets one go."""
    beside = {name: value for name, value in {**beside_shortlist(), **values}.items() if value}
    _keep(BESIDE, beside)


def forget_what_was_asked() -> None:
    """Forget the answers and what was made of them; the list of programs stays."""
    _let_go(ANSWERS, PICKS, STEPS, READ_FIRST)
    browser.pop(INTERVENTIONIST, None)


def clear() -> None:
    """Forget everything on this device."""
    browser.clear()
    _session().modified = True  # an empty session deletes the cookie even where none was opened


def were_lost() -> bool:
    """Whether answers may have been here, and were too old or unreadable."""
    return _session().lost


def _put_on_list_in_hand(hand: in_hand.InHand, program_id: str) -> None:
    try:
        in_hand.put_on_list(hand, program_id)
    except ListFull:
        raise ShortlistFull from None


def _get(name: str) -> Any:
    """Return what is kept under a name, with the case in hand or else in this browser."""
    hand = in_hand.in_hand()
    return browser.get(name) if hand is None else hand.needs.get(name)


def _let_go(*names: str) -> None:
    hand = in_hand.in_hand()
    if hand is not None:
        in_hand.keep(hand, dict.fromkeys(names))
        return
    for name in names:
        browser.pop(name, None)


def _keep(name: str, value: object) -> None:
    """Keep something with the case in hand, or else in this browser."""
    hand = in_hand.in_hand()
    if hand is None:
        _keep_here(name, value)
    else:
        in_hand.keep(hand, {name: value})


def _keep_here(name: str, value: object) -> None:
    """Measure before keeping, so that the person hears of it while their form is still there."""
    interface = cast("EncryptedSessions", current_app.session_interface)
    # A form's token and a session's join the cookie later, so room is left for both.
    interface.seal(current_app, {**ROOM_FOR_TOKENS, **browser, name: value})
    browser[name] = value


def _session() -> Session:
    return cast("Session", browser._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001 -- werkzeug's documented way from a proxy to what it stands for
