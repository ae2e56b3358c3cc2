"""What admins look at: profiles, credentials and connections, each confirmed or disputed."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.interventionists.line import line
from matcher.services.interventionists import reviewing
from matcher.services.interventionists.reviewing import NothingToReview
from matcher.web import errors
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.forms.profile_review import HideForm, VerdictForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.interventionists.profile_page import ProfilePage, credential_shown

bp = Blueprint("profile_review", __name__, url_prefix="/interventionists/review")


@bp.get("")
@role("admin")
@private
def waiting() -> ResponseReturnValue:
    """Show the profiles that wait for a look or a check, and those that are hidden."""
    profiles = [ProfilePage(each, today()) for each in reviewing.waiting(given().session)]
    return render_template("interventionists/review.html", profiles=profiles)


@bp.get("/<int:profile_id>")
@role("admin")
@private
def profile(profile_id: int) -> ResponseReturnValue:
    """Show one profile with all that can be decided of it."""
    return _profile_page(profile_id, HideForm())


@bp.post("/<int:profile_id>/looked")
@role("admin")
@private
def looked(profile_id: int) -> ResponseReturnValue:
    """Remember that it was read as it stands."""
    reviewing.looked(given().session, profile_id, today())
    return redirect(url_for("profile_review.waiting"), HTTPStatus.SEE_OTHER)


@bp.post("/<int:profile_id>/hide")
@role("admin")
@private
def hide(profile_id: int) -> ResponseReturnValue:
    """Keep it from families, for a reason that its owner reads."""
    form = HideForm()
    if not form.validate():
        return _profile_page(profile_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    by, reason = the_account().name, form.reason.data or ""
    reviewing.hide(given().session, profile_id, by, reason, today())
    return redirect(url_for("profile_review.profile", profile_id=profile_id), HTTPStatus.SEE_OTHER)


@bp.post("/<int:profile_id>/show-again")
@role("admin")
@private
def show_again(profile_id: int) -> ResponseReturnValue:
    """Let families see it again."""
    reviewing.show_again(given().session, profile_id)
    return redirect(url_for("profile_review.profile", profile_id=profile_id), HTTPStatus.SEE_OTHER)


@bp.get("/credentials/<int:credential_id>")
@role("admin")
@private
def credential(credential_id: int) -> ResponseReturnValue:
    """Ask what was found of a credential."""
    return _credential_page(credential_id, VerdictForm().for_credential())


@bp.post("/credentials/<int:credential_id>")
@role("admin")
@private
def judge_credential(credential_id: int) -> ResponseReturnValue:
    """Confirm it, dispute it, or take that back."""
    form = VerdictForm().for_credential()
    if not form.validate():
        return _credential_page(credential_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    session, verdict = given().session, form.to_verdict(the_account().name)
    reviewing.judge_credential(session, credential_id, verdict, today())
    return _back_to(reviewing.credential(session, credential_id).profile.id)


@bp.get("/connections/<int:connection_id>")
@role("admin")
@private
def connection(connection_id: int) -> ResponseReturnValue:
    """Ask what was found of a connection."""
    return _connection_page(connection_id, VerdictForm().for_connection())


@bp.post("/connections/<int:connection_id>")
@role("admin")
@private
def judge_connection(connection_id: int) -> ResponseReturnValue:
    """Confirm it, dispute it, or take that back."""
    form = VerdictForm().for_connection()
    if not form.validate():
        return _connection_page(connection_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    session, verdict = given().session, form.to_verdict(the_account().name)
    reviewing.judge_connection(session, connection_id, verdict, today())
    return _back_to(reviewing.connection(session, connection_id).profile.id)


@bp.errorhandler(NothingToReview)
def unknown(_: NothingToReview) -> ResponseReturnValue:
    """There is no such profile, credential or connection any more."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


def _back_to(profile_id: int) -> ResponseReturnValue:
    return redirect(url_for("profile_review.profile", profile_id=profile_id), HTTPStatus.SEE_OTHER)


def _profile_page(profile_id: int, form: HideForm) -> str:
    view = ProfilePage(reviewing.profile(given().session, profile_id), today())
    return render_template("interventionists/review_profile.html", view=view, form=form)


def _credential_page(credential_id: int, form: VerdictForm) -> str:
    found = reviewing.credential(given().session, credential_id)
    return render_template(
        "interventionists/verdict.html",
        profile=found.profile,
        credential=credential_shown(found.what, today()),
        line=None,
        form=form,
    )


def _connection_page(connection_id: int, form: VerdictForm) -> str:
    found = reviewing.connection(given().session, connection_id)
    return render_template(
        "interventionists/verdict.html",
        profile=found.profile,
        credential=None,
        line=line(found.what),
        form=form,
    )
