"""Admins' pages: who has an account, and what they may do. Numbers only, never what is kept."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.accounts import administering, counts
from matcher.services.accounts.administering import EmailTaken
from matcher.services.accounts.links import NewLink
from matcher.web.access import role
from matcher.web.accounts.event_labels import EVENT_LABELS
from matcher.web.accounts.signed_in import keys, the_account
from matcher.web.forms.accounts import ROLE_LABELS, InviteForm, RoleForm
from matcher.web.given import given
from matcher.web.headers import private

bp = Blueprint("administering", __name__, url_prefix="/accounts")


@bp.get("")
@role("admin")
@private
def everyone() -> ResponseReturnValue:
    """List every account."""
    return render_template(
        "accounts/everyone.html",
        standings=administering.everyone(given().session, keys()),
        roles=ROLE_LABELS,
        labels=counts.labels(),
    )


@bp.get("/invite")
@role("admin")
@private
def ask_whom() -> ResponseReturnValue:
    """Ask whom to invite."""
    return render_template("accounts/invite.html", form=InviteForm())


@bp.post("/invite")
@role("admin")
@private
def invite() -> ResponseReturnValue:
    """Make an account, and show its link this once."""
    form = InviteForm()
    if not form.validate():
        return _invite_again(form)
    try:
        account, link = administering.invite(
            given().session, keys(), form.email.data, form.to_role(), the_account()
        )
    except EmailTaken:
        form.refuse_taken()
        return _invite_again(form)
    return _link_page(account.id, link)


@bp.get("/<int:account_id>")
@role("admin")
@private
def one(account_id: int) -> ResponseReturnValue:
    """Show one account, what happened to it, and what can be decided."""
    standing, events = administering.one(given().session, keys(), account_id)
    return render_template(
        "accounts/one.html",
        standing=standing,
        events=events,
        event_labels=EVENT_LABELS,
        roles=ROLE_LABELS,
        labels=counts.labels(),
        form=RoleForm(role=standing.account.role),
    )


@bp.post("/<int:account_id>/link")
@role("admin")
@private
def make_link(account_id: int) -> ResponseReturnValue:
    """Make a link to be handed over, and show it this once."""
    link = administering.link_for(given().session, keys(), account_id, the_account())
    return _link_page(account_id, link)


@bp.post("/<int:account_id>/role")
@role("admin")
@private
def change_role(account_id: int) -> ResponseReturnValue:
    """Give an account another role."""
    form = RoleForm()
    if form.validate():
        administering.change_role(
            given().session, keys(), account_id, form.to_role(), the_account()
        )
    return _back_to(account_id)


@bp.post("/<int:account_id>/disable")
@role("admin")
@private
def disable(account_id: int) -> ResponseReturnValue:
    """Close an account at once; it can be opened again."""
    administering.disable(given().session, keys(), account_id, the_account())
    return _back_to(account_id)


@bp.post("/<int:account_id>/enable")
@role("admin")
@private
def enable(account_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    administering.enable(given().session, keys(), account_id, the_account())
    return _back_to(account_id)


@bp.post("/<int:account_id>/forget-second-step")
@role("admin")
@private
def forget_second_step(account_id: int) -> ResponseReturnValue:
    """Let somebody in without the phone and the paper that they lost."""
    administering.forget_second_step(given().session, keys(), account_id, the_account())
    return _back_to(account_id)


def _back_to(account_id: int) -> ResponseReturnValue:
    address = url_for("administering.one", account_id=account_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _link_page(account_id: int, link: NewLink) -> str:
    address = url_for("taking_up.ask", token=link.token, _external=True)
    return render_template("accounts/link.html", account_id=account_id, link=link, address=address)


def _invite_again(form: InviteForm) -> ResponseReturnValue:
    return render_template("accounts/invite.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
