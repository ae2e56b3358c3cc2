"""From a family's correction to the listing, and back to the family: taken up, and declined."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from matcher.web.programs.machines import LEAST_SECONDS
from tests.support.accounts import sign_in_browser
from tests.support.browser import (
    DESK,
    PHONE,
    assert_accessible,
    assert_reflows,
    serving,
    watched_page,
)

pytestmark = pytest.mark.browser

PROGRAM = "/programs/sample-fresno-retreat-ca"
NAME = "Sample Fresno Retreat"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("suggestions")) as served:
        yield served


@pytest.fixture
def family(browser, server):
    with watched_page(browser, server.url, viewport=PHONE) as (page, watch):
        yield page
    assert (watch.strangers, watch.complaints) == ([], [])


@pytest.fixture
def curator(browser, server):
    with watched_page(browser, server.url, viewport=DESK) as (page, watch):
        sign_in_browser(page.context, server.url, server.database_url, "curator")
        yield page
    assert (watch.strangers, watch.complaints) == ([], [])


def look(page):
    """Hold a page to its promises on a phone and on a desk, and leave it as wide as it was."""
    width = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert_accessible(page)
        assert_reflows(page)
    page.set_viewport_size(width)


def press(page, name, role="button"):
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def read_and_send(page):
    """Send a report no faster than a person could."""
    page.wait_for_timeout(LEAST_SECONDS * 1000 + 1000)
    press(page, "Send this")
    expect(page.get_by_role("heading", level=1, name="Thank you")).to_be_visible()
    return page.locator(".long-address").inner_text()


def open_the_newest(curator, look=lambda _: None):
    curator.goto("/curate")
    look(curator)
    press(curator, "New suggestions", "link")
    look(curator)
    press(curator, NAME, "link")
    look(curator)


def test_a_family_sends_a_correction_a_curator_takes_it_up_and_the_family_reads_so(family, curator):
    family.goto(PROGRAM)
    press(family, "Is something here wrong? Tell us", "link")
    look(family)
    family.get_by_label("What they offer, or for whom").check()
    expect(family.get_by_label("What is right?")).to_be_hidden()
    family.get_by_label("Which of these?").select_option("couples_sessions")
    family.get_by_label("Yes, they do").check()
    family.get_by_label("I called them").check()
    link = read_and_send(family)
    look(family)

    open_the_newest(curator, look)
    curator.get_by_label("I called the listed number, and they said so").check()
    curator.get_by_label("A word to whoever sent it").fill("We called as well. Thank you.")
    press(curator, "Take it up")
    expect(curator.get_by_role("heading", name="Taken up")).to_be_visible()
    look(curator)

    family.goto(PROGRAM)
    run = family.locator(".fact-run", has_text="a call to the program").filter(
        has_text="Couples sessions"
    )
    expect(run).to_contain_text("a curator’s call")
    today = datetime.now(UTC)
    expect(run).to_contain_text(f"{today.day} {today:%B} {today.year}")
    family.goto(link)
    expect(family.get_by_text("Taken up on")).to_be_visible()
    expect(family.get_by_text("We called as well. Thank you.")).to_be_visible()
    look(family)


def test_a_correction_that_is_not_so_is_declined_with_a_reason(family, curator):
    family.goto(f"{PROGRAM}/report")
    family.get_by_label("It has closed").check()
    link = read_and_send(family)

    open_the_newest(curator)
    press(curator, "Decline it")
    expect(curator.get_by_role("alert")).to_contain_text("Enter a reason")
    look(curator)
    curator.get_by_label("Why not? Whoever sent it can read this.").fill("They answered us today.")
    press(curator, "Decline it")
    expect(curator.get_by_role("heading", name="Declined")).to_be_visible()

    family.goto(link)
    expect(family.get_by_text("The listing stays as it was.")).to_be_visible()
    expect(family.get_by_text("They answered us today.")).to_be_visible()
    family.goto(PROGRAM)
    expect(family.get_by_role("heading", level=1, name=NAME)).to_be_visible()
