"""People who work here, for tests that are not about signing in.

`sign_in(client, "curator")` makes an account with a real session and gives its cookie to the
client; `sign_in_browser(context, server, "curator")` does the same for a page on a live server.
"""

from __future__ import annotations

import dataclasses
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from matcher.domain.accounts import normalized_email
from matcher.persistence import accounts as store
from matcher.persistence.base import db
from matcher.services.accounts import sessions
from matcher.services.accounts.account import Account, as_account
from matcher.services.accounts.keys import Cost, Keys, Passwords, now
from matcher.web.accounts.signed_in import EXTENSION, KEPT_AS
from matcher.web.sealing import Contents, SealBroken, Sealer
from tests.support.application import SECRET

CHEAP = Cost(kibibytes=8, passes=1)
"""As little work as argon2id allows: tests are about the rules, not about the cost."""

PASSWORD = "nineteen quiet herons"

SECRET_OF_ADMINS = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What the phone of everybody with a second step here knows."""

_numbers = count(1)


def cheap_passwords(app: Flask) -> Keys:
    """Let *app* check passwords with little work, and return its keys."""
    keys: Keys = dataclasses.replace(app.extensions[EXTENSION], passwords=Passwords(CHEAP))
    app.extensions[EXTENSION] = keys
    return keys


def an_account(
    session: Session,
    role: str = "curator",
    email: str | None = None,
    *,
    name: str | None = None,
    password: str = PASSWORD,
    second_step: bool | None = None,
) -> Account:
    """Keep an account that is set up (an admin's with a second step), commit, and return it.

    An account that has this address already is taken as it is.
    """
    email = normalized_email(email or f"{role}-{next(_numbers)}@house.example")
    found = store.by_email(session, email)
    if found is None:
        found = store.Account(
            email=email,
            name=name or email.partition("@")[0].replace("-", " ").title(),
            role=role,
            password_hash=Passwords(CHEAP).hash(password),
            totp_sealed="",
            totp_waiting="",
            totp_step=0,
            disabled=False,
        )
        session.add(found)
        session.flush()
        if second_step if second_step is not None else role == "admin":
            found.totp_sealed = Keys(SECRET).seal(SECRET_OF_ADMINS, found.id)
        session.commit()
    return as_account(found)


def sign_in(
    client: FlaskClient, role: str = "curator", email: str | None = None, **more: Any
) -> Account:
    """Sign *client* in as a new account of this role, or as the one that has this address."""
    app = client.application
    with app.app_context():
        account = an_account(db.session, role, email, **more)
        token = _begin(db.session, account, app.extensions[EXTENSION].clock())
    kept = client.get_cookie("session")
    client.set_cookie("session", cookie(token, kept.value if kept else ""))
    return account


def sign_out(client: FlaskClient) -> None:
    """Take the cookie from *client*, as another person's browser has none."""
    client.delete_cookie("session")


def sign_in_browser(
    context: Any, url: str, database_url: str, role: str = "curator", email: str | None = None
) -> Account:
    """Sign a Playwright context in on a live server, by rows and a cookie."""
    engine: Engine = create_engine(database_url)
    with Session(engine) as session:
        account = an_account(session, role, email)
        token = _begin(session, account, now())
    engine.dispose()
    context.add_cookies([{"name": "session", "value": cookie(token), "url": url}])
    return account


def account_of(session: Session, email: str) -> store.Account:
    """Return the row of an address."""
    return session.scalars(select(store.Account).where(store.Account.email == email)).one()


def _begin(session: Session, account: Account, when: datetime) -> str:
    token = sessions.begin(session, account.id, when, whole=True)
    session.commit()
    return token


def cookie(token: str, earlier: str = "") -> str:
    """Return *earlier* as a browser would keep it with this session in it."""
    sealer = Sealer(SECRET)
    try:
        values = sealer.open(earlier).values if earlier else {}
    except SealBroken:
        values = {}
    return sealer.seal(Contents({**values, KEPT_AS: token}, time.time()))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time it is."""
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass: `move(hours=12)`."""
        self.now += timedelta(**by)


def some_keys(clock: Clock | None = None) -> Keys:
    """Return the keys of the application under test, with cheap passwords and a clock of ours."""
    return Keys(SECRET, Passwords(CHEAP), clock or Clock())


def code_at(when: datetime, secret: str = SECRET_OF_ADMINS) -> str:
    """Return what an app shows at that moment."""
    return TOTP(secret).at(when)
