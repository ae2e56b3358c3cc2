"""Choosing, with a keyboard alone: a list is ordered, compared, shared, and seen on a map."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.choosing import ONE, TWO, keep_the_first, write_in_the_box
from tests.support.browser import PHONE, assert_accessible, assert_reflows
from tests.support.walking import Walk, choose, press, tab_to, with_care

pytestmark = pytest.mark.browser


def test_nothing_is_looked_for_before_the_answers_were_seen(phone_page):
    walk = Walk(phone_page)

    write_in_the_box(walk, ONE)

    expect(phone_page.locator(".result")).to_have_count(0)
    said = phone_page.locator(".facts").inner_text()
    for understood in ("Fresno, CA", "Heroin", "Medicaid", "My husband or wife"):
        assert understood in said


def test_an_emergency_in_the_sentence_comes_before_everything_else(plain_page):
    walk = Walk(plain_page, with_care)

    write_in_the_box(walk, "My son took fentanyl and is overdosing right now")

    first = plain_page.locator("main h1, main h2").first
    expect(first).to_have_text("If someone is overdosing now")


def test_pins_lead_to_their_lines_with_a_keyboard(phone_page):
    walk = Walk(phone_page, with_care)
    write_in_the_box(walk, ONE)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    walk.press("See these programs on a map", "link")
    pin = phone_page.get_by_role("link", name=re.compile("^Number 2: "))

    tab_to(pin)
    phone_page.keyboard.press("Enter")

    line = phone_page.locator(".short-results > li").nth(1)
    expect(phone_page).to_have_url(re.compile(f"#{line.get_attribute('id')}$"))
    assert line.locator("a").first.inner_text() in pin.get_attribute("aria-label")
    expect(line).to_be_in_viewport()


def test_the_list_can_be_ordered_cleared_and_mended_with_a_keyboard(plain_page):
    walk = Walk(plain_page, with_care)
    write_in_the_box(walk, ONE)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    first, second, third = keep_the_first(walk, 3)
    walk.press("On your list", "link")

    def order():
        return plain_page.locator(".result__name a").all_inner_texts()

    walk.press(f"Move down ({first})")
    moved = order()
    walk.press(f"Take off ({third})")
    shorter = order()
    walk.press("Put it back")
    mended = order()
    walk.press("Clear the whole list", "link")
    walk.press("Clear the list")

    assert moved == [second, first, third]
    assert shorter == [second, first]
    assert mended == [second, first, third]
    assert walk.seen[-1] == "Your list"
    assert order() == []


def test_up_to_four_can_be_chosen_to_compare(plain_page):
    walk = Walk(plain_page, with_care)
    write_in_the_box(walk, ONE)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    names = keep_the_first(walk, 3)
    walk.press("On your list", "link")
    walk.press("Compare side by side", "link")
    tab_to(plain_page.get_by_text("Choose which to compare"))
    plain_page.keyboard.press("Enter")
    box = plain_page.get_by_role("checkbox", name=names[0])
    choose_off(box)

    walk.press("Compare these")

    assert plain_page.locator(".compare thead th").all_text_contents()[1:] == names[1:]


def choose_off(box):
    """Take the tick out of a box."""
    tab_to(box)
    box.page.keyboard.press("Space")
    expect(box).not_to_be_checked()


@pytest.mark.parametrize("reasons", [False, True], ids=["facts alone", "with reasons"])
def test_a_list_is_shared_opened_and_ended(open_page, reasons):
    page, stranger = open_page(PHONE["width"], javascript=False), open_page(PHONE["width"])
    walk = Walk(page, with_care)
    write_in_the_box(walk, ONE)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    keep_the_first(walk, 2)
    walk.press("On your list", "link")
    walk.press("Share by a link", "link")
    if reasons:
        choose(page.get_by_role("checkbox"))
    walk.press("Make the link")
    link, private = (each.get_attribute("href") for each in page.locator(".long-address").all())

    stranger.goto(link)
    assert_accessible(stranger)
    assert_reflows(stranger)
    seen = stranger.locator("main").inner_text()
    stranger.goto(private)
    press(stranger.get_by_role("button", name="End the link now"))
    stranger.goto(link)

    assert ("of your" in seen and "wishes" in seen) is reasons
    assert ("miles away" in seen) is reasons
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This link was ended")
    assert_accessible(stranger)


@pytest.mark.parametrize(
    "address", ["/shortlists", "/compare", "/packet", "/shortlists/share", "/find/in-your-words"]
)
def test_a_page_of_choosing_is_readable_in_the_dark_and_twice_as_large(open_page, address):
    page = open_page(PHONE["width"])
    walk = Walk(page)
    write_in_the_box(walk, TWO)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    keep_the_first(walk, 2)
    page.emulate_media(color_scheme="dark")
    page.goto(address)

    with_care(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert_reflows(page)


def test_a_map_prints_in_black_and_white(phone_page):
    walk = Walk(phone_page)
    write_in_the_box(walk, ONE)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    walk.press("See these programs on a map", "link")
    phone_page.emulate_media(media="print")

    colors = phone_page.evaluate(
        """() => [...document.querySelectorAll('.map__drawing *')].flatMap(each => {
            const style = getComputedStyle(each);
            return [style.fill, style.stroke];
        })"""
    )

    assert {grey for each in set(colors) if (grey := is_colored(each))} == set()


def is_colored(color):
    """Return *color* where it is neither black, white nor a grey between them."""
    parts = [int(part) for part in re.findall(r"\d+", color)[:3]]
    return color if len(set(parts)) > 1 else ""
