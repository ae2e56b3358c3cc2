"""From an invitation to signed in, on a phone, with a keyboard alone, with and without scripts."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from matcher.persistence.accounts import (
    Account,
    AccountEvent,
    AccountLink,
    AccountSession,
    RecoveryCode,
)
from tests.support.accounts import code_at
from tests.support.browser import HOUSE, PHONE, SECRET, watched_page
from tests.support.walking import Walk, tab_to, with_care, write

pytestmark = pytest.mark.browser

EMAIL = "ada@harbor.example"
PASSWORD = "seven slow tortoises"


@pytest.fixture
def server(live_server):
    """Offer the server of all browser tests, and leave it as it was: without accounts."""
    yield live_server
    engine = sa.create_engine(live_server.database_url)
    with engine.begin() as connection:
        for table in (AccountEvent, AccountLink, AccountSession, RecoveryCode, Account):
            connection.execute(sa.delete(table))
    engine.dispose()


def at_the_terminal(server, *words):
    """Run `users`, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "users", *words],
        check=True,
        cwd=HOUSE,
        env={**os.environ, "DATABASE_URL": server.database_url, "SECRET_KEY": SECRET},
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def now():
    """Return this moment, as the phone knows it."""
    return datetime.now(UTC)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_admin_goes_from_an_invitation_to_the_accounts(browser, server, javascript):
    email = EMAIL if javascript else f"plain.{EMAIL}"
    invitation = at_the_terminal(server, "add", email, "--role", "admin")
    phone = {"viewport": PHONE, "java_script_enabled": javascript}
    with watched_page(browser, server.url, **phone) as (page, watch):
        walk = Walk(page, partial(with_care, axe=javascript))

        walk.open(invitation)
        write(page.get_by_label("Your name, as others here see it"), "Ada Lindqvist")
        write(page.get_by_label("A password", exact=True), PASSWORD)
        if javascript:
            look_at_the_password(page)
        walk.press("Go on")
        secret = "".join(page.locator(".letters span").all_inner_texts())
        write(page.get_by_label("Code"), code_at(now(), secret))
        walk.press("Set it up")
        codes = page.locator(".codes code").all_inner_texts()
        walk.press("I have kept them", "link")
        walk.open("/accounts")
        expect(page.get_by_role("link", name="Ada Lindqvist").first).to_be_visible()
        walk.press("Sign out")
        walk.press("Sign in again", "link")
        write(page.get_by_label("E-mail address"), email.upper())
        write(page.get_by_label("Password", exact=True), PASSWORD)
        walk.press("Sign in")
        walk.press("I do not have my phone", "link")
        write(page.get_by_label("Code"), codes[3])
        walk.press("Go on")
        walk.open("/account")

        assert "You have 9 recovery codes left." in page.locator("main").inner_text()
        assert watch.strangers == []
        assert watch.complaints == []
    assert [secret, PASSWORD, email, codes[3]] == [
        word for word in (secret, PASSWORD, email, codes[3]) if word not in server.log.read_text()
    ]


def look_at_the_password(page):
    """Show it, look, and hide it again."""
    field = page.get_by_label("A password", exact=True)
    button = page.get_by_role("button", name="Show the password")
    tab_to(button)
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("type", "text")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("type", "password")
