"""Links that an admin hands over by hand: each sets a password once, and nothing sends e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.domain.accounts import Role
from matcher.persistence import accounts as store
from matcher.services.accounts import events, signing_in
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.signing_in import Entry
from matcher.services.sealed_copies import hashed, new_token


class Kind(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LASTS = {Kind.INVITATION: timedelta(days=7), Kind.RESET: timedelta(hours=24)}


class LinkGone(LookupError):
    """The link was used, was replaced by a newer one, has expired, or its account was disabled."""


class LinkUnknown(LookupError):
    """No link has this token."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to be handed over: its token is shown once and kept nowhere."""

    kind: Kind
    token: str
    email: str
    expires_at: datetime

    @property
    def expires_on(self) -> date:
        """The day it ends."""
        return self.expires_at.date()


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for."""

    kind: Kind
    email: str
    name: str
    """Empty until they choose one."""
    role: Role


def make(session: Session, found: store.Account, by_id: int | None, now: datetime) -> NewLink:
    """Make the link that an account needs now, in place of any before; the caller commits."""
    kind = Kind.RESET if found.password_hash else Kind.INVITATION
    store.end_links(session, found.id, now)
    link = NewLink(kind, new_token(), found.email, now + LASTS[kind])
    session.add(
        store.AccountLink(
            account_id=found.id,
            kind=kind.value,
            token_hash=hashed(link.token),
            expires_at=link.expires_at,
            ended_at=None,
            made_by=by_id,
        )
    )
    events.note(session, found.id, events.What.LINK_MADE, by_id, now.date())
    return link


def open_link(session: Session, keys: Keys, token: str) -> Invited:
    """Say whom a link is for, without using it up: a page may be looked at twice.

    :raise LinkGone: where it opens no more.
    :raise LinkUnknown: where there is none.
    """
    link, found = _live(session, keys, token)
    return Invited(Kind(link.kind), found.email, found.name, Role(found.role))


def take_up(session: Session, keys: Keys, token: str, name: str, password: str) -> Entry | None:
    """Use a link up: set the password, end what was open, and begin a session.

    A reset begins none: whoever holds it shows the password, and the second step, like any day.

    :raise LinkGone: where it opens no more, or somebody was quicker.
    :raise LinkUnknown: where there is none.
    """
    link, found = _live(session, keys, token)
    now = keys.clock()
    if not store.use_link(session, link.id, now):
        session.rollback()
        raise LinkGone
    found.name = found.name if link.kind == Kind.RESET else name
    found.password_hash = keys.passwords.hash(password)
    store.end_sessions(session, found.id, now)
    if link.kind == Kind.RESET:
        events.note(session, found.id, events.What.PASSWORD_RESET, found.id, now.date())
        session.commit()
        return None
    events.note(session, found.id, events.What.SET_UP, found.id, now.date())
    entry = signing_in.begin(session, keys, found)
    session.commit()
    return entry


def _live(session: Session, keys: Keys, token: str) -> tuple[store.AccountLink, store.Account]:
    link = store.link(session, hashed(token))
    if link is None:
        raise LinkUnknown
    found = store.by_id(session, link.account_id)
    if found is None or found.disabled:
        raise LinkGone
    if link.ended_at is not None or keys.clock() >= link.expires_at:
        raise LinkGone
    return link, found
