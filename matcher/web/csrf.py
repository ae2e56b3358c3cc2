"""Forms carry a token of this browser's session; one that went stale is offered again, whole."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

guard = CSRFProtect()

NEVER_REPEATED = frozenset({"csrf_token", "password", "new_password", "code"})


def init_app(app: Flask) -> None:
    """Guard every form of *app*; views that only clear, and the API, exempt themselves."""
    # With Referrer-Policy: no-referrer no browser sends what the strict check wants to see.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    # The token lives as long as the session does.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    guard.init_app(app)
    app.jinja_env.globals["csrf_token"] = token
    app.register_error_handler(CSRFError, offer_again)


def token() -> str:
    """Return this request's token, made once: a page of results has ten forms."""
    try:
        made: str = g.csrf_token  # where Flask-WTF keeps it
    except AttributeError:
        made = generate_csrf()
    return made


def offer_again(_: CSRFError) -> ResponseReturnValue:
    """Show what was typed, ready to be sent once more with a fresh token.

    Only a form of our own pages is offered again: what another site sent is not repeated.
    """
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if own and name not in NEVER_REPEATED
    ]
    page = render_template("errors/form_expired.html", typed=typed, action=request.path)
    return page, HTTPStatus.BAD_REQUEST
