"""Addresses of our own files that change with their contents, so a browser may keep them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, request, url_for

ONE_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Offer `asset("app.css")` to every template of *app*."""
    folder = Path(app.static_folder or "")

    @lru_cache(maxsize=256)
    def address(_root: str, name: str, version: str) -> str:
        return url_for("static", filename=name, v=version)

    def asset(name: str) -> str:
        return address(request.root_path, name, fingerprint(folder / name))

    app.jinja_env.globals["asset"] = asset


def fingerprint(path: Path) -> str:
    """Return a few characters that change whenever the file does."""
    return _fingerprint(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
