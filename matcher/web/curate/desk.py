"""The curator's desk: what needs somebody today."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from matcher.services import desk
from matcher.services.desk import PAGE, Due
from matcher.web import errors
from matcher.web.access import role
from matcher.web.curate.desk_lines import LINES
from matcher.web.curate.words import FIELD_LABELS
from matcher.web.given import given, today

bp = Blueprint("desk", __name__, url_prefix="/curate")

TITLES = {
    Due.EXPIRING: _l("Facts that run out within 14 days"),
    Due.EXPIRED: _l("Facts that have run out"),
    Due.UNPLACED: _l("Programs that nobody can place"),
    Due.NEVER_CHECKED: _l("Listings that no person has ever checked"),
}
BY_ADDRESS = {due.value.replace("_", "-"): due for due in Due}


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show what waits and since when, and how complete and fresh the directory is."""
    states = desk.by_state(given().session, today())
    programs = states[0].listings if states else 0
    return render_template(
        "curate/desk/desk.html",
        lines=[(line, line.waiting(today()), line.address()) for line in LINES],
        states=states,
        kinds=desk.by_kind(given().session, given().taxonomy, today(), programs),
    )


@bp.get("/due/<string:due>")
@role("admin", "curator")
def due(due: str) -> ResponseReturnValue:
    """Show the listings that need somebody for one reason, the oldest first."""
    if due not in BY_ADDRESS:
        return errors.tell(HTTPStatus.NOT_FOUND, None)
    why, page = BY_ADDRESS[due], max(request.args.get("page", 1, type=int), 1)
    waiting = desk.waiting(given().session, why, today())
    return render_template(
        "curate/desk/due.html",
        due=due,
        title=TITLES[why],
        waiting=waiting,
        page=page,
        pages=-(-waiting.count // PAGE),
        listed=desk.listings(given().session, why, today(), page),
        terms=given().taxonomy.terms,
        fields=FIELD_LABELS,
    )
