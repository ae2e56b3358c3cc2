"""Leaving works for someone who is watched: at once, by button or by key, scripts or none."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START = "/guide/what-is-kept"  # a page with a form, so there is a cookie to lose
LANDING = "**/kitchen-measures"


def cookies(page):
    return [cookie["name"] for cookie in page.context.cookies()]


def assert_forgotten(page):
    """The request that clears outlives the page that sent it, so it may arrive a moment later."""
    for _ in range(100):
        if not cookies(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError(cookies(page))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_button_forgets_everything_and_takes_the_place_of_the_page(desk_page):
    desk_page.goto("/guide/tonight")
    desk_page.goto(START)
    desk_page.evaluate("sessionStorage.setItem('script', 'words')")
    pages_before = desk_page.evaluate("history.length")

    desk_page.get_by_role("button", name="Leave this page").click()

    desk_page.wait_for_url(LANDING)
    expect(desk_page).to_have_title("Kitchen measures")
    assert_forgotten(desk_page)
    assert desk_page.evaluate("sessionStorage.length") == 0
    assert desk_page.evaluate("history.length") == pages_before


def test_going_back_after_leaving_skips_the_page_that_was_left(desk_page):
    desk_page.goto("/guide/tonight")
    desk_page.goto(START)
    desk_page.get_by_role("button", name="Leave this page").click()
    desk_page.wait_for_url(LANDING)

    desk_page.go_back()

    assert desk_page.url.endswith("/guide/tonight")


def test_shift_three_times_leaves(desk_page):
    desk_page.goto(START)

    press(desk_page, "Shift", "Shift", "Shift")

    desk_page.wait_for_url(LANDING)
    assert_forgotten(desk_page)


@pytest.mark.parametrize(
    "keys",
    [("Shift", "Shift"), ("Shift", "Shift", "a", "Shift"), ("a", "b", "c")],
)
def test_ordinary_typing_does_not_leave(desk_page, keys):
    desk_page.goto(START)

    press(desk_page, *keys)

    desk_page.wait_for_timeout(200)
    assert desk_page.url.endswith(START)


def test_shift_pressed_slowly_does_not_leave(desk_page):
    desk_page.goto(START)

    press(desk_page, "Shift", "Shift")
    desk_page.wait_for_timeout(1600)
    press(desk_page, "Shift")

    desk_page.wait_for_timeout(200)
    assert desk_page.url.endswith(START)


def test_leaving_needs_no_javascript(plain_page):
    plain_page.goto(START)
    assert cookies(plain_page) == ["session"]

    plain_page.get_by_role("button", name="Leave this page").click()

    expect(plain_page).to_have_title("Kitchen measures")
    assert cookies(plain_page) == []


def test_the_button_stays_in_reach_while_reading(phone_page):
    phone_page.goto("/guide/for-you")

    phone_page.mouse.wheel(0, 3000)

    expect(phone_page.get_by_role("button", name="Leave this page")).to_be_in_viewport()
