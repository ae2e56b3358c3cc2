"""Sign in: the address and the password, then a code where a second step is set up.

Whether an address is known costs the same work and gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.domain.accounts import EmailRefused, normalized_email
from matcher.persistence import accounts as store
from matcher.services.accounts import second_step, sessions
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.sessions import SignedIn


class Next(StrEnum):
    """What is still to come after a password was right."""

    NOTHING = "nothing"
    CODE = "code"
    ENROLL = "enroll"
    """An admin must set up a second step first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session that began, and what is still to come."""

    token: str
    next: Next


def check_password(session: Session, keys: Keys, email: str, password: str) -> Entry | None:
    """Begin a session for whoever knows the password; None tells nothing of why not."""
    found = _account(session, email)
    kept = found.password_hash if found is not None else ""
    right = keys.passwords.verify(kept, password)
    if found is None or not right or found.disabled:
        return None
    if keys.passwords.is_outdated(kept):
        found.password_hash = keys.passwords.hash(password)
    entry = begin(session, keys, found)
    session.commit()
    return entry


def check_code(session: Session, keys: Keys, signed: SignedIn, code: str) -> str | None:
    """Return the token of a whole session for a code of the second step, or one from paper.

    The half-way session ends with it, so that no token outlives a raise of privilege.
    """
    now, account_id = keys.clock(), signed.account.id
    if not second_step.is_right(session, keys, account_id, code):
        session.rollback()
        return None
    store.end_session(session, signed.token_hash, now)
    token = sessions.begin(session, account_id, now, whole=True)
    session.commit()
    return token


def begin(session: Session, keys: Keys, found: store.Account) -> Entry:
    """Begin a session for somebody whose password was right; the caller commits."""
    if found.totp_sealed:
        found.totp_waiting = ""  # a change that was begun and left is asked for anew
        following = Next.CODE
    else:
        following = Next.ENROLL if found.role == "admin" else Next.NOTHING
    token = sessions.begin(session, found.id, keys.clock(), whole=following is Next.NOTHING)
    return Entry(token, following)


def _account(session: Session, email: str) -> store.Account | None:
    try:
        return store.by_email(session, normalized_email(email))
    except EmailRefused:
        return None
