"""What people say is wrong with a listing: read it, take it up or decline it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matcher.domain.details import WrittenAddress
from matcher.services import deciding
from matcher.services.burying import LeadsNowhere
from matcher.services.deciding import (
    PAGE,
    AlreadyDecided,
    Box,
    Now,
    Offered,
    SuggestionUnknown,
)
from matcher.web import errors
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.words import HELD_LABELS, SENDER_LABELS
from matcher.web.forms.deciding import STATEMENT_LABELS, DeclineForm, TakeForm
from matcher.web.forms.programs import ABOUT_LABELS, HEARD_LABELS
from matcher.web.given import given, today

bp = Blueprint("suggestions", __name__, url_prefix="/curate/suggestions")


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show one box of suggestions: the new, those held back, or those that are done."""
    return _box_page(Box.NEW)


@bp.get("/held")
@role("admin", "curator")
def held() -> ResponseReturnValue:
    """Show what was held back because a machine may have sent it."""
    return _box_page(Box.HELD)


@bp.get("/done")
@role("admin", "curator")
def done() -> ResponseReturnValue:
    """Show what was decided, the newest first."""
    return _box_page(Box.DONE)


@bp.get("/<int:suggestion_id>")
@role("admin", "curator")
def one(suggestion_id: int) -> ResponseReturnValue:
    """Show what the listing says now, and what somebody says instead."""
    offered, now = _look(suggestion_id)
    form = _take_form(offered)
    form.fill_in(offered, _address_now(now))
    return _one_page(offered, now, form, DeclineForm(prefix="no-"))


@bp.post("/<int:suggestion_id>/take")
@role("admin", "curator")
def take(suggestion_id: int) -> ResponseReturnValue:
    """Change the listing as the curator decided."""
    offered, now = _look(suggestion_id)
    form = _take_form(offered)
    if form.validate():
        try:
            deciding.take(
                given().session,
                given().taxonomy,
                suggestion_id,
                form.to_taken(),
                the_account(),
                datetime.now(UTC),
            )
            return _back_to(suggestion_id)
        except LeadsNowhere:
            form.successor.errors = [
                gettext("No other listing has this address. Copy it from the listing’s page.")
            ]
    page = _one_page(offered, now, form, DeclineForm(formdata=None, prefix="no-"))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/<int:suggestion_id>/decline")
@role("admin", "curator")
def decline(suggestion_id: int) -> ResponseReturnValue:
    """Leave the listing as it is, with a reason that the sender can read."""
    form = DeclineForm(prefix="no-")
    if form.validate():
        actor, at = the_account(), datetime.now(UTC)
        deciding.decline(given().session, suggestion_id, form.reason.data, actor, at)
        return _back_to(suggestion_id)
    offered, now = _look(suggestion_id)
    taking = TakeForm(formdata=None)
    taking.offer(given().taxonomy, offered)
    taking.fill_in(offered, _address_now(now))
    return _one_page(offered, now, taking, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/<int:suggestion_id>/let-through")
@role("admin", "curator")
def let_through(suggestion_id: int) -> ResponseReturnValue:
    """Put what was held back among the new ones."""
    deciding.let_through(given().session, suggestion_id)
    return _back_to(suggestion_id)


@bp.errorhandler(SuggestionUnknown)
def unknown(_: SuggestionUnknown) -> ResponseReturnValue:
    """There is no page at such an address."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


@bp.errorhandler(AlreadyDecided)
def already_decided(_: AlreadyDecided) -> ResponseReturnValue:
    """Say that somebody else was faster; nothing of theirs was changed."""
    asked = request.view_args or {}
    page = render_template("curate/suggestions/decided.html", suggestion_id=asked["suggestion_id"])
    return page, HTTPStatus.CONFLICT


def _look(suggestion_id: int) -> tuple[Offered, Now]:
    return deciding.look(given().session, given().taxonomy, suggestion_id, today())


def _take_form(offered: Offered) -> TakeForm:
    form = TakeForm()
    form.offer(given().taxonomy, offered)
    return form


def _back_to(suggestion_id: int) -> ResponseReturnValue:
    address = url_for("suggestions.one", suggestion_id=suggestion_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _address_now(now: Now) -> WrittenAddress:
    """Return the address that may be shown; a confidential one is not filled in."""
    program = now.program
    return WrittenAddress(program.street, "", program.city, program.state, program.postal_code)


def _one_page(offered: Offered, now: Now, form: TakeForm, declining: DeclineForm) -> str:
    return render_template(
        "curate/suggestions/one.html",
        offered=offered,
        now=now,
        form=form,
        declining=declining,
        **_words(),
    )


def _box_page(box: Box) -> ResponseReturnValue:
    page = max(request.args.get("page", 1, type=int), 1)
    counts = deciding.counts(given().session)
    return render_template(
        "curate/suggestions/list.html",
        box=box,
        counts=counts,
        page=page,
        pages=-(-counts[box][0] // PAGE),
        listed=deciding.in_box(given().session, box, page),
        addresses={
            Box.NEW: url_for("suggestions.show"),
            Box.HELD: url_for("suggestions.held"),
            Box.DONE: url_for("suggestions.done"),
        },
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "about_labels": ABOUT_LABELS,
        "heard_labels": HEARD_LABELS,
        "held_labels": HELD_LABELS,
        "sender_labels": SENDER_LABELS,
        "statement_labels": STATEMENT_LABELS,
        "terms": given().taxonomy.terms,
    }
