"""A profile in a real browser: written and published by its owner, then found by a family."""

import pytest
from playwright.sync_api import expect

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


def press(page, name, role="button"):
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def fine(page):
    """Look at the page from its top: the header covers what was scrolled under it."""
    page.evaluate("window.scrollTo(0, 0)")
    assert_accessible(page)
    assert_reflows(page)


def write(page):
    """Write a profile with a fee, a program that pays, and training; look at the fullest pages."""
    page.goto("/interventionists/mine")
    press(page, "Write your profile", "link")
    page.get_by_label("Your name, as families should see it").fill("Rosa Quince")
    page.get_by_label("The family", exact=True).check()
    page.get_by_label("CRAFT", exact=True).check()
    page.get_by_label("English", exact=True).check()
    page.get_by_label("Your phone number").fill("(559) 555-0100")
    fine(page)
    press(page, "Save")
    press(page, "Change where you work", "link")
    page.get_by_label("Around which place do you work?").fill("Fresno, CA")
    page.get_by_label("How many miles around it?").fill("60")
    press(page, "Add this place")
    page.goto("/interventionists/mine/connections")
    page.get_by_label("What is it called?").fill("Sample Fresno Retreat")
    press(page, "Look for it")
    press(page, "Sample Fresno Retreat", "link")
    page.get_by_label("They pay me, or give me anything of worth").check()
    page.get_by_label("In your words").fill("for referrals")
    fine(page)
    press(page, "Add this to my profile")
    page.goto("/interventionists/mine/credentials/new")
    page.get_by_label("What is it called?").fill("A made-up certificate")
    page.get_by_label("Who gave it to you?").fill("A made-up board")
    fine(page)
    press(page, "Save")
    press(page, "See it as families do", "link")
    fine(page)
    page.goto("/interventionists/mine")
    press(page, "Publish it")
    expect(page.get_by_text("Families see your profile since")).to_be_visible()
    fine(page)


def confirm(page):
    """Confirm what the profile says of the program, as an admin who called there."""
    page.goto("/interventionists/review")
    press(page, "Rosa Quince", "link")
    fine(page)
    page.get_by_role("link", name="Confirm or dispute").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this connection so?")
    page.get_by_label("It is so").check()
    page.get_by_label("The program said so when I called").check()
    fine(page)
    press(page, "Save")


def find(page):
    """Find her as a family does, from a place and a list, on a phone."""
    page.goto("/programs/in/ca/fresno")
    press(page, "Sample Fresno Retreat", "link")
    expect(page.get_by_text("Sample Fresno Retreat pays them.")).to_be_visible()
    fine(page)
    page.goto("/interventionists")
    page.get_by_label("Where are you?").fill("Fresno, CA")
    press(page, "Show interventionists")
    assert page.url.endswith("/interventionists")
    first = page.locator(".money li").first
    expect(first).to_contain_text("Sample Fresno Retreat pays them.")
    fine(page)
    press(page, "Rosa Quince", "link")
    expect(page.locator("#money li").first).to_contain_text("Sample Fresno Retreat pays them.")
    fine(page)


def test_a_profile_goes_from_its_owner_over_an_admin_to_a_family(browser, tmp_path):
    with serving(tmp_path) as server:
        for role, size, act in (
            ("interventionist", PHONE, write),
            ("admin", DESK, confirm),
            (None, PHONE, find),
            (None, DESK, find),
        ):
            with watched_page(browser, server.url, viewport=size) as (page, watch):
                if role:
                    sign_in_browser(page.context, server.url, server.database_url, role)
                act(page)
                assert watch.strangers == []
                assert watch.complaints == []
