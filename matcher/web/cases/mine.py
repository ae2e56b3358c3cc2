"""Whose cases a page shows: those of whoever is signed in, and no others."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app, g

from matcher.domain.cases.script_answers import SAID_LABELS
from matcher.domain.cases.statuses import DUE_LABELS, LABELS
from matcher.services.cases.owner import Owner
from matcher.services.cases.sealing import Seal
from matcher.web.accounts.signed_in import account, the_account

ROLES = ("admin", "curator", "interventionist")
"""Whoever is signed in may keep cases of their own; nobody sees another's."""

_KEPT_AS = "cases_owner"


def labels() -> dict[str, object]:
    """Return the words that the templates of this room need beside their view."""
    return {
        "labels": LABELS,
        "status_labels": LABELS,
        "due_labels": DUE_LABELS,
        "said_labels": SAID_LABELS,
    }


def owner() -> Owner:
    """Return who is signed in, with the seal that opens what is theirs."""
    return _owner(the_account().id)


def owner_if_any() -> Owner | None:
    """Return who is signed in; None for everybody else."""
    found = account()
    return None if found is None else _owner(found.id)


def now() -> datetime:
    """Return the moment it is, for services that take one."""
    return datetime.now(UTC)


def _owner(account_id: int) -> Owner:
    if _KEPT_AS not in g:
        setattr(g, _KEPT_AS, Owner(account_id, Seal(current_app.config["SECRET_KEY"], account_id)))
    found: Owner = g.get(_KEPT_AS)
    return found
