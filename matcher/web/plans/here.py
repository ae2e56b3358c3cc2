"""The plans of this browser's answers, and the page of one person among them."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort

from matcher.domain.plans.plan import Plans
from matcher.services.asking import Search
from matcher.services.planning import Journey, make_plans
from matcher.web.given import given, today
from matcher.web.plans import by_hand
from matcher.web.plans.plan_page import PlanCard, PlanPage
from matcher.web.plans.unused import unused

WHOSE = ("oak", "elm")
"""A page for each person, called by a name that tells nothing, not even that there is another."""


def plans_for(search: Search) -> Plans:
    """Make the plans, with the programs that were put in by hand."""
    journey = Journey(search.place, search.needs.within_miles, [search.answers], search.weighing)
    return make_plans(given().session, given().listings, journey, today(), by_hand.changes(search))


def page_of(search: Search, whose: str) -> PlanPage:
    """Return one person's page, or 404 where there is no such person."""
    made, person = plans_for(search), WHOSE.index(whose)
    if person >= made.people:
        abort(HTTPStatus.NOT_FOUND)
    return PlanPage(made, person, unused=unused(search, made, person))


def card_on(view: PlanPage, way: int) -> PlanCard:
    """Return one plan of a page, or 404 where it has fewer."""
    card = next((each for each in view.plans if each.way == way), None)
    if card is None:
        abort(HTTPStatus.NOT_FOUND)
    return card
