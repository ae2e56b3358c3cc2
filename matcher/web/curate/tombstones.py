"""Programs that closed, moved or asked not to be listed: take one off the list, and put it back."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matcher.services import burying
from matcher.services.burying import LeadsNowhere
from matcher.services.showing import show as shown
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.forms.deciding import ENDING_LABELS, BuryForm
from matcher.web.given import given, today

bp = Blueprint("tombstones", __name__, url_prefix="/curate/gone")


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show the programs that are gone, the newest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    return render_template(
        "curate/desk/gone.html",
        buried=burying.buried(given().session, page),
        count=burying.count(given().session),
        page=page,
        most=burying.PAGE,
        labels=ENDING_LABELS,
    )


@bp.get("/<string:slug>")
@role("admin", "curator")
def ask(slug: str) -> ResponseReturnValue:
    """Ask what became of a program; or offer to put it back."""
    return _ask_page(slug, BuryForm())


@bp.post("/<string:slug>")
@role("admin", "curator")
def bury(slug: str) -> ResponseReturnValue:
    """Take a program off the list."""
    form = BuryForm()
    if form.validate():
        try:
            burying.bury(given().session, slug, form.to_burial(), the_account(), datetime.now(UTC))
            return redirect(url_for("tombstones.ask", slug=slug), HTTPStatus.SEE_OTHER)
        except LeadsNowhere:
            form.successor.errors = [
                gettext("No other listing has this address. Copy it from the listing’s page.")
            ]
    return _ask_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/<string:slug>/lift")
@role("admin", "curator")
def lift(slug: str) -> ResponseReturnValue:
    """Put a program back where a directory still holds it."""
    burying.lift(given().session, slug, the_account(), datetime.now(UTC))
    return redirect(url_for("tombstones.ask", slug=slug), HTTPStatus.SEE_OTHER)


def _ask_page(slug: str, form: BuryForm) -> str:
    program = shown(given().session, given().taxonomy, slug, None, today()).program
    return render_template(
        "curate/desk/ending.html",
        program=program,
        ended=burying.ended(given().session, given().taxonomy, program, today()),
        form=form,
        labels=ENDING_LABELS,
    )
