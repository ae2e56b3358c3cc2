"""What people and programs are told when something goes wrong: each error is mapped here, once."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from matcher.domain.needs import NeedsOutOfBounds
from matcher.services.showing import ProgramUnknown
from matcher.web import problems
from matcher.web.kept import ShortlistFull
from matcher.web.problems import FieldError, Problem
from matcher.web.session import TooMuchToKeep

_TO_THE_FIRST_PAGE = _l("Go to the first page")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What happened, and what to do now."""

    title: LazyString
    what_to_do: LazyString
    button: LazyString = _TO_THE_FIRST_PAGE
    leads_to: str = "find.front"


NOT_UNDERSTOOD = ErrorPage(
    _l("We could not read what was sent"),
    _l("Go back one page and try again. If it happens again, start from the first page."),
)
PAGES = {
    HTTPStatus.FORBIDDEN: ErrorPage(
        _l("This page is for people who are signed in"),
        _l(
            "If someone gave you this address, ask them for access. Finding programs needs no"
            " account."
        ),
    ),
    HTTPStatus.NOT_FOUND: ErrorPage(
        _l("There is no page at this address"),
        _l(
            "Check the address for a typing mistake, or start from the first page. A program that"
            " was here may have moved."
        ),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: ErrorPage(
        _l("This page cannot be opened that way"),
        _l("It opens when a form is sent. Go back one page and press the button there."),
    ),
    HTTPStatus.CONFLICT: ErrorPage(
        _l("Your list is full"),
        _l("It holds 20 programs. Take one off your list, then add this one."),
        _l("See your list"),
        "shortlists.show",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ErrorPage(
        _l("That is more than we can take in"),
        _l("Go back one page, shorten what you typed, and send it again."),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: ErrorPage(
        _l("We cannot work with that answer"),
        _l("Go back one page, look at what you typed, and send it again."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: ErrorPage(
        _l("Too many requests came from your connection"),
        _l("Wait a minute, then try again. Your answers are still here."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: ErrorPage(
        _l("Something went wrong on our side"),
        _l(
            "It is not your doing. Your answers are still on this device. Wait a minute, then try"
            " again."
        ),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: ErrorPage(
        _l("The directory is not ready"),
        _l("Wait a few minutes, then try again. The helplines below answer now."),
    ),
}


def init_app(app: Flask) -> None:
    """Answer every error of *app* in words."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Problem, problems.answer)
    app.register_error_handler(NeedsOutOfBounds, needs_out_of_bounds)
    app.register_error_handler(ProgramUnknown, program_unknown)
    app.register_error_handler(ShortlistFull, shortlist_full)
    app.register_error_handler(TooMuchToKeep, too_much_to_keep)


def http_error(error: HTTPException) -> Response:
    """Answer an HTTP error, keeping what it says of allowed methods and of when to retry."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    response = tell(status, error.description)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def needs_out_of_bounds(error: NeedsOutOfBounds) -> Response:
    """Name the number that a search cannot use."""
    if problems.asked_by_program():
        errors = [FieldError(error.field, error.message)]
        return problems.answer(Problem("A number is out of bounds.", errors))
    return tell(HTTPStatus.UNPROCESSABLE_ENTITY, None)


def program_unknown(_: ProgramUnknown) -> Response:
    """Say that no program has such an address."""
    return tell(HTTPStatus.NOT_FOUND, None)


def shortlist_full(_: ShortlistFull) -> Response:
    """Say that the list on this device holds no more."""
    return tell(HTTPStatus.CONFLICT, None)


def too_much_to_keep(_: TooMuchToKeep) -> Response:
    """Say that the answers do not fit on this device."""
    return tell(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None)


def tell(status: HTTPStatus, detail: str | None) -> Response:
    """Return the error as JSON where a program asked, else as a page."""
    if problems.asked_by_program():
        return problems.answer(Problem(detail or status.phrase, status=status))
    page = PAGES.get(status, NOT_UNDERSTOOD)
    return make_response(render_template("errors/error.html", page=page, status=status), status)
