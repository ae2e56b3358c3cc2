"""Setting up the second step, and the codes on paper for when the phone is lost."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.accounts import own, second_step
from matcher.services.accounts.sessions import SignedIn
from matcher.web.access import public, role
from matcher.web.accounts import limits
from matcher.web.accounts.signed_in import enter, keys, the_session, whoever
from matcher.web.forms.accounts import CodeForm, PasswordForm
from matcher.web.given import given
from matcher.web.headers import private
from matcher.web.qr import qr

bp = Blueprint("second_step", __name__)
EVERYONE = ("admin", "curator", "interventionist")


@bp.get("/sign-in/second-step")
@public
@private
def ask_first() -> ResponseReturnValue:
    """Have an admin set up the second step before any door opens."""
    signed = _must_enroll()
    if signed is None:
        return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)
    return _enrolment(signed, CodeForm())


@bp.post("/sign-in/second-step")
@public
@private
def confirm_first() -> ResponseReturnValue:
    """Open the doors to an admin whose phone shows the right code."""
    signed = _must_enroll()
    if signed is None:
        return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)
    return _confirm(signed)


@bp.get("/account/second-step")
@role(*EVERYONE)
@private
def ask() -> ResponseReturnValue:
    """Show what an app needs to know."""
    if not _may_set_up():
        return redirect(url_for("own_account.show"), HTTPStatus.SEE_OTHER)
    return _enrolment(the_session(), CodeForm())


@bp.post("/account/second-step")
@role(*EVERYONE)
@private
def confirm() -> ResponseReturnValue:
    """Set it up once a code shows that the app has it."""
    if not _may_set_up():
        return redirect(url_for("own_account.show"), HTTPStatus.SEE_OTHER)
    return _confirm(the_session())


@bp.get("/account/second-step/move")
@role(*EVERYONE)
@private
def ask_to_move() -> ResponseReturnValue:
    """Ask for the password before another phone takes over."""
    return render_template("accounts/move_second_step.html", form=PasswordForm())


@bp.post("/account/second-step/move")
@role(*EVERYONE)
@private
def move() -> ResponseReturnValue:
    """Begin anew on another phone; the old one works until the new one has shown a code."""
    form = PasswordForm()
    if not _shows_password(form):
        return _again("accounts/move_second_step.html", form)
    second_step.begin_again(given().session, keys(), the_session())
    return redirect(url_for("second_step.ask"), HTTPStatus.SEE_OTHER)


@bp.get("/account/second-step/remove")
@role("curator", "interventionist")
@private
def ask_to_remove() -> ResponseReturnValue:
    """Ask for the password before the second step goes."""
    return render_template("accounts/remove_second_step.html", form=PasswordForm())


@bp.post("/account/second-step/remove")
@role("curator", "interventionist")
@private
def remove() -> ResponseReturnValue:
    """Do without a second step."""
    form = PasswordForm()
    if not _shows_password(form):
        return _again("accounts/remove_second_step.html", form)
    second_step.give_up(given().session, keys(), the_session())
    return redirect(url_for("own_account.show"), HTTPStatus.SEE_OTHER)


@bp.get("/account/recovery-codes")
@role(*EVERYONE)
@private
def ask_for_codes() -> ResponseReturnValue:
    """Ask for the password before the codes on paper end and new ones begin."""
    if not _is_set_up():
        return redirect(url_for("second_step.ask"), HTTPStatus.SEE_OTHER)
    return render_template("accounts/ask_for_codes.html", form=PasswordForm())


@bp.post("/account/recovery-codes")
@role(*EVERYONE)
@private
def new_codes() -> ResponseReturnValue:
    """Show new codes, this once."""
    form = PasswordForm()
    if not _is_set_up():
        return redirect(url_for("second_step.ask"), HTTPStatus.SEE_OTHER)
    if not _shows_password(form):
        return _again("accounts/ask_for_codes.html", form)
    codes = second_step.new_codes(given().session, keys(), the_session())
    return _codes_page(codes, url_for("own_account.show"))


def _enrolment(signed: SignedIn, form: CodeForm) -> str:
    site = str(current_app.jinja_env.globals["site_name"])
    enrolment = second_step.enrolment(given().session, keys(), signed, site)
    return render_template(
        "accounts/second_step.html",
        form=form,
        code=qr(enrolment.address),
        groups=[enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4)],
        required=not signed.whole,
    )


def _confirm(signed: SignedIn) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return _enrolment(signed, form), HTTPStatus.UNPROCESSABLE_ENTITY
    limits.coding(signed.account.id)
    confirmed = second_step.confirm(given().session, keys(), signed, form.code.data)
    if confirmed is None:
        form.refuse()
        return _enrolment(signed, form), HTTPStatus.UNPROCESSABLE_ENTITY
    enter(confirmed.token)
    return _codes_page(confirmed.codes, url_for("accounts.sign_in"))


def _codes_page(codes: tuple[str, ...], then: str) -> str:
    return render_template("accounts/codes.html", codes=codes, then=then)


def _must_enroll() -> SignedIn | None:
    signed = whoever()
    return signed if signed and not signed.whole and signed.must_enroll else None


def _may_set_up() -> bool:
    """Tell whether there is none yet, or its owner has shown the password to begin anew."""
    return second_step.may_set_up(given().session, the_session().account.id)


def _is_set_up() -> bool:
    return second_step.is_set_up(given().session, the_session().account.id)


def _shows_password(form: PasswordForm) -> bool:
    """Tell whether it is still the same person, and say so on the form where it is not."""
    if not form.validate():
        return False
    limits.showing_password(the_session().account.id)
    if own.knows_password(given().session, keys(), the_session(), form.password.data):
        return True
    form.refuse()
    return False


def _again(template: str, form: PasswordForm) -> ResponseReturnValue:
    return render_template(template, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
