"""Where somebody who signed in goes: back to the page they wanted, or to their own first one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from matcher.web import access
from matcher.web.accounts.signed_in import account


@dataclass(frozen=True, slots=True)
class Room:
    """One place where people work."""

    path: str
    name: LazyString


ROOMS = (
    Room("/curate", _l("Curate")),
    Room("/cases", _l("Cases")),
    Room("/interventionists/mine", _l("Your profile")),
    Room("/interventionists/review", _l("Profiles")),
    Room("/accounts", _l("Accounts")),
)


def init_app(app: Flask) -> None:
    """Offer the navigation of those who work here to the templates of *app*."""
    app.jinja_env.globals["staff_rooms"] = rooms


def rooms() -> list[Room]:
    """Return the rooms that whoever is signed in may enter, in the order of the navigation."""
    found = account()
    if found is None:
        return []
    views = ((room, _view(room.path)) for room in ROOMS)
    declared = ((room, access.of(view)) for room, view in views if view is not None)
    return [room for room, door in declared if door is not None and door.admits([found.role])]


def first_page() -> str:
    """Return where the work of whoever signed in begins."""
    return next((room.path for room in rooms()), url_for("own_account.show"))


def own_path(wanted: str | None) -> str | None:
    """Return *wanted* where it is a path of ours that can be opened; never another site's."""
    wanted = wanted or ""
    parts = urlsplit(wanted)
    is_path = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    if not is_path or parts.scheme or parts.netloc or not wanted.isprintable():
        return None
    return parts.path if _view(parts.path) is not None else None


def _view(path: str) -> Callable[..., Any] | None:
    """Return the view that opens *path*; None where nothing does."""
    try:
        endpoint, _arguments = current_app.url_map.bind("localhost").match(path, method="GET")
    except (HTTPException, RoutingException):
        return None
    return current_app.view_functions[endpoint]
