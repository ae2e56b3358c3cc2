"""Checking listings by calls: what is due, who calls, what was heard, a second person's look."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import verifying, verifying_due
from matcher.services.verifying import (
    ListingMoved,
    Opened,
    SamePerson,
    TooMany,
    VerificationUnknown,
)
from matcher.web import headers
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.saying import name_of, said_now
from matcher.web.forms.editing import seen_number
from matcher.web.forms.grounds import EVIDENCE_SHORT
from matcher.web.forms.verifying import (
    SPOKE_LABELS,
    AssignForm,
    CallForm,
    ReviewForm,
    SendBackForm,
)
from matcher.web.given import given, today

bp = Blueprint("verification", __name__, url_prefix="/curate/verification")

PAGE = 25


@bp.get("")
@role("admin", "curator")
@headers.private
def show() -> ResponseReturnValue:
    """Show what this curator has to call, what waits for a second person, and what is due."""
    session, on = given().session, today()
    page = max(request.args.get("page", 1, type=int), 1)
    due = verifying_due.due(session, on, limit=PAGE, offset=(page - 1) * PAGE)
    return render_template(
        "curate/verification/list.html",
        mine=verifying.mine(session, the_account().id),
        waiting=verifying.waiting(session),
        due=due,
        page=page,
        pages=-(-due.count // PAGE),
        never=verifying_due.never_checked(session, on, limit=PAGE),
        form=_assign_form(),
        name_of=lambda name: name_of(name, given().taxonomy),
        today=on,
    )


@bp.post("/assign")
@role("admin", "curator")
def assign() -> ResponseReturnValue:
    """Ask a curator to call the listings that were ticked."""
    form = _assign_form()
    if form.validate():
        ids = request.form.getlist("program")
        by, now = the_account(), datetime.now(UTC)
        verifying.assign(given().session, ids, form.to_account(), by, now)
    return redirect(url_for("verification.show"), HTTPStatus.SEE_OTHER)


@bp.get("/<int:verification_id>")
@role("admin", "curator")
@headers.private
def one(verification_id: int) -> ResponseReturnValue:
    """Show the call sheet to whoever calls, and what was heard to everybody else."""
    opened = _opened(verification_id)
    form = _call_form(opened)
    form.begin(opened, today())
    if opened.state == "open" and opened.account_id == the_account().id:
        return _call_page(opened, form)
    return _review_page(opened, form, SendBackForm(formdata=None))


@bp.post("/<int:verification_id>")
@role("admin", "curator")
def keep(verification_id: int) -> ResponseReturnValue:
    """Keep what was heard, or hand it to a second person."""
    opened = _opened(verification_id)
    form, submit = _call_form(opened, sent=True), "submit" in request.form
    form.take(request.form)
    if not form.is_whole(today(), submit=submit):
        return _call_page(opened, form), HTTPStatus.UNPROCESSABLE_ENTITY
    verifying.keep(
        given().session,
        verification_id,
        the_account().id,
        form.to_call(opened),
        datetime.now(UTC),
        submit=submit,
    )
    if submit:
        return _to_the_list()
    address = url_for("verification.one", verification_id=verification_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


@bp.post("/<int:verification_id>/approve")
@role("admin", "curator")
def approve(verification_id: int) -> ResponseReturnValue:
    """Record what was heard, as a second person."""
    seen = seen_number(ReviewForm().seen.data) or 0
    try:
        verifying.approve(
            given().session,
            given().taxonomy,
            verification_id,
            the_account(),
            datetime.now(UTC),
            seen,
        )
    except ListingMoved:
        opened = _opened(verification_id)
        form = _call_form(opened)
        form.begin(opened, today())
        page = _review_page(opened, form, SendBackForm(formdata=None), moved=True)
        return page, HTTPStatus.CONFLICT
    return _to_the_list()


@bp.post("/<int:verification_id>/send-back")
@role("admin", "curator")
def send_back(verification_id: int) -> ResponseReturnValue:
    """Give a call back to its caller, with a reason."""
    reason = SendBackForm()
    if not reason.validate():
        opened = _opened(verification_id)
        form = _call_form(opened)
        form.begin(opened, today())
        return _review_page(opened, form, reason), HTTPStatus.UNPROCESSABLE_ENTITY
    actor, now = the_account(), datetime.now(UTC)
    verifying.send_back(given().session, verification_id, actor, reason.reason.data, now)
    return _to_the_list()


@bp.post("/<int:verification_id>/hand-over")
@role("admin", "curator")
def hand_over(verification_id: int) -> ResponseReturnValue:
    """Give a listing that is to be called to somebody else."""
    form = _assign_form()
    if form.validate():
        by, now = the_account(), datetime.now(UTC)
        verifying.hand_over(given().session, verification_id, form.to_account(), by, now)
    return _to_the_list()


@bp.post("/<int:verification_id>/put-away")
@role("admin", "curator")
def put_away(verification_id: int) -> ResponseReturnValue:
    """Let a listing wait again; what was written comes back with whoever takes it on."""
    verifying.put_away(given().session, verification_id, datetime.now(UTC))
    return _to_the_list()


@bp.errorhandler(VerificationUnknown)
def unknown(_: VerificationUnknown) -> ResponseReturnValue:
    """Say that it is done, or somebody else's."""
    return render_template("curate/verification/done.html", why="unknown"), HTTPStatus.NOT_FOUND


@bp.errorhandler(SamePerson)
def same_person(_: SamePerson) -> ResponseReturnValue:
    """Say that nobody approves their own call."""
    return render_template("curate/verification/done.html", why="same"), HTTPStatus.FORBIDDEN


@bp.errorhandler(TooMany)
def too_many(_: TooMany) -> ResponseReturnValue:
    """Say how many can be handed out at once."""
    page = render_template("curate/verification/done.html", why="many")
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _to_the_list() -> ResponseReturnValue:
    return redirect(url_for("verification.show"), HTTPStatus.SEE_OTHER)


def _opened(verification_id: int) -> Opened:
    return verifying.open_one(given().session, given().taxonomy, verification_id, today())


def _assign_form() -> AssignForm:
    form = AssignForm()
    form.offer(verifying.curators(given().session), the_account())
    return form


def _call_form(opened: Opened, *, sent: bool = False) -> CallForm:
    form = CallForm() if sent else CallForm(formdata=None)
    form.offer(opened, given().taxonomy)
    return form


def _call_page(opened: Opened, form: CallForm) -> str:
    return render_template(
        "curate/verification/call.html",
        opened=opened,
        form=form,
        first=form.asked_first(opened),
        rest=form.the_rest(opened, given().taxonomy),
        said_now=said_now,
        evidence_short=EVIDENCE_SHORT,
        assign_form=_assign_form(),
    )


def _review_page(
    opened: Opened, form: CallForm, reason: SendBackForm, *, moved: bool = False
) -> str:
    me = the_account().id
    review = ReviewForm(formdata=None)
    review.seen.data = str(opened.seen)
    return render_template(
        "curate/verification/review.html",
        opened=opened,
        form=form,
        review=review,
        reason=reason,
        moved=moved,
        may_decide=opened.state == "submitted"
        and me not in {opened.submitted_by, opened.account_id},
        said_now=said_now,
        spoke_labels=SPOKE_LABELS,
        assign_form=_assign_form(),
    )
