"""The routes of the list: the answers come from the session, never from an address."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.answer_reading import AnswersNotUnderstood
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.services.asking import PlaceMissing
from matcher.services.results import results
from matcher.web import kept
from matcher.web.access import public
from matcher.web.asked_here import NothingAsked, asked_here
from matcher.web.given import given, today
from matcher.web.matches import changing
from matcher.web.matches.cards_page import ResultsPage
from matcher.web.matches.mapping import results_map

bp = Blueprint("matches", __name__, url_prefix="/matches")


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show what fits, from what this browser keeps."""
    return render_template("matches/matches.html", view=_wanted_page())


@bp.get("/map")
@public
def on_a_map() -> ResponseReturnValue:
    """Show one page of the same list, short, with its numbers on a map."""
    view = _wanted_page()
    drawing = results_map(view.numbered, view.search)
    return render_template("matches/map.html", view=view, drawing=drawing)


@bp.post("/refine")
@public
def refine() -> ResponseReturnValue:
    """Weigh everything anew, as the form on the list has it."""
    changing.add(changing.from_form(asked_here(), request.form))
    return redirect(url_for("matches.show"), HTTPStatus.SEE_OTHER)


@bp.post("/change")
@public
def change() -> ResponseReturnValue:
    """Make the one change that a button names."""
    changing.add(changing.from_button(request.form))
    return redirect(url_for("matches.show"), HTTPStatus.SEE_OTHER)


@bp.post("/undo")
@public
def undo() -> ResponseReturnValue:
    """Take the last change back."""
    kept.keep_steps(kept.steps()[:-1])
    return redirect(url_for("matches.show"), HTTPStatus.SEE_OTHER)


@bp.post("/as-answered")
@public
def as_answered() -> ResponseReturnValue:
    """Take all changes back."""
    kept.keep_steps([])
    return redirect(url_for("matches.show"), HTTPStatus.SEE_OTHER)


@bp.errorhandler(NothingAsked)
def nothing_asked(_: NothingAsked) -> ResponseReturnValue:
    """Say kindly that there are no answers here, and where to start."""
    return render_template("matches/nothing_asked.html", lost=kept.were_lost())


@bp.errorhandler(AnswersNotUnderstood)
def not_understood(_: AnswersNotUnderstood) -> ResponseReturnValue:
    """Answers of another version of ours count as none."""
    return render_template("matches/nothing_asked.html", lost=True)


@bp.errorhandler(PlaceMissing)
@bp.errorhandler(PlaceNotFound)
@bp.errorhandler(PlaceAmbiguous)
def where(_: LookupError) -> ResponseReturnValue:
    """Ask where to look; everything else was kept."""
    return render_template("matches/where.html")


def _wanted_page() -> ResultsPage:
    """Return the page of the list that the address names, for this browser's search."""
    page = request.args.get("page", 1, type=int)
    found = results(given().session, given().listings, asked_here(), page, today())
    return ResultsPage(found, given().taxonomy, kept.shortlist())
