"""Reporting what is wrong in a listing, and reading at one's own link what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.showing import show as shown
from matcher.services.suggesting import (
    EnoughForToday,
    LinkExpired,
    LinkUnknown,
    Sender,
    suggest,
    word_of,
)
from matcher.web.access import public
from matcher.web.forms.programs import ABOUT_LABELS, ReportForm
from matcher.web.given import given, today
from matcher.web.headers import private_link
from matcher.web.programs import machines

bp = Blueprint("reporting", __name__, url_prefix="/programs")


@bp.get("/<string:slug>/report")
@public
def report(slug: str) -> ResponseReturnValue:
    """Ask what is wrong with a listing."""
    form = _form()
    form.opened.data = machines.seal(slug, datetime.now(UTC))
    return _report_page(slug, form)


@bp.post("/<string:slug>/report")
@public
def take_report(slug: str) -> ResponseReturnValue:
    """Keep what is wrong for the curators, and show the sender's own link this once."""
    form = _form()
    if not form.validate():
        return _report_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    sender = Sender(suspect=machines.suspect(form, slug, datetime.now(UTC)))
    sent = suggest(given().session, given().taxonomy, slug, form.to_correction(), today(), sender)
    found = shown(given().session, given().taxonomy, slug, None, today())
    address = url_for("reporting.word", token=sent.token, _external=True)
    return render_template("programs/reported.html", program=found.program, address=address)


@bp.get("/reports/<string:token>")
@public
@private_link
def word(token: str) -> ResponseReturnValue:
    """Tell a sender what became of what they sent."""
    found = word_of(given().session, token, today())
    term = given().taxonomy.terms.get(found.term)
    return render_template(
        "programs/word.html", word=found, about=ABOUT_LABELS[found.about], term=term
    )


@bp.errorhandler(LinkUnknown)
def no_such_link(_: LinkUnknown) -> ResponseReturnValue:
    """Nothing was ever sent with this link, or a letter is missing."""
    return render_template("programs/word_gone.html", expired=False), HTTPStatus.NOT_FOUND


@bp.errorhandler(LinkExpired)
def link_expired(_: LinkExpired) -> ResponseReturnValue:
    """The link was there, and has run out."""
    return render_template("programs/word_gone.html", expired=True), HTTPStatus.GONE


@bp.app_errorhandler(EnoughForToday)
def enough(_: EnoughForToday) -> ResponseReturnValue:
    """Say that no more is taken today."""
    return render_template("programs/enough.html"), HTTPStatus.TOO_MANY_REQUESTS


def _form() -> ReportForm:
    form = ReportForm()
    form.offer(given().taxonomy)
    return form


def _report_page(slug: str, form: ReportForm) -> str:
    found = shown(given().session, given().taxonomy, slug, None, today())
    return render_template("programs/report.html", program=found.program, form=form)
