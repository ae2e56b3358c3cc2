"""The routes of the directory."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.program import Program
from matcher.domain.spelling import slugify
from matcher.domain.states import state_name
from matcher.services import browsing, burying, naming
from matcher.services.burying import Ended
from matcher.services.interventionists.showing import of_program
from matcher.services.showing import leads_on
from matcher.services.showing import show as shown
from matcher.web import errors, kept
from matcher.web.access import public
from matcher.web.asked_here import asked_here_if_any
from matcher.web.caching import kept_while_unchanged
from matcher.web.csrf import guard
from matcher.web.given import given, today
from matcher.web.program_page import ProgramPage

bp = Blueprint("programs", __name__, url_prefix="/programs")


@bp.get("")
@public
def states() -> ResponseReturnValue:
    """Show the states that programs are listed in, and where to type a name."""
    directory = browsing.states(given().session)
    return kept_while_unchanged(render_template("programs/states.html", directory=directory))


@bp.get("/in/<string(length=2):state>")
@public
def cities(state: str) -> ResponseReturnValue:
    """Show the cities of a state."""
    area, areas = browsing.cities(given().session, state)
    samples = browsing.are_samples(given().session)
    page = render_template("programs/cities.html", state=area, cities=areas, samples=samples)
    return kept_while_unchanged(page)


@bp.get("/in/<string(length=2):state>/<string:city>")
@public
def city(state: str, city: str) -> ResponseReturnValue:
    """Show the programs of a city."""
    page = request.args.get("page", 1, type=int)
    listed = browsing.city(given().session, state, city, page)
    samples = browsing.are_samples(given().session)
    return kept_while_unchanged(
        render_template("programs/city.html", listed=listed, samples=samples)
    )


@bp.post("/search")
@guard.exempt
@public
def search() -> ResponseReturnValue:
    """Keep the name that was typed, for it may stand in no address; there is nothing to forge."""
    kept.keep_name_looked_for(request.form.get("name", "").strip()[: naming.LONGEST_NAME])
    return redirect(url_for("programs.by_name"), HTTPStatus.SEE_OTHER)


@bp.get("/search")
@public
def by_name() -> ResponseReturnValue:
    """Show the programs whose names are spelled like the one that was typed."""
    name = kept.name_looked_for()
    found = naming.search(given().session, given().listings, name, today())
    samples = browsing.are_samples(given().session)
    return render_template("programs/by_name.html", name=name, found=found, samples=samples)


@bp.get("/<string:slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """Show everything that is known of a program, and what to ask."""
    found = shown(given().session, given().taxonomy, slug, asked_here_if_any(), today())
    now_at = leads_on(given().session, found.program)
    if now_at is not None:
        # Found, not moved for good: a merge can be taken back.
        return redirect(url_for("programs.show", slug=now_at), HTTPStatus.FOUND)
    ended = burying.ended(given().session, given().taxonomy, found.program, today())
    if ended is not None:
        return _gone_page(found.program, ended), HTTPStatus.GONE
    shortlist = kept.shortlist() if kept.anything() else None
    connections = of_program(given().session, found.program.id)
    view = ProgramPage(found, given().taxonomy, shortlist, connections, on=today())
    page = render_template("programs/program.html", view=view)
    return kept_while_unchanged(page) if shortlist is None else page


@bp.errorhandler(browsing.NowhereListed)
def unknown(_: browsing.NowhereListed) -> ResponseReturnValue:
    """There is no page at such an address."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


def _gone_page(program: Program, ended: Ended) -> str:
    """Say kindly what became of a program, and where to look instead."""
    return render_template(
        "programs/ended.html",
        program=program,
        ended=ended,
        state_name=state_name(program.state),
        city_slug=slugify(program.city),
    )
