"""Who did what to an account, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.persistence import accounts as store


class What(StrEnum):
    """What can happen to an account."""

    INVITED = "invited"
    LINK_MADE = "link_made"
    SET_UP = "set_up"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # the name of an event
    PASSWORD_RESET = "password_reset"  # noqa: S105  # the name of an event
    SECOND_STEP_ADDED = "second_step_added"
    SECOND_STEP_GONE = "second_step_gone"
    CODES_MADE = "codes_made"
    CODE_USED = "code_used"
    MADE_ADMIN = "made_admin"
    MADE_CURATOR = "made_curator"
    MADE_INTERVENTIONIST = "made_interventionist"
    DISABLED = "disabled"
    ENABLED = "enabled"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    what: What
    by: str | None
    """Who did it, as shown; None for the operator at the terminal."""
    on: date


def note(session: Session, account_id: int, what: What, by_id: int | None, on: date) -> None:
    """Remember that something happened; the caller commits, with the thing itself."""
    session.add(
        store.AccountEvent(account_id=account_id, what=what.value, by_id=by_id, happened_on=on)
    )


def of(session: Session, account_id: int) -> list[Event]:
    """Return what happened to an account, the newest first."""
    found = store.events(session, account_id)
    names = store.names(session, {each.by_id for each in found if each.by_id is not None})
    return [
        Event(What(each.what), names.get(each.by_id) if each.by_id else None, each.happened_on)
        for each in found
    ]
