"""A case to take along: a page for paper, a table, and everything as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from matcher.services.cases import copying
from matcher.services.cases.copying import CaseCopy
from matcher.web.access import role
from matcher.web.cases.case_page import answered_in
from matcher.web.cases.mine import ROLES, labels, owner
from matcher.web.given import given, today
from matcher.web.headers import private

bp = Blueprint("case_copies", __name__, url_prefix="/cases/<string(length=20):case_id>")

bp.context_processor(labels)


@bp.get("/copy")
@role(*ROLES)
@private
def show(case_id: str) -> ResponseReturnValue:
    """Show everything that a case holds, for paper; and offer it as files."""
    copy = _copy(case_id)
    return render_template(
        "cases/copy.html", copy=copy, answered=answered_in(copy.case), printed_on=today()
    )


@bp.get("/copy.csv")
@role(*ROLES)
@private
def table(case_id: str) -> ResponseReturnValue:
    """Return the case as a table."""
    return _file(copying.as_csv(_copy(case_id)), "text/csv", "case.csv")


@bp.get("/copy.json")
@role(*ROLES)
@private
def document(case_id: str) -> ResponseReturnValue:
    """Return everything that the case holds, as JSON."""
    return _file(copying.as_json(_copy(case_id)), "application/json", "case.json")


def _copy(case_id: str) -> CaseCopy:
    return copying.whole(given().session, given().listings, owner(), case_id, today())


def _file(text: str, kind: str, name: str) -> Response:
    # No nickname in the name: a list of downloads is read by others.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=f"{kind}; charset=utf-8", headers=headers)
