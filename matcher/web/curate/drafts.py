"""A curator's drafts: looked over, shown as the public would see them, published or put away."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import drafts, publishing_drafts, sheets
from matcher.services.drafts import Decided, DraftOutrun, DraftUnknown, Opened
from matcher.services.showing import Shown
from matcher.web import headers
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.saying import name_of, said_in_row, said_now, statement_said
from matcher.web.forms.editing import seen_number
from matcher.web.forms.grounds import EVIDENCE_SHORT, WhyForm
from matcher.web.given import given, today
from matcher.web.program_page import ProgramPage

bp = Blueprint("drafts", __name__, url_prefix="/curate")


@bp.get("/drafts")
@role("admin", "curator")
@headers.private
def mine() -> ResponseReturnValue:
    """Show this curator's drafts, and those put away lately."""
    asked = (given().session, given().taxonomy, the_account().id, today())
    return render_template(
        "curate/editing/drafts.html",
        listed=drafts.mine(*asked),
        put_away=drafts.put_away(*asked),
        today=today(),
    )


@bp.post("/drafts/<int:draft_id>/take-up")
@role("admin", "curator")
def take_up(draft_id: int) -> ResponseReturnValue:
    """Open a draft again that was put away."""
    drafts.take_up_again(given().session, draft_id, the_account().id, datetime.now(UTC))
    return redirect(url_for("drafts.mine"), HTTPStatus.SEE_OTHER)


@bp.post("/drafts/<int:draft_id>/drop")
@role("admin", "curator")
def drop(draft_id: int) -> ResponseReturnValue:
    """Put a draft away; it stays within reach."""
    drafts.drop(given().session, draft_id, the_account().id, datetime.now(UTC))
    return redirect(url_for("drafts.mine"), HTTPStatus.SEE_OTHER)


@bp.get("/programs/<string:slug>/changes")
@role("admin", "curator")
@headers.private
def changes(slug: str) -> ResponseReturnValue:
    """Show what the draft changes, and ask why it is published."""
    return _changes_page(_opened(slug), WhyForm(formdata=None))


@bp.get("/programs/<string:slug>/preview")
@role("admin", "curator")
@headers.private
def preview(slug: str) -> ResponseReturnValue:
    """Show the program's page as the public would see it."""
    opened = _opened(slug)
    view = ProgramPage(_shown(opened), given().taxonomy, None, on=today(), preview=True)
    return render_template("programs/program.html", view=view)


@bp.post("/programs/<string:slug>/publish")
@role("admin", "curator")
def publish(slug: str) -> ResponseReturnValue:
    """Publish the draft whole; where others changed the same, show both words instead."""
    opened, form = _opened(slug), WhyForm()
    if not form.validate():
        return _changes_page(opened, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        publishing_drafts.publish(
            given().session,
            given().taxonomy,
            opened.id,
            the_account(),
            form.why.data,
            datetime.now(UTC),
            _decided(),
        )
    except DraftOutrun as outrun:
        return _outrun_page(opened, form, outrun), HTTPStatus.CONFLICT
    return redirect(url_for("history.show", slug=slug), HTTPStatus.SEE_OTHER)


@bp.errorhandler(DraftUnknown)
def no_draft(_: DraftUnknown) -> ResponseReturnValue:
    """Say that this draft is not open any more."""
    return render_template("curate/editing/no_draft.html"), HTTPStatus.NOT_FOUND


def _opened(slug: str) -> Opened:
    now = datetime.now(UTC)
    return drafts.open_or_begin(given().session, given().taxonomy, slug, the_account().id, now)


def _shown(opened: Opened) -> Shown:
    now = datetime.now(UTC)
    return sheets.preview(given().session, given().taxonomy, opened, the_account().name, now)


def _decided() -> Decided:
    """Return for which terms and fields it was chosen whose word stands."""
    chosen = {
        name.removeprefix("whose-"): whose
        for name, whose in request.form.items()
        if name.startswith("whose-")
    }
    return Decided(
        frozenset(name for name, whose in chosen.items() if whose == "mine"),
        frozenset(name for name, whose in chosen.items() if whose == "theirs"),
        seen_number(request.form.get("seen")) or 0,
    )


def _changes_page(opened: Opened, form: WhyForm) -> str:
    found = []
    if opened.edits:
        after = _shown(opened).program
        found = sheets.differences(given().session, given().taxonomy, opened, after)
    return render_template(
        "curate/editing/changes.html",
        opened=opened,
        differences=found,
        form=form,
        name_of=lambda name: name_of(name, given().taxonomy),
        said_now=said_now,
        statement_said=statement_said,
        evidence_short=EVIDENCE_SHORT,
    )


def _outrun_page(opened: Opened, form: WhyForm, outrun: DraftOutrun) -> str:
    return render_template(
        "curate/editing/outrun.html",
        opened=opened,
        form=form,
        outrun=outrun,
        decided=_decided(),
        name_of=lambda name: name_of(name, given().taxonomy),
        said_in_row=said_in_row,
        said_now=said_now,
        statement_said=statement_said,
        evidence_short=EVIDENCE_SHORT,
    )
