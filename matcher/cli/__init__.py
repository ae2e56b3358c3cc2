"""The front door for the terminal: one module per subject, each offering `init_app`."""

from __future__ import annotations

from flask import Flask

from matcher.cli import exporting, importing, match, plan, setup


def init_app(app: Flask) -> None:
    """Register every command of *app*."""
    for module in (exporting, importing, match, plan, setup):
        module.init_app(app)
