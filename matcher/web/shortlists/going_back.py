"""Back to the page whose button was pressed, and never to another site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException


def back_to(wanted: str | None) -> str:
    """Return *wanted* where it is a page of ours that can be opened, else the list itself."""
    parts = urlsplit(wanted or "")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or not _opens(parts.path):
        return url_for("shortlists.show")
    return parts.geturl()


def _opens(path: str) -> bool:
    try:
        current_app.url_map.bind("localhost").match(path, method="GET")
    except (HTTPException, RoutingException):
        return False
    return True
