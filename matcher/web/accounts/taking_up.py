"""Links that an admin handed over: an invitation, or a new password."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.accounts import links
from matcher.services.accounts.links import Invited, Kind, LinkGone, LinkUnknown
from matcher.web.access import public
from matcher.web.accounts import limits
from matcher.web.accounts.routes import go_on
from matcher.web.accounts.signed_in import keys
from matcher.web.forms.accounts import ROLE_LABELS, NewPasswordForm, SetUpForm
from matcher.web.given import given
from matcher.web.headers import private_link

P = ParamSpec("P")

bp = Blueprint("taking_up", __name__)


def handed_over(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Keep a link's page out of search engines, and say kindly where it opens no more."""

    @private_link
    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        limits.opening_links()
        try:
            return view(*args, **kwargs)
        except LinkGone:
            return render_template("accounts/gone.html"), HTTPStatus.GONE
        except LinkUnknown:
            return render_template("accounts/gone.html"), HTTPStatus.NOT_FOUND

    return marked


@bp.get("/invitation/<string:token>")
@public
@handed_over
def ask(token: str) -> ResponseReturnValue:
    """Ask for a name and a password; looking uses nothing up."""
    return _page(links.open_link(given().session, keys(), token), token)


@bp.post("/invitation/<string:token>")
@public
@handed_over
def take_up(token: str) -> ResponseReturnValue:
    """Set the password, use the link up, and go on."""
    invited = links.open_link(given().session, keys(), token)
    form = _form(invited)
    if not form.fits(invited.email):
        return _page(invited, token, form), HTTPStatus.UNPROCESSABLE_ENTITY
    name = form.name.data if isinstance(form, SetUpForm) else ""
    entry = links.take_up(given().session, keys(), token, name, form.new_password.data)
    if entry is None:
        return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)
    return go_on(entry, url_for("second_step.ask"))


def _form(invited: Invited) -> NewPasswordForm:
    return SetUpForm() if invited.kind is Kind.INVITATION else NewPasswordForm()


def _page(invited: Invited, token: str, form: NewPasswordForm | None = None) -> str:
    return render_template(
        f"accounts/{invited.kind.value}.html",
        form=form or _form(invited),
        invited=invited,
        role=ROLE_LABELS[invited.role],
        token=token,
    )
