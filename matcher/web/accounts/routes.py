"""Signing in and out: an address and a password, then a code where a second step is set up."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services.accounts import sessions, signing_in
from matcher.services.accounts.signing_in import Entry, Next
from matcher.web import kept
from matcher.web.access import public
from matcher.web.accounts import limits
from matcher.web.accounts.signed_in import account, end_here, enter, keys, whoever
from matcher.web.accounts.whereto import first_page, own_path
from matcher.web.forms.accounts import CodeForm, SignInForm
from matcher.web.given import given
from matcher.web.headers import private

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public
@private
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if account() is not None:
        return redirect(own_path(request.args.get("next")) or first_page(), HTTPStatus.SEE_OTHER)
    form = SignInForm()
    form.next.data = own_path(request.args.get("next")) or ""
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
@public
@private
def check_password() -> ResponseReturnValue:
    """Let in whoever knows the password, or ask for the second step."""
    form = SignInForm()
    if not form.validate():
        return _again("accounts/sign_in.html", form)
    limits.signing_in(form.email.data)
    entry = signing_in.check_password(given().session, keys(), form.email.data, form.password.data)
    if entry is None:
        form.refuse()
        return _again("accounts/sign_in.html", form)
    return go_on(entry, own_path(form.next.data))


@bp.get("/sign-in/code")
@public
@private
def ask_code() -> ResponseReturnValue:
    """Ask for a code of the second step."""
    return _ask_code("accounts/code.html")


@bp.post("/sign-in/code")
@public
@private
def check_code() -> ResponseReturnValue:
    """Let in whoever has the phone."""
    return _check_code("accounts/code.html")


@bp.get("/sign-in/recovery-code")
@public
@private
def ask_recovery_code() -> ResponseReturnValue:
    """Ask for a code from paper."""
    return _ask_code("accounts/recovery_code.html")


@bp.post("/sign-in/recovery-code")
@public
@private
def check_recovery_code() -> ResponseReturnValue:
    """Let in whoever has the paper."""
    return _check_code("accounts/recovery_code.html")


@bp.post("/sign-out")
@public
@private
def sign_out() -> ResponseReturnValue:
    """Sign out, and forget what this browser held: the next person at it may be another."""
    end_here()
    kept.clear()
    return redirect(url_for("accounts.signed_out"), HTTPStatus.SEE_OTHER)


@bp.get("/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    """Confirm that nobody is signed in here any more."""
    return render_template("accounts/signed_out.html")


def go_on(entry: Entry, wanted: str | None) -> ResponseReturnValue:
    """Keep the new session here, and go to what is next for it."""
    enter(entry.token)
    address = {
        Next.CODE: url_for("accounts.ask_code", next=wanted),
        Next.ENROLL: url_for("second_step.ask_first"),
        Next.NOTHING: wanted or url_for("accounts.sign_in"),
    }[entry.next]
    return redirect(address, HTTPStatus.SEE_OTHER)


def _ask_code(template: str) -> ResponseReturnValue:
    if _half_way() is None:
        return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)
    form = CodeForm()
    form.next.data = own_path(request.args.get("next")) or ""
    return render_template(template, form=form)


def _check_code(template: str) -> ResponseReturnValue:
    form, signed = CodeForm(), _half_way()
    if signed is None:
        return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)
    if not form.validate():
        return _again(template, form)
    limits.coding(signed.account.id)
    token = signing_in.check_code(given().session, keys(), signed, form.code.data)
    if token is None:
        form.refuse()
        return _again(template, form)
    wanted = own_path(form.next.data)
    return go_on(Entry(token, Next.NOTHING), wanted)


def _half_way() -> sessions.SignedIn | None:
    """Return whoever gave the password and still owes a code."""
    signed = whoever()
    return signed if signed and not signed.whole and not signed.must_enroll else None


def _again(template: str, form: SignInForm | CodeForm) -> ResponseReturnValue:
    return render_template(template, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
