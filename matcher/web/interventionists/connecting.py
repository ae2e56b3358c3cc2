"""The programs one is joined to: looked for by name, declared, shown."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import naming
from matcher.services.interventionists import writing
from matcher.services.interventionists.writing import AlreadyDeclared, ProfileMissing, TooMany
from matcher.services.showing import show as shown
from matcher.web import errors, kept
from matcher.web.access import role
from matcher.web.forms.own_profile import ConnectionForm, PlainForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.interventionists.own import nothing_yet, own, owner
from matcher.web.interventionists.profile_page import ProfilePage

bp = Blueprint("own_connections", __name__, url_prefix="/interventionists/mine/connections")
bp.register_error_handler(ProfileMissing, nothing_yet)


@bp.get("")
@role("interventionist")
@private
def connections() -> ResponseReturnValue:
    """Show the programs one is joined to, and look for another by its name."""
    name = kept.name_looked_for()
    found = naming.search(given().session, given().listings, name, today()) if name else []
    return render_template(
        "interventionists/connections.html",
        view=ProfilePage(own(), today()),
        name=name,
        found=found,
        form=PlainForm(),
    )


@bp.post("")
@role("interventionist")
@private
def look_for_program() -> ResponseReturnValue:
    """Keep the name that was typed, for it may stand in no address."""
    kept.keep_name_looked_for(request.form.get("name", "").strip()[: naming.LONGEST_NAME])
    return redirect(url_for("own_connections.connections"), HTTPStatus.SEE_OTHER)


@bp.get("/with/<string:slug>")
@role("interventionist")
@private
def new_connection(slug: str) -> ResponseReturnValue:
    """Ask what joins one to a program."""
    return _connection_page(slug, ConnectionForm().until(today()))


@bp.post("/with/<string:slug>")
@role("interventionist")
@private
def add_connection(slug: str) -> ResponseReturnValue:
    """Declare it, under the name of the account and today's date."""
    form = ConnectionForm().until(today())
    if not form.validate():
        return _connection_page(slug, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        writing.declare(given().session, owner(), slug, form.to_joined(), today())
    except AlreadyDeclared:
        return _connection_page(slug, form, twice=True), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("own_connections.connections"), HTTPStatus.SEE_OTHER)


@bp.errorhandler(TooMany)
def too_many(_: TooMany) -> ResponseReturnValue:
    """The profile holds no more connections."""
    return errors.tell(HTTPStatus.UNPROCESSABLE_ENTITY, None)


def _connection_page(slug: str, form: ConnectionForm, *, twice: bool = False) -> str:
    own()
    program = shown(given().session, given().taxonomy, slug, None, today()).program
    return render_template(
        "interventionists/connection.html", program=program, form=form, twice=twice
    )
