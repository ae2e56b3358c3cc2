"""A curator merges two listings by the keyboard alone, and takes it back, on a phone too."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from matcher.persistence.base import new_engine
from tests.merging import FIRST, SECOND
from tests.stored import TAXONOMY
from tests.support.accounts import sign_in_browser
from tests.support.browser import (
    DESK,
    PHONE,
    assert_accessible,
    assert_reflows,
    serving,
    watched_page,
)
from tests.support.store import an_edition, noise, take_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Serve a directory that lists one program twice."""
    with serving(tmp_path_factory.mktemp("duplicates")) as live:
        engine = new_engine(live.database_url)
        with Session(engine) as session:
            take_in(session, TAXONOMY, an_edition(FIRST, SECOND, *noise()))
        engine.dispose()
        yield live


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize(("viewport", "script"), [(PHONE, False), (DESK, True)])
def test_two_listings_become_one_by_the_keyboard_and_two_again(server, browser, viewport, script):
    with watched_page(browser, server.url, viewport=viewport, java_script_enabled=script) as (
        page,
        watch,
    ):
        sign_in_browser(page.context, server.url, server.database_url)
        page.goto("/curate/duplicates")
        page.get_by_role("button", name="Look through the whole directory").focus()
        press(page, "Enter")
        assert_well_made(page)

        page.get_by_role("link", name="Look at both").focus()
        press(page, "Enter")
        phone = page.get_by_role("group", name="Phone", exact=True)
        phone.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowRight")
        expect(phone.get_by_role("radio").last).to_be_checked()
        assert_well_made(page)
        press(page, "Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Merge into")
        assert_reflows(page)
        page.get_by_role("button", name="Merge the two").focus()
        press(page, "Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("The two are one program now")
        assert_well_made(page)

        page.get_by_role("button", name="Take the merge back").focus()
        press(page, "Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("The two are two programs again")
    assert (watch.strangers, watch.complaints) == ([], [])


def assert_well_made(page):
    assert_accessible(page)
    assert_reflows(page)
