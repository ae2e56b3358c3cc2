"""The routes of the API: read, ask one service, answer."""

from __future__ import annotations

from flask import Blueprint, Response, request

from matcher.domain.intake import needs_from
from matcher.services import documents, plan_documents
from matcher.services.finding import Page, find
from matcher.services.planning import make_plans
from matcher.web.access import public
from matcher.web.api.answering import answer
from matcher.web.api.answers import MatchesAnswer, PlacesAnswer
from matcher.web.api.locating import locate, may_mean
from matcher.web.api.needs import NeedsAnswer, NeedsRequest, needs_document, read_family
from matcher.web.api.openapi import Operation, document
from matcher.web.api.plans import PlansAnswer, PlansRequest, read_journey
from matcher.web.api.reading import needs_of, read, read_search
from matcher.web.api.schemas import MatchesRequest, PlacesQuery
from matcher.web.csrf import guard
from matcher.web.given import given, today

bp = Blueprint("api", __name__, url_prefix="/api/v1")
guard.exempt(bp)  # no cookie lets anybody in here, so there is nothing to forge


@bp.post("/matches")
@public
def matches() -> Response:
    """Rank the directory for somebody's needs."""
    asked = read_search(given().taxonomy)
    place = locate(asked.near)
    needs = needs_of(asked, place.point)
    page = Page(asked.limit, asked.offset)
    found = find(given().session, given().listings, place, needs, page, today())
    return answer(documents.found(found))


@bp.post("/needs")
@public
def needs() -> Response:
    """Turn a family's answers into a search, with its reasons and cards."""
    family = read_family()
    return answer(needs_document(family, needs_from(family)))


@bp.post("/plans")
@public
def plans() -> Response:
    """Plan the steps past detox for one person or two."""
    made = make_plans(given().session, given().listings, read_journey(), today())
    return answer(plan_documents.plans(made))


@bp.get("/places")
@public
def places() -> Response:
    """Say which places a text may mean."""
    asked = read(PlacesQuery, request.args.to_dict())
    return answer({"places": [documents.place(each) for each in may_mean(asked.q)]})


@bp.get("/openapi.json")
@public
def openapi() -> Response:
    """Describe the API."""
    return answer(document(OPERATIONS, given().taxonomy))


OPERATIONS = [
    Operation(
        "/api/v1/matches",
        "post",
        "findMatches",
        "Rank the directory for somebody's needs, with the reason for everything.",
        body=MatchesRequest,
        answer=MatchesAnswer,
    ),
    Operation(
        "/api/v1/needs",
        "post",
        "readAnswers",
        "A family's answers as a search for findMatches, with the reason for every criterion.",
        body=NeedsRequest,
        answer=NeedsAnswer,
    ),
    Operation(
        "/api/v1/plans",
        "post",
        "makePlans",
        "The steps past detox for one person or two, with the best programs for them.",
        body=PlansRequest,
        answer=PlansAnswer,
    ),
    Operation(
        "/api/v1/places",
        "get",
        "findPlaces",
        "The places a ZIP code or a city's name may mean.",
        query=PlacesQuery,
        answer=PlacesAnswer,
    ),
    Operation("/api/v1/openapi.json", "get", "describe", "This document."),
]
