"""The guide reads well on a phone and a desk, with large text, in the dark, and to axe."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import assert_accessible, assert_reflows

pytestmark = pytest.mark.browser

GUIDE = (
    "tonight",
    "for-you",
    "what-to-expect",
    "warning-signs",
    "insurance-questions",
    "how-ranking-works",
    "privacy",
    "what-is-kept",
)
LARGEST_PAGE = 100_000


@pytest.mark.parametrize("name", GUIDE)
def test_a_page_of_the_guide_is_open_to_everyone_at_320_pixels(open_page, name):
    page = open_page(320)

    page.goto(f"/guide/{name}")

    assert_reflows(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/guide/tonight", "/kitchen-measures", "/nowhere"])
def test_a_dark_page_is_as_readable(desk_page, path):
    desk_page.emulate_media(color_scheme="dark")

    desk_page.goto(path)

    assert_accessible(desk_page)


def test_a_page_still_fits_when_its_text_is_twice_as_large(phone_page):
    phone_page.goto("/guide/how-ranking-works")

    phone_page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert_reflows(phone_page)


def test_the_first_press_of_tab_offers_to_skip_to_the_main_part(desk_page):
    desk_page.goto("/guide/tonight")

    desk_page.keyboard.press("Tab")

    skip = desk_page.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()


def test_a_page_of_the_guide_is_light(phone_page):
    taken = []
    phone_page.on("response", lambda response: taken.append(len(response.body())))

    phone_page.goto("/guide/what-to-expect", wait_until="networkidle")

    assert len(taken) >= 3  # the page, the sheet, the script
    assert sum(taken) < LARGEST_PAGE


def test_deleting_what_is_kept_works_without_javascript(plain_page):
    plain_page.goto("/guide/what-is-kept")

    plain_page.get_by_role("button", name="Delete what is kept").click()

    expect(plain_page.get_by_role("heading", level=1)).to_have_text("It is deleted")
    assert plain_page.context.cookies() == []
