"""A program asks to look after its listing, and sends changes through the link it was given."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matcher.services import claiming
from matcher.services.claiming import Claimed, ClaimGone, ClaimUnknown
from matcher.services.showing import show as shown
from matcher.services.suggesting import About, Sender, suggest
from matcher.web.access import public
from matcher.web.forms.programs import ABOUT_LABELS, ClaimForm, CorrectionForm
from matcher.web.given import given, today
from matcher.web.headers import private_link
from matcher.web.programs import machines

bp = Blueprint("claiming", __name__, url_prefix="/programs")


@bp.get("/<string:slug>/claim")
@public
def ask(slug: str) -> ResponseReturnValue:
    """Say what looking after a listing means, and ask whom to call."""
    form = _form()
    form.opened.data = machines.seal(slug, datetime.now(UTC))
    return _ask_page(slug, form)


@bp.post("/<string:slug>/claim")
@public
def take(slug: str) -> ResponseReturnValue:
    """Keep a request; what a machine sends is asked for once more."""
    form = _form()
    if not form.validate():
        return _ask_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if machines.suspect(form, slug, datetime.now(UTC)):
        form.who.errors = [gettext("That was quick. Please look it over, and send it once more.")]
        form.website.data, form.opened.data = "", machines.seal(slug, datetime.now(UTC))
        return _ask_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    claiming.ask(given().session, given().taxonomy, slug, form.to_request(), today())
    return redirect(url_for("claiming.asked", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/<string:slug>/claim/asked")
@public
def asked(slug: str) -> ResponseReturnValue:
    """Say what happens next."""
    found = shown(given().session, given().taxonomy, slug, None, today())
    return render_template("programs/claim_asked.html", program=found.program)


@bp.get("/claims/<string:token>")
@public
@private_link
def own(token: str) -> ResponseReturnValue:
    """Show a program its own page: propose a change, and what became of earlier ones."""
    return _own_page(token, _opened(token), _correction_form())


@bp.post("/claims/<string:token>")
@public
@private_link
def propose(token: str) -> ResponseReturnValue:
    """Keep what a program proposes for the curators."""
    claimed, form = _opened(token), _correction_form()
    if not form.validate():
        return _own_page(token, claimed, form), HTTPStatus.UNPROCESSABLE_ENTITY
    suggest(
        given().session,
        given().taxonomy,
        claimed.program.slug,
        form.to_correction(),
        today(),
        Sender.program(claimed.claim_id),
    )
    return redirect(url_for("claiming.own", token=token), HTTPStatus.SEE_OTHER)


@bp.errorhandler(ClaimUnknown)
def no_such_link(_: ClaimUnknown) -> ResponseReturnValue:
    """No program was given such a link, or a letter is missing."""
    return render_template("programs/claim_gone.html", ended=False), HTTPStatus.NOT_FOUND


@bp.errorhandler(ClaimGone)
def link_ended(_: ClaimGone) -> ResponseReturnValue:
    """The link was there, and has run out or was ended."""
    return render_template("programs/claim_gone.html", ended=True), HTTPStatus.GONE


def _opened(token: str) -> Claimed:
    return claiming.open_link(given().session, given().taxonomy, token, today())


def _form() -> ClaimForm:
    form = ClaimForm()
    form.offer(today())
    return form


def _correction_form() -> CorrectionForm:
    form = CorrectionForm()
    form.offer(given().taxonomy)
    return form


def _ask_page(slug: str, form: ClaimForm) -> str:
    found = shown(given().session, given().taxonomy, slug, None, today())
    return render_template("programs/claim.html", program=found.program, form=form)


def _own_page(token: str, claimed: Claimed, form: CorrectionForm) -> str:
    return render_template(
        "programs/own_listing.html",
        token=token,
        claimed=claimed,
        form=form,
        about={about.value: ABOUT_LABELS[about] for about in About},
        terms=given().taxonomy.terms,
    )
