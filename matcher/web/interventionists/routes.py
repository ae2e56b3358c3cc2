"""The directory of interventionists, for families: what is looked for stands in no address."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services.interventionists import showing
from matcher.services.interventionists.showing import InterventionistUnknown
from matcher.web import errors, kept
from matcher.web.access import public
from matcher.web.caching import kept_while_unchanged
from matcher.web.csrf import guard
from matcher.web.forms.interventionists import LookForm
from matcher.web.given import given, today
from matcher.web.interventionists.directory_page import DirectoryPage
from matcher.web.interventionists.profile_page import ProfilePage

bp = Blueprint("interventionists", __name__, url_prefix="/interventionists")


@bp.get("")
@public
def directory() -> ResponseReturnValue:
    """Show those who fit what this browser looks for, or everyone by name."""
    page = request.args.get("page", 1, type=int)
    view = DirectoryPage.here(page)
    written = render_template("interventionists/directory.html", view=view)
    return written if kept.anything() else kept_while_unchanged(written)


@bp.post("")
@guard.exempt
@public
def look() -> ResponseReturnValue:
    """Keep what is looked for, for it may stand in no address; there is nothing to forge."""
    form = LookForm()
    if not form.validate():
        page = render_template("interventionists/directory.html", view=DirectoryPage.of(form))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    kept.keep_interventionist_looked_for(form.to_keep())
    return redirect(url_for("interventionists.directory"), HTTPStatus.SEE_OTHER)


@bp.get("/<string:slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """Show one interventionist, who pays them before anything else."""
    profile = showing.show(given().session, slug)
    listed = kept.shortlist() if kept.anything() else None
    view = ProfilePage(profile, today(), frozenset(listed or ()))
    page = render_template("interventionists/profile.html", view=view, preview=False)
    return kept_while_unchanged(page) if listed is None else page


@bp.errorhandler(InterventionistUnknown)
def unknown(_: InterventionistUnknown) -> ResponseReturnValue:
    """There is no page at such an address."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)
