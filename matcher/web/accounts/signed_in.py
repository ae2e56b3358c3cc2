"""Who is signed in: asked of the store once a request, and never for a visitor without a session.

The cookie is looked into without being used, so that a family's pages stay as they were: nothing
is asked of the store, nothing is sent back, and what may be cached still may.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Unauthorized

from matcher.services.accounts import sessions
from matcher.services.accounts.account import Account
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.sessions import SignedIn
from matcher.web.given import given
from matcher.web.session import as_it_came

EXTENSION = "accounts"
KEPT_AS = "account"
FORMS = "csrf_token"

STAFF = frozenset({"accounts", "cases"})
"""Blueprints whose public pages look as their closed ones do."""

NEVER_ASKED = frozenset({"api", "health", "leaving"})
"""Blueprints that are the same for everyone. Leaving must work even where the store does not."""


def init_app(app: Flask) -> None:
    """Find out who asks before any door of *app* is tried."""
    app.extensions[EXTENSION] = Keys(app.config["SECRET_KEY"])
    app.jinja_env.globals["signed_in"] = account
    app.jinja_env.globals["for_staff"] = for_staff
    app.before_request(_recognise)


def keys() -> Keys:
    """Return what only this installation can check."""
    held: Keys = current_app.extensions[EXTENSION]
    return held


def account() -> Account | None:
    """Return who is signed in; None for everybody else, and for those who are only half way."""
    signed = whoever()
    return signed.account if signed is not None and signed.whole else None


def for_staff() -> bool:
    """Tell whether a page is for those who work here: families never load its style."""
    return account() is not None or request.blueprint in STAFF


def the_account() -> Account:
    """Return who is signed in, on a page that only they can open."""
    return the_session().account


def whoever() -> SignedIn | None:
    """Return who is signed in or half way to it."""
    found: SignedIn | None = g.get(EXTENSION)
    return found


def the_session() -> SignedIn:
    """Return the session of whoever is signed in, on a page that only they can open."""
    signed = whoever()
    if signed is None or not signed.whole:
        raise Unauthorized
    return signed


def roles_held() -> Iterable[str]:
    """Return the roles of whoever asks."""
    found = account()
    return () if found is None else (found.role.value,)


def enter(token: str) -> None:
    """Keep a new session in this browser in place of any before.

    Form tokens begin anew too: whoever planted or copied the earlier cookie has nothing of this
    one. Answers and the list stay: they are this browser's own, and may be what somebody signs in
    to save.
    """
    end_here()
    browser[KEPT_AS] = token
    browser.pop(FORMS, None)
    g.pop(FORMS, None)


def end_here() -> None:
    """End the session of this browser, if it has one; its cookie is the caller's to clear."""
    token = _token()
    if token:
        g.pop(EXTENSION, None)
        sessions.end(given().session, token, keys().clock())


def ask_to_sign_in() -> ResponseReturnValue:
    """Lead somebody who is not signed in to where they can be, and back again afterwards."""
    wanted = {"next": request.path} if _can_be_opened_again() else {}
    address = url_for("accounts.sign_in")
    if wanted:
        address = f"{address}?{urlencode(wanted)}"
    return redirect(address, HTTPStatus.SEE_OTHER)


def _can_be_opened_again() -> bool:
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and "GET" in adapter.allowed_methods()


def _recognise() -> None:
    g.setdefault(EXTENSION, None)
    if request.endpoint == "static" or request.blueprint in NEVER_ASKED:
        return
    token = _token()
    if token:
        browser.get(KEPT_AS)  # from here on the page is somebody's own, and stored nowhere
        setattr(g, EXTENSION, sessions.recognise(given().session, token, keys().clock()))


def _token() -> str | None:
    token: str | None = as_it_came(KEPT_AS)
    return token
