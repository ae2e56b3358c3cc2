"""What changed in one listing, by whom and why; and taking a change back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services import history, reverting, showing
from matcher.services.reverting import UndoneElsewhere
from matcher.services.undoing import NothingToUndo
from matcher.web import errors, headers
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.history_page import KIND_LABELS, told_act
from matcher.web.forms.grounds import WhyForm
from matcher.web.forms.looking_back import DayForm, read_day
from matcher.web.given import given, today
from matcher.web.program_page import ProgramPage

bp = Blueprint("history", __name__, url_prefix="/curate/history")


@bp.get("/<string:slug>")
@role("admin", "curator")
@headers.private
def show(slug: str) -> ResponseReturnValue:
    """Show every change of a program, the newest first."""
    return _history_page(slug, DayForm(formdata=None))


@bp.post("/<string:slug>/on")
@role("admin", "curator")
def choose_day(slug: str) -> ResponseReturnValue:
    """Lead to the program's page of a day."""
    form = DayForm()
    if not form.validate():
        return _history_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    address = url_for("history.as_of", slug=slug, day=form.to_day().isoformat())
    return redirect(address, HTTPStatus.SEE_OTHER)


@bp.get("/<string:slug>/on/<string(length=10):day>")
@role("admin", "curator")
@headers.private
def as_of(slug: str, day: str) -> ResponseReturnValue:
    """Show the program's page as it stood at the end of a day."""
    then = read_day(day)
    if then is None:
        return errors.tell(HTTPStatus.NOT_FOUND, None)
    return _page_of(slug, then)


@bp.get("/<string:slug>/undo/<int:set_id>")
@role("admin", "curator")
@headers.private
def ask(slug: str, set_id: int) -> ResponseReturnValue:
    """Say what taking a change back does, and ask why."""
    return _ask_page(slug, set_id, WhyForm(formdata=None))


@bp.post("/<string:slug>/undo/<int:set_id>")
@role("admin", "curator")
def undo(slug: str, set_id: int) -> ResponseReturnValue:
    """Take a change back; that can be taken back too."""
    form = WhyForm()
    if not form.validate():
        return _ask_page(slug, set_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    reverting.revert(
        given().session,
        given().taxonomy,
        set_id,
        the_account(),
        form.why.data,
        datetime.now(UTC),
    )
    return redirect(url_for("history.show", slug=slug), HTTPStatus.SEE_OTHER)


@bp.errorhandler(NothingToUndo)
def nothing_to_undo(_: NothingToUndo) -> ResponseReturnValue:
    """Say that it was taken back already, or never was."""
    return render_template("curate/history/nothing.html", elsewhere=None), HTTPStatus.CONFLICT


@bp.errorhandler(UndoneElsewhere)
def elsewhere(error: UndoneElsewhere) -> ResponseReturnValue:
    """Say where imports and merges are taken back."""
    page = render_template("curate/history/nothing.html", elsewhere=error.kind)
    return page, HTTPStatus.CONFLICT


def _history_page(slug: str, form: DayForm) -> str:
    told = reverting.told(given().session, given().taxonomy, slug, today())
    return render_template(
        "curate/history/history.html",
        told=told,
        acts=[told_act(act, given().taxonomy) for act in told.acts],
        form=form,
        today=today(),
    )


def _ask_page(slug: str, set_id: int, form: WhyForm) -> str:
    asked = reverting.ask(given().session, given().taxonomy, set_id, today())
    return render_template(
        "curate/history/undo.html",
        asked=asked,
        slug=slug,
        set_id=set_id,
        form=form,
        kinds=KIND_LABELS,
    )


def _page_of(slug: str, then: date) -> ResponseReturnValue:
    told = reverting.told(given().session, given().taxonomy, slug, today())
    program = history.program_as_of(given().session, given().taxonomy, told.program.id, then)
    if program is None:
        return render_template("curate/history/not_yet.html", told=told, then=then)
    shown = showing.shown_to_anyone(program, given().taxonomy)
    view = ProgramPage(shown, given().taxonomy, None, on=then, as_of=then)
    return render_template("programs/program.html", view=view)
