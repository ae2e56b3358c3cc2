"""One's own account: the password, the second step, and where one is signed in."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.accounts import own, second_step, sessions
from matcher.web import kept
from matcher.web.access import role
from matcher.web.accounts import limits
from matcher.web.accounts.signed_in import enter, keys, the_account, the_session
from matcher.web.forms.accounts import ROLE_LABELS, ChangePasswordForm
from matcher.web.given import given
from matcher.web.headers import private

bp = Blueprint("own_account", __name__, url_prefix="/account")
EVERYONE = ("admin", "curator", "interventionist")


@bp.get("")
@role(*EVERYONE)
@private
def show() -> ResponseReturnValue:
    """Show one's own account, and every browser in which it is open."""
    session, me = given().session, the_account()
    return render_template(
        "accounts/own.html",
        me=me,
        role=ROLE_LABELS[me.role],
        has_second_step=second_step.is_set_up(session, me.id),
        codes_left=second_step.codes_left(session, me.id),
        open_sessions=sessions.mine(session, the_session(), keys().clock()),
    )


@bp.post("/sessions/<int:session_id>/end")
@role(*EVERYONE)
@private
def end_one(session_id: int) -> ResponseReturnValue:
    """Sign out in one other browser."""
    if not sessions.end_one(given().session, the_session(), session_id, keys().clock()):
        abort(HTTPStatus.NOT_FOUND)
    return redirect(url_for("own_account.show"), HTTPStatus.SEE_OTHER)


@bp.post("/sessions/end-all")
@role(*EVERYONE)
@private
def end_all() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    sessions.end_everywhere(given().session, the_session(), keys().clock())
    kept.clear()
    return redirect(url_for("accounts.signed_out"), HTTPStatus.SEE_OTHER)


@bp.get("/password")
@role(*EVERYONE)
@private
def ask_password() -> ResponseReturnValue:
    """Ask for the password until now, and the new one."""
    return render_template("accounts/password.html", form=ChangePasswordForm())


@bp.post("/password")
@role(*EVERYONE)
@private
def change_password() -> ResponseReturnValue:
    """Change it, and sign out everywhere else."""
    form, me = ChangePasswordForm(), the_account()
    if not form.fits(me.email):
        return _again(form)
    limits.showing_password(me.id)
    if not own.knows_password(given().session, keys(), the_session(), form.password.data):
        form.refuse()
        return _again(form)
    enter(own.change_password(given().session, keys(), the_session(), form.new_password.data))
    return redirect(url_for("own_account.show"), HTTPStatus.SEE_OTHER)


def _again(form: ChangePasswordForm) -> ResponseReturnValue:
    page = render_template("accounts/password.html", form=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY
