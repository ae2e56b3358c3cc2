"""A form is for the case its page was made for: sent with another in hand, it writes nothing.

A browser has one case in hand and many tabs. Whoever pressed a button in a tab that was opened for
another case is told which one, and says what shall be.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue

from matcher.services.cases import keeping, marks
from matcher.services.cases.keeping import Case
from matcher.services.cases.marks import Place
from matcher.web import access, csrf, in_hand
from matcher.web.cases.mine import owner_if_any
from matcher.web.given import given
from matcher.web.in_hand import InHand

WHATEVER_IS_IN_HAND = frozenset({"accounts", "second_step", "taking_up", "reporting", "claiming"})
"""Rooms open to everyone that neither read nor write what is in hand."""

BROWSERS_OWN = frozenset({"pages.delete_what_is_kept", "sharing.revoke"})
"""Forms that name all they are about, or are about this browser."""

PUTS_AWAY = "cases.put_away"


WANTED = "!"
"""Ends the mark of a form whose sender was asked, and goes on whatever is in hand."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """What a form was made for, beside what is in hand."""

    mark: str
    place: Place | None
    case: Case | None
    """None where it was made for none, or for one that whoever asks cannot open."""
    hand: InHand | None

    @property
    def may_go_on(self) -> bool:
        """Whether what it was made for can be taken in hand."""
        return self.case is not None or not self.mark

    @property
    def token(self) -> str:
        """The token to send the form with once more: as it was wanted, or as it came."""
        return csrf.token_for(self.mark + (WANTED if self.may_go_on else ""))


def init_app(app: Flask) -> None:
    """Ask of every form that writes to what is in hand whether it was made for it."""
    app.before_request(_check)


def depends_on_hand(endpoint: str) -> bool:
    """Tell whether what a form does depends on what is in hand.

    Pages that families use do; those of whoever is signed in name in their address all they are
    about, but for the one that puts a case away.
    """
    room = endpoint.rpartition(".")[0]
    if endpoint in BROWSERS_OWN or room in WHATEVER_IS_IN_HAND:
        return False
    declared = access.of(current_app.view_functions[endpoint])
    return endpoint == PUTS_AWAY or (declared is not None and declared.public)


def _check() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or not csrf.passed() or not depends_on_hand(endpoint):
        return None
    sent, hand = csrf.mark_sent(), in_hand.in_hand()
    if sent == in_hand.mark() or (hand is None and endpoint == PUTS_AWAY):
        return None
    tabs = _tabs(sent.removesuffix(WANTED), hand)
    same_case = tabs.case is not None and hand is not None and tabs.case.id == hand.case.id
    if tabs.may_go_on and (same_case or sent.endswith(WANTED)):
        _take_up(tabs.place)
        return None
    page = render_template("cases/made_for.html", tabs=tabs, typed=csrf.typed())
    return page, HTTPStatus.CONFLICT


def _tabs(mark: str, hand: InHand | None) -> Tabs:
    owner, session = owner_if_any(), given().session
    if not mark or owner is None:
        return Tabs(mark, None, None, hand)
    place = marks.marked(session, owner, mark)
    case = None if place is None else keeping.the_case(session, owner, place.case_id)
    return Tabs(mark, place, case, hand)


def _take_up(place: Place | None) -> None:
    if place is None:
        in_hand.put_away()
    else:
        in_hand.take(place.case_id, place.list_id)
