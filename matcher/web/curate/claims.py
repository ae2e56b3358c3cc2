"""Programs that ask to look after their listing: call them, and hand a link over or refuse."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services import claiming
from matcher.services.claiming import AlreadySettled, ClaimUnknown
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.forms.deciding import HandOverForm
from matcher.web.given import given, today

bp = Blueprint("claims", __name__, url_prefix="/curate/claims")


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show whom to call, and the links that work now."""
    return render_template(
        "curate/desk/claims.html",
        waiting=claiming.waiting(given().session),
        links=claiming.links(given().session, today()),
        today=today(),
    )


@bp.get("/<int:claim_id>")
@role("admin", "curator")
def one(claim_id: int) -> ResponseReturnValue:
    """Show one request, the number to call, and how to answer."""
    return _one_page(claim_id, HandOverForm())


@bp.post("/<int:claim_id>/hand-over")
@role("admin", "curator")
def hand_over(claim_id: int) -> ResponseReturnValue:
    """Make the link, and show it this once."""
    form = HandOverForm()
    if not form.validate():
        return _one_page(claim_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    handed = claiming.hand_over(given().session, claim_id, form.to_days(), the_account(), today())
    address = url_for("claiming.own", token=handed.token, _external=True)
    return render_template("curate/desk/claim_link.html", handed=handed, address=address)


@bp.post("/<int:claim_id>/refuse")
@role("admin", "curator")
def refuse(claim_id: int) -> ResponseReturnValue:
    """Answer no, and forget who asked."""
    claiming.refuse(given().session, claim_id, the_account(), today())
    return redirect(url_for("claims.show"), HTTPStatus.SEE_OTHER)


@bp.post("/<int:claim_id>/revoke")
@role("admin", "curator")
def revoke(claim_id: int) -> ResponseReturnValue:
    """Close a link at once."""
    claiming.revoke(given().session, claim_id)
    return redirect(url_for("claims.show"), HTTPStatus.SEE_OTHER)


@bp.errorhandler(AlreadySettled)
@bp.errorhandler(ClaimUnknown)
def settled(_: Exception) -> ResponseReturnValue:
    """Say that it was answered already, or never was."""
    return render_template("curate/desk/claim_settled.html"), HTTPStatus.CONFLICT


def _one_page(claim_id: int, form: HandOverForm) -> str:
    asked = claiming.one(given().session, claim_id)
    return render_template("curate/desk/claim.html", asked=asked, form=form)
