"""Forms carry a token of this browser's session; one that went stale is offered again, whole.

With a case in hand the token has a mark of that case at its end, so that every form says which
case it was made for (`web.cases.made_for` asks). Without one it is as it always was.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from matcher.web import in_hand

FIELD = "csrf_token"
BEFORE_MARK = "~"
"""Stands in neither of the two that it parts."""

NEVER_REPEATED = frozenset({FIELD, "password", "new_password", "code"})


class Guard(CSRFProtect):
    """Looks at the token alone, whatever case it is marked with."""

    def _get_csrf_token(self) -> str | None:
        sent: str | None = super()._get_csrf_token()
        return sent and sent.partition(BEFORE_MARK)[0]


guard = Guard()


def init_app(app: Flask) -> None:
    """Guard every form of *app*; views that only clear, and the API, exempt themselves."""
    # With Referrer-Policy: no-referrer no browser sends what the strict check wants to see.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    # The token lives as long as the session does.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    guard.init_app(app)
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})  # after Flask-WTF's own, which knows less
    app.register_error_handler(CSRFError, offer_again)


def token() -> str:
    """Return this request's token, made once: a page of results has ten forms."""
    try:
        made: str = g.csrf_token  # where Flask-WTF keeps it
    except AttributeError:
        made = g.csrf_token = _marked(generate_csrf(), in_hand.mark())
    return made


def token_for(mark: str) -> str:
    """Return a token for a form that was made for the case of *mark*; empty is for none."""
    return _marked(token().partition(BEFORE_MARK)[0], mark)


def passed() -> bool:
    """Tell whether this request sent a form, with a token that holds."""
    return bool(g.get("csrf_valid"))  # as Flask-WTF notes it


def mark_sent() -> str:
    """Return the mark of the case that a form was made for; empty where it was for none."""
    return request.form.get(FIELD, "").partition(BEFORE_MARK)[2]


def typed() -> list[tuple[str, str]]:
    """Return what a form holds that may stand in a page once more."""
    fields = request.form.items(multi=True)
    return [(name, value) for name, value in fields if name not in NEVER_REPEATED]


def offer_again(_: CSRFError) -> ResponseReturnValue:
    """Show what was typed, ready to be sent once more with a fresh token, for the same case.

    Only a form of our own pages is offered again: what another site sent is not repeated.
    """
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    page = render_template(
        "errors/form_expired.html", typed=typed() if own else [], token=token_for(mark_sent())
    )
    return page, HTTPStatus.BAD_REQUEST


def _marked(bare: str, mark: str) -> str:
    return f"{bare}{BEFORE_MARK}{mark}" if mark else bare
