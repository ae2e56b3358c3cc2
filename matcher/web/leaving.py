"""Leave this page: forgets everything on the device and lands somewhere plain."""

from __future__ import annotations

import sys
from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.web import kept
from matcher.web.access import public
from matcher.web.accounts.signed_in import end_here
from matcher.web.csrf import guard
from matcher.web.request_log import log_failure

bp = Blueprint("leaving", __name__)


@bp.post("/exit")
@guard.exempt
@public
def leave() -> ResponseReturnValue:
    """Sign out, forget the answers and go. Needs no token: it only clears, and must never fail."""
    try:
        end_here()
    except Exception:  # noqa: BLE001  whatever the store says, the page is left and the cookie goes
        log_failure(sys.exc_info())
    kept.clear()
    response = redirect(landing(), HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/kitchen-measures")
@public
def plain() -> ResponseReturnValue:
    """Show a page that says nothing of where the person was."""
    return render_template("pages/plain.html")


def landing() -> str:
    """Return where leaving ends: the address the operator chose, or our own plain page."""
    chosen: str | None = current_app.config["EXIT_URL"]
    return chosen or url_for("leaving.plain")
