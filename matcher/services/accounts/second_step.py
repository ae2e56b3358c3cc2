"""The second step: a code from an app on one's phone, or one from paper for when it is lost."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from matcher.persistence import accounts as store
from matcher.services.accounts import events, sessions
from matcher.services.accounts.keys import Keys, SecretLost
from matcher.services.accounts.sessions import SignedIn

if TYPE_CHECKING:
    from pyotp import TOTP

SECONDS = 30
STEPS_BESIDE = 1
"""A clock may be half a minute off, either way."""
CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that are mistaken for one another
_CODE_LETTERS, _GROUP = 12, 4
_SECRET_BYTES = 20


class SecondStepNeeded(RuntimeError):
    """An admin's account cannot be without a second step."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs to be told: as an address for its camera, and as letters to type."""

    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The second step is set up: the codes for paper, shown once, and a session of its own."""

    codes: tuple[str, ...]
    token: str


def is_right(session: Session, keys: Keys, account_id: int, code: str) -> bool:
    """Tell whether a code is right, and use it up; the caller commits."""
    typed = "".join(each for each in code.casefold() if each.isalnum())
    found = store.by_id(session, account_id)
    if found is None or not found.totp_sealed:
        return False
    if len(typed) == _CODE_LETTERS:
        return _use_paper(session, keys, account_id, typed)
    step = _step(_secret(keys, found.totp_sealed, account_id), typed, keys)
    return step is not None and store.use_step(session, account_id, step)


def enrolment(session: Session, keys: Keys, signed: SignedIn, site: str) -> Enrolment:
    """Return a secret to be set up; the same one again until it is confirmed."""
    found = store.by_id(session, signed.account.id)
    secret = _secret(keys, found.totp_waiting if found else "", signed.account.id)
    if not secret and found is not None:
        secret = _new_secret()
        found.totp_waiting = keys.seal(secret, found.id)
        session.commit()
    address = _totp(secret).provisioning_uri(name=signed.account.email, issuer_name=site)
    return Enrolment(address, secret)


def confirm(session: Session, keys: Keys, signed: SignedIn, code: str) -> Confirmed | None:
    """Set up the secret that waits, where *code* shows that the app has it.

    Every other session ends, for each began without it.
    """
    now, found = keys.clock(), store.by_id(session, signed.account.id)
    waiting = _secret(keys, found.totp_waiting if found else "", signed.account.id)
    step = _step(waiting, code.replace(" ", ""), keys)
    if found is None or not waiting or step is None:
        return None
    found.totp_sealed, found.totp_waiting, found.totp_step = found.totp_waiting, "", step
    codes = _new_codes(session, keys, found.id)
    events.note(session, found.id, events.What.SECOND_STEP_ADDED, found.id, now.date())
    store.end_sessions(session, found.id, now)
    token = sessions.begin(session, found.id, now, whole=True)
    session.commit()
    return Confirmed(codes, token)


def give_up(session: Session, keys: Keys, signed: SignedIn) -> None:
    """Do without a second step.

    :raise SecondStepNeeded: for an admin.
    """
    found = store.by_id(session, signed.account.id)
    if found is None or found.role == "admin":
        raise SecondStepNeeded
    forget(session, found)
    events.note(session, found.id, events.What.SECOND_STEP_GONE, found.id, keys.clock().date())
    session.commit()


def forget(session: Session, found: store.Account) -> None:
    """Take the second step and its codes from an account; the caller commits."""
    found.totp_sealed = found.totp_waiting = ""
    store.replace_codes(session, found.id, ())


def new_codes(session: Session, keys: Keys, signed: SignedIn) -> tuple[str, ...]:
    """Return new codes for paper; the old ones end."""
    codes = _new_codes(session, keys, signed.account.id)
    events.note(
        session,
        signed.account.id,
        events.What.CODES_MADE,
        signed.account.id,
        keys.clock().date(),
    )
    session.commit()
    return codes


def begin_again(session: Session, keys: Keys, signed: SignedIn) -> None:
    """Have a new secret wait for its first code; the old one works until then."""
    found = store.by_id(session, signed.account.id)
    if found is not None:
        found.totp_waiting = keys.seal(_new_secret(), found.id)
    session.commit()


def may_set_up(session: Session, account_id: int) -> bool:
    """Tell whether a secret may be shown: there is none yet, or a new one waits."""
    found = store.by_id(session, account_id)
    return found is not None and (not found.totp_sealed or bool(found.totp_waiting))


def is_set_up(session: Session, account_id: int) -> bool:
    """Tell whether an account has a second step."""
    found = store.by_id(session, account_id)
    return found is not None and bool(found.totp_sealed)


def codes_left(session: Session, account_id: int) -> int:
    """Count the codes on paper that still work."""
    return store.codes_left(session, account_id)


def _use_paper(session: Session, keys: Keys, account_id: int, typed: str) -> bool:
    on = keys.clock().date()
    used = store.use_code(session, account_id, keys.hash_code(typed, account_id), on)
    if used:
        events.note(session, account_id, events.What.CODE_USED, account_id, on)
    return used


def _step(secret: str, typed: str, keys: Keys) -> int | None:
    """Return the half minute whose code was typed; None where it is of none that may be."""
    if not secret or not typed.isascii():
        return None
    now, totp = int(keys.clock().timestamp()) // SECONDS, _totp(secret)
    steps = range(now - STEPS_BESIDE, now + STEPS_BESIDE + 1)
    right = [step for step in steps if hmac.compare_digest(totp.at(step * SECONDS), typed)]
    return max(right, default=None)


def _new_secret() -> str:
    return b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _totp(secret: str) -> TOTP:
    from pyotp import TOTP  # noqa: PLC0415  loaded by the first who signs in

    return TOTP(secret)


def _secret(keys: Keys, sealed: str, account_id: int) -> str:
    """Open a sealed secret; one sealed with another key of this installation is none."""
    try:
        return keys.unseal(sealed, account_id) if sealed else ""
    except SecretLost:
        return ""


def _new_codes(session: Session, keys: Keys, account_id: int) -> tuple[str, ...]:
    plain = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS)) for _ in range(CODES)]
    store.replace_codes(session, account_id, [keys.hash_code(each, account_id) for each in plain])
    return tuple(
        "-".join(each[at : at + _GROUP] for at in range(0, _CODE_LETTERS, _GROUP)) for each in plain
    )
