"""The routes of plans: a page for each person, with nothing on it of another that is not joint."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.answer_reading import AnswersNotUnderstood
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.domain.helplines import ON_EVERY_PAGE
from matcher.domain.plans.plan import Plans
from matcher.services.asking import PlaceMissing, Search
from matcher.services.plan_filling import ByHand
from matcher.services.planning import Journey, make_plans
from matcher.web import kept
from matcher.web.access import public
from matcher.web.asked_here import NothingAsked, asked_here
from matcher.web.forms.plans import ChangeForm
from matcher.web.given import given, today
from matcher.web.plans import by_hand
from matcher.web.plans.drawing import plan_map
from matcher.web.plans.plan_page import PlanCard, PlanPage

bp = Blueprint("plans", __name__, url_prefix="/plan")

WHOSE = ("oak", "elm")
"""A page for each person, called by a name that tells nothing, not even that there is another."""


@bp.get("")
@public
def choose() -> ResponseReturnValue:
    """Lead to the plans of one person, or ask whose are wanted."""
    made = _made(asked_here())
    if made.people == 1:
        return redirect(url_for("plans.show", whose=WHOSE[0]))
    pages = [
        (url_for("plans.show", whose=name), PlanPage(made, person))
        for person, name in enumerate(WHOSE)
    ]
    return render_template("plans/choose.html", pages=pages)


@bp.get("/<any(oak, elm):whose>")
@public
def show(whose: str) -> ResponseReturnValue:
    """Show one person's plans, side by side and step by step."""
    view = _page(_made(asked_here()), whose)
    return render_template("plans/show.html", view=view, whose=whose)


@bp.get("/<any(oak, elm):whose>/map/<int:way>")
@public
def draw(whose: str, way: int) -> ResponseReturnValue:
    """Show where one plan leads; a page of its own, for a phone that pays for every byte."""
    search = asked_here()
    view = _page(_made(search), whose)
    card = _card(view, way)
    steps = url_for("plans.show", whose=whose)
    return render_template(
        "plans/map.html",
        view=view,
        whose=whose,
        card=card,
        drawing=plan_map(card, search, steps),
    )


@bp.get("/<any(oak, elm):whose>/week/<int:way>")
@public
def week(whose: str, way: int) -> ResponseReturnValue:
    """Show the first week of one plan, day by day, for paper."""
    view = _page(_made(asked_here()), whose)
    return render_template(
        "plans/week.html",
        view=view,
        whose=whose,
        card=_card(view, way),
        printed_on=today(),
        lifelines=ON_EVERY_PAGE,
    )


@bp.post("/<any(oak, elm):whose>/change")
@public
def change(whose: str) -> ResponseReturnValue:
    """Put a program into a step by hand."""
    form = ChangeForm()
    if not form.is_whole():
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    search = asked_here()
    card = _card(_page(_made(search), whose), form.way.data)
    by_hand.put(search, ByHand(card.number, form.step.data, form.program.data))
    here = url_for("plans.show", whose=whose, _anchor=f"way-{card.way}")
    return redirect(here, HTTPStatus.SEE_OTHER)


@bp.post("/<any(oak, elm):whose>/best")
@public
def best(whose: str) -> ResponseReturnValue:
    """Take every change back."""
    by_hand.forget()
    return redirect(url_for("plans.show", whose=whose), HTTPStatus.SEE_OTHER)


@bp.post("/<any(oak, elm):whose>/keep/<int:way>")
@public
def keep(whose: str, way: int) -> ResponseReturnValue:
    """Put the programs of one plan on the list, in the order of its steps, for the packet."""
    view = _page(_made(asked_here()), whose)
    for program in view.programs_of(_card(view, way)):
        kept.add_to_shortlist(program.id)
    return redirect("/shortlists", HTTPStatus.SEE_OTHER)


@bp.errorhandler(NothingAsked)
def nothing_asked(_: NothingAsked) -> ResponseReturnValue:
    """Say kindly that there are no answers here, and where to start."""
    return render_template("plans/nothing_asked.html", lost=kept.were_lost())


@bp.errorhandler(AnswersNotUnderstood)
def not_understood(_: AnswersNotUnderstood) -> ResponseReturnValue:
    """Answers of another version of ours count as none."""
    return render_template("plans/nothing_asked.html", lost=True)


@bp.errorhandler(PlaceMissing)
@bp.errorhandler(PlaceNotFound)
@bp.errorhandler(PlaceAmbiguous)
def where(_: LookupError) -> ResponseReturnValue:
    """Ask where to look; everything else was kept."""
    return render_template("plans/where.html")


def _made(search: Search) -> Plans:
    journey = Journey(search.place, search.needs.within_miles, [search.answers])
    return make_plans(given().session, given().listings, journey, today(), by_hand.changes(search))


def _page(made: Plans, whose: str) -> PlanPage:
    person = WHOSE.index(whose)
    if person >= made.people:
        abort(HTTPStatus.NOT_FOUND)
    return PlanPage(made, person)


def _card(view: PlanPage, way: int) -> PlanCard:
    card = next((each for each in view.plans if each.way == way), None)
    if card is None:
        abort(HTTPStatus.NOT_FOUND)
    return card
