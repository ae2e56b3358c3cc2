"""With a case in hand, the pages of a family's list give way to those of the case's shortlist."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services.cases import shortlisting
from matcher.web import in_hand
from matcher.web.cases.mine import now
from matcher.web.given import given
from matcher.web.in_hand import InHand
from matcher.web.shortlists.going_back import back_to

INSTEAD = {
    "shortlists.show": "cases.shortlist",
    "shortlists.ask_to_clear": "cases.shortlist",
    "shortlists.clear": "cases.shortlist",
    "shortlists.move": "cases.shortlist",
    "shortlists.undo": "cases.shortlist",
    "compare.show": "case_lists.compare",
    "compare.choose": "case_lists.compare",
    "packet.show": "case_packets.choose",
    "sharing.ask": "case_packets.ask_to_share",
    "sharing.share": "case_packets.ask_to_share",
}


def init_app(app: Flask) -> None:
    """Lead those who work on a case to its own pages."""

    @app.before_request
    def lead() -> ResponseReturnValue | None:
        if request.endpoint not in INSTEAD and request.endpoint != "shortlists.remove":
            return None
        hand = in_hand.in_hand()
        if hand is None:
            return None
        if request.endpoint == "shortlists.remove":
            return _take_off(hand)
        return redirect(
            url_for(INSTEAD[request.endpoint], case_id=hand.case.id, list_id=hand.shortlist.id),
            HTTPStatus.SEE_OTHER,
        )


def _take_off(hand: InHand) -> ResponseReturnValue:
    """Take a program off at once where nothing would be lost, and ask first where it would."""
    entry_id = hand.entries.get(request.form.get("program", ""))
    if entry_id is None:
        return redirect(back_to(request.form.get("back")), HTTPStatus.SEE_OTHER)
    session, owner, case_id = given().session, hand.owner, hand.case.id
    row = shortlisting.entry_row(session, owner, case_id, entry_id)
    if not shortlisting.is_blank(session, owner, row):
        asked = url_for("case_lists.ask_to_take_off", case_id=case_id, entry_id=entry_id)
        return redirect(asked, HTTPStatus.SEE_OTHER)
    shortlisting.take_off(session, owner, case_id, entry_id, now())
    return redirect(back_to(request.form.get("back")), HTTPStatus.SEE_OTHER)
