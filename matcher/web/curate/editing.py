"""Editing one program: answers and details are kept as a draft, which nobody else sees."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence
from matcher.services import drafts, sheets
from matcher.services.drafts import DraftMoved
from matcher.services.sheets import Sheet
from matcher.web import headers
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.forms.editing import (
    CHOICE_LABELS,
    SHOWING_LABELS,
    FactsForm,
    Showing,
    seen_number,
    shows,
)
from matcher.web.forms.editing_details import (
    FIELD_LABELS,
    HINTS,
    DetailsForm,
)
from matcher.web.forms.grounds import EVIDENCE_SHORT
from matcher.web.given import given

bp = Blueprint("editing", __name__, url_prefix="/curate/programs")


@bp.get("/<string:slug>")
@role("admin", "curator")
@headers.private
def facts(slug: str) -> ResponseReturnValue:
    """Show every answer, who gave it, and what may be said instead."""
    sheet, showing = _sheet(slug), _showing()
    form = FactsForm(formdata=None)
    form.begin(sheet, showing)
    return _facts_page(sheet, form, showing)


@bp.post("/<string:slug>")
@role("admin", "curator")
def save_facts(slug: str) -> ResponseReturnValue:
    """Keep the answers in this curator's draft."""
    sheet, showing = _sheet(slug), _showing()
    form = FactsForm()
    form.take(sheet, request.form)
    if not form.is_whole():
        return _facts_page(sheet, form, showing), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        _keep(sheet, form)
    except DraftMoved:
        form.stamp.data = sheet.opened.stamp
        return _facts_page(sheet, form, showing, moved=True), HTTPStatus.CONFLICT
    return _after_saving(slug)


@bp.get("/<string:slug>/details")
@role("admin", "curator")
@headers.private
def details(slug: str) -> ResponseReturnValue:
    """Show names, address, phones, hours, prices and rules."""
    sheet = _sheet(slug)
    form = DetailsForm(formdata=None)
    form.begin(sheet)
    return _details_page(sheet, form)


@bp.post("/<string:slug>/details")
@role("admin", "curator")
def save_details(slug: str) -> ResponseReturnValue:
    """Keep the details in this curator's draft."""
    sheet = _sheet(slug)
    form = DetailsForm()
    form.take(sheet, request.form)
    if not (form.is_whole() and _is_somewhere(form)):
        return _details_page(sheet, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        _keep(sheet, form)
    except DraftMoved:
        form.stamp.data = sheet.opened.stamp
        return _details_page(sheet, form, moved=True), HTTPStatus.CONFLICT
    return _after_saving(slug)


def _sheet(slug: str) -> Sheet:
    now = datetime.now(UTC)
    return sheets.sheet(given().session, given().taxonomy, slug, the_account().id, now)


def _showing() -> Showing:
    wanted = request.args.get("show", "")
    return Showing(wanted) if wanted in list(Showing) else Showing.ALL


def _keep(sheet: Sheet, form: FactsForm | DetailsForm) -> None:
    drafts.save(
        given().session,
        sheet.program.id,
        the_account().id,
        sheets.merged(sheet.opened.edits, form.shown, form.to_edits()),
        datetime.now(UTC),
        seen=seen_number(form.seen.data),
        stamp=form.stamp.data or "",
    )


def _is_somewhere(form: DetailsForm) -> bool:
    """Whether the address can be placed offline, by its ZIP code, city or own coordinates."""
    written = form.the(Field.ADDRESS)
    if not written.says or sheets.can_be_placed(given().session, written.to_address()):
        return True
    written.wrong_part = "postal_code"
    written.errors = [
        gettext(
            "We know neither this ZIP code nor this city. Check them, or enter the coordinates."
        )
    ]
    return False


def _after_saving(slug: str) -> ResponseReturnValue:
    return redirect(url_for("drafts.changes", slug=slug), HTTPStatus.SEE_OTHER)


def _facts_page(sheet: Sheet, form: FactsForm, showing: Showing, *, moved: bool = False) -> str:
    counts = {each: sum(shows(each, line) for line in sheet.lines) for each in Showing}
    return render_template(
        "curate/editing/facts.html",
        sheet=sheet,
        form=form,
        showing=showing,
        counts=counts,
        moved=moved,
        showing_labels=SHOWING_LABELS,
        choice_labels=CHOICE_LABELS,
        evidence_short=EVIDENCE_SHORT,
        evidences=list(Evidence),
    )


def _details_page(sheet: Sheet, form: DetailsForm, *, moved: bool = False) -> str:
    return render_template(
        "curate/editing/details.html",
        sheet=sheet,
        form=form,
        moved=moved,
        labels=FIELD_LABELS,
        hints=HINTS,
        evidence_short=EVIDENCE_SHORT,
    )
