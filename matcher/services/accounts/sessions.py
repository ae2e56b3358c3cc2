"""Sessions: kept as rows, so that each can be ended from anywhere, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from matcher.persistence import accounts as store
from matcher.services.accounts.account import Account, as_account
from matcher.services.sealed_copies import hashed, new_token

LONGEST = timedelta(days=14)
"""However busy it is."""
LONGEST_IDLE = timedelta(hours=12)
"""As long as the cookie."""
LONGEST_HALF_WAY = timedelta(minutes=15)
"""Between the password and the second step."""
SEEN_ANEW_AFTER = timedelta(minutes=5)
"""A page that is only read seldom writes."""

PASSWORD, WHOLE = "password", "whole"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a browser belongs to, and how far they have shown it."""

    account: Account
    token_hash: str
    whole: bool
    """False while the second step is still to come: no door opens yet."""
    must_enroll: bool
    """An admin who has no second step yet."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser that is signed in, as its owner may see it."""

    id: int
    begun_on: date
    seen_on: date
    here: bool
    """Whether it is the one that asks."""


def begin(session: Session, account_id: int, now: datetime, *, whole: bool) -> str:
    """Begin a session and return its token; the caller commits, with what led to it."""
    store.forget_sessions(session, now - LONGEST)
    token = new_token()
    session.add(
        store.AccountSession(
            account_id=account_id,
            token_hash=hashed(token),
            proven=WHOLE if whole else PASSWORD,
            begun_at=now,
            seen_at=now,
            ended_at=None,
        )
    )
    return token


def recognise(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Return who a token stands for; None where it was ended, ran out or was never given."""
    found = store.signed_in(session, hashed(token))
    if found is None:
        return None
    kept, owner = found
    if owner.disabled or _has_run_out(kept, now):
        return None
    signed = SignedIn(
        account=as_account(owner),
        token_hash=kept.token_hash,
        whole=kept.proven == WHOLE,
        must_enroll=owner.role == "admin" and not owner.totp_sealed,
    )
    if now - kept.seen_at > SEEN_ANEW_AFTER:
        store.touch(session, kept.id, now)
        session.commit()
    return signed


def end(session: Session, token: str, now: datetime) -> None:
    """Sign out; twice is once."""
    store.end_session(session, hashed(token), now)
    session.commit()


def end_one(session: Session, signed: SignedIn, session_id: int, now: datetime) -> bool:
    """End one of one's own sessions; False where there is no such."""
    ended = store.end_one(session, signed.account.id, session_id, now)
    session.commit()
    return ended


def end_everywhere(session: Session, signed: SignedIn, now: datetime) -> None:
    """Sign out in every browser, this one too."""
    store.end_sessions(session, signed.account.id, now)
    session.commit()


def mine(session: Session, signed: SignedIn, now: datetime) -> list[OpenSession]:
    """Return one's own sessions, the one last seen first."""
    return [
        OpenSession(
            each.id, each.begun_at.date(), each.seen_at.date(), each.token_hash == signed.token_hash
        )
        for each in store.open_sessions(session, signed.account.id)
        if each.proven == WHOLE and not _has_run_out(each, now)
    ]


def _has_run_out(kept: store.AccountSession, now: datetime) -> bool:
    longest = LONGEST if kept.proven == WHOLE else LONGEST_HALF_WAY
    return now - kept.begun_at >= longest or now - kept.seen_at >= LONGEST_IDLE
