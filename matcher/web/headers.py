"""What every response tells the browser: ask nobody else, tell nobody, keep nothing private."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

P = ParamSpec("P")
R = TypeVar("R")

FIXED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), payment=(), usb=()"
    ),
}
ONE_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Put the security headers on every response of *app*."""
    policy = content_security_policy(app.config["EXIT_URL"])
    fixed = {**FIXED, "Content-Security-Policy": policy}
    put = [(name.lower(), name, value) for name, value in fixed.items()]

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        there = {name.lower() for name, _ in headers}  # asked one by one, it looks at all each time
        for lower, name, value in put:
            if lower not in there:
                headers.add(name, value)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        if g.get("unindexed"):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        if g.get("private") or request.method not in {"GET", "HEAD"}:
            response.cache_control.clear()
            response.cache_control.no_store = True
        elif "cache-control" not in there:
            response.cache_control.no_cache = True
        return response


def content_security_policy(exit_url: str | None) -> str:
    """Return the policy; leaving by a plain form may end at *exit_url*, so forms may go there."""
    form_targets = ["'self'"]
    if exit_url is not None and not exit_url.startswith("/"):
        parts = urlsplit(exit_url)
        form_targets.append(f"{parts.scheme}://{parts.netloc}")
    return (
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none';"
        f" form-action {' '.join(form_targets)}"
    )


def private(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose page is about one person: no browser or proxy may store it.

    A page that used the session is never stored anyway; this is for those that show needs
    without it, such as a shared copy.
    """

    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.private = True
        return view(*args, **kwargs)

    return marked


def private_link(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that only somebody with a link can open: private, and in no search engine."""

    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.unindexed = True
        return private(view)(*args, **kwargs)

    return marked
