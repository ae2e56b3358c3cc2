"""The curator's desk: what needs somebody today."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.web.access import role

bp = Blueprint("desk", __name__, url_prefix="/curate")


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show what waits, the oldest day of each kind, and how fresh the directory is."""
    return render_template("curate/desk/desk.html")
