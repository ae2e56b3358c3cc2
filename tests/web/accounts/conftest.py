"""An application whose passwords cost little and whose clock a test moves.

One for each module, for making it takes longer than most of these tests; each finds it empty.
"""

import dataclasses
import shutil

import pytest
import sqlalchemy as sa

from matcher.app import create_app
from matcher.persistence.accounts import (
    Account,
    AccountEvent,
    AccountLink,
    AccountSession,
    RecoveryCode,
)
from matcher.persistence.base import db
from matcher.web.accounts import limits
from tests.support.accounts import Clock, an_account, cheap_passwords
from tests.support.application import told


@pytest.fixture(scope="module")
def made(tmp_path_factory, migrated):
    """Make the application once."""
    folder = tmp_path_factory.mktemp("accounts")
    shutil.copy(migrated, folder / migrated.name)
    made = create_app(told(folder))
    made.testing = True
    return made


@pytest.fixture
def app(made):
    """Empty it."""
    with made.app_context():
        for table in (AccountEvent, AccountLink, AccountSession, RecoveryCode, Account):
            db.session.execute(sa.delete(table))
        db.session.commit()
    made.extensions.pop(limits.EXTENSION, None)
    return made


@pytest.fixture
def clock():
    """The clock of accounts; it stands until a test moves it."""
    return Clock()


@pytest.fixture(autouse=True)
def keys(app, clock):
    """Make passwords cheap, and tell the time."""
    keys = dataclasses.replace(cheap_passwords(app), clock=clock)
    app.extensions["accounts"] = keys
    return keys


@pytest.fixture
def keep(app):
    """Keep an account and return it: `keep("admin", "ada@harbor.example")`."""

    def keep(*args, **more):
        with app.app_context():
            return an_account(db.session, *args, **more)

    return keep
