"""What people do with their own account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.persistence import accounts as store
from matcher.services.accounts import events, sessions
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.sessions import SignedIn


def knows_password(session: Session, keys: Keys, signed: SignedIn, password: str) -> bool:
    """Tell whether it is still the same person at the keyboard."""
    found = store.by_id(session, signed.account.id)
    return keys.passwords.verify(found.password_hash if found else "", password)


def change_password(session: Session, keys: Keys, signed: SignedIn, password: str) -> str:
    """Set a new password, end every session, and return the token of a new one for here."""
    now, account_id = keys.clock(), signed.account.id
    found = store.by_id(session, account_id)
    if found is not None:
        found.password_hash = keys.passwords.hash(password)
    events.note(session, account_id, events.What.PASSWORD_CHANGED, account_id, now.date())
    store.end_links(session, account_id, now)
    store.end_sessions(session, account_id, now)
    token = sessions.begin(session, account_id, now, whole=True)
    session.commit()
    return token
