"""What every page shares: the site's name, its helplines, and where leaving ends."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from matcher.web.leaving import landing

NAME = _l("Guidebook")
"""Neutral on a phone that somebody else may look at; shown in the header and every tab."""

NATIONAL_HELPLINE = "1-800-662-4357"


def init_app(app: Flask) -> None:
    """Offer what every page shares to the templates of *app*."""
    app.jinja_env.globals["site_name"] = NAME
    app.jinja_env.globals["national_helpline"] = NATIONAL_HELPLINE
    app.jinja_env.globals["landing"] = landing
