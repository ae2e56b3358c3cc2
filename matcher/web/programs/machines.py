"""What a form can notice of a machine, without asking anybody else and without a riddle."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, Signer

from matcher.services.suggesting import Held
from matcher.web.forms.programs import ClaimForm, ReportForm

LEAST_SECONDS = 2
"""Nobody reads the page and answers it faster."""

MOST_SECONDS = 24 * 60 * 60
"""A seal is good for a day, so that none can be kept and used for ever."""


def seal(slug: str, at: datetime) -> str:
    """Return the moment when a form about that program was opened, under a seal."""
    return _signer().sign(f"{slug}:{int(at.timestamp())}").decode()


def suspect(form: ReportForm | ClaimForm, slug: str, at: datetime) -> Held | None:
    """Return what a machine would have done to a form; None where a person may have sent it."""
    if form.website.data:
        return Held.HIDDEN_FIELD
    seconds = _seconds_open(form.opened.data or "", slug, at)
    if seconds is None or not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        return Held.HURRY
    return None


def _seconds_open(sealed: str, slug: str, at: datetime) -> float | None:
    try:
        written = _signer().unsign(sealed).decode()
    except BadSignature:
        return None
    of, _, opened = written.rpartition(":")
    return at.timestamp() - int(opened) if of == slug else None


def _signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="a form was opened")
