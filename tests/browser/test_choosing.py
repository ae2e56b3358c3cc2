"""Both situations of the design, from one sentence to a printed packet, with a keyboard alone.

On a phone and on a desk, with and without scripts; every page on the way is held to its promises.
"""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.browser import DESK, PHONE, assert_accessible, assert_reflows
from tests.support.walking import Walk, Weights, choose, press, tab_to, with_care, write

pytestmark = pytest.mark.browser

ONE = (
    "My wife uses heroin. We need detox and a psychiatrist, she has Medicaid,"
    " within 100 miles of Fresno, CA."
)
TWO = (
    "My boyfriend and I both drink every day and want to be treated together"
    " near San Francisco, CA."
)
LETTER = (612, 792)  # points
ON_PAPER = 3


def sheets(page):
    """Print *page*, and return the paper."""
    return PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages


def words_on(pages):
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def write_in_the_box(walk, sentence):
    walk.open("/")
    write(walk.page.get_by_label("Or say it in your own words"), sentence)
    walk.press("Fill in my answers")


def keep_the_first(walk, count):
    """Put the first *count* programs on the list, and return their names."""
    names = walk.page.locator(".result__name a").all_inner_texts()[:count]
    for name in names:
        walk.press(f"Add to my list ({name})")
    return names


def walk_to_a_packet(page, sentence, looking=with_care):
    """Walk from the box to the packet; return what was seen and the names on the list."""
    weights = Weights(page)
    walk = Walk(page, looking)
    write_in_the_box(walk, sentence)
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    names = keep_the_first(walk, ON_PAPER)
    walk.press("On your list", "link")
    walk.press("Compare side by side", "link")
    walk.press("Show only what differs", "link")
    walk.press("Back to your list", "link")
    walk.press("Print a packet for your calls", "link")
    assert weights.too_heavy == {}
    return walk.seen, names


@pytest.mark.parametrize("sentence", [ONE, TWO], ids=["a spouse", "a couple"])
@pytest.mark.parametrize(
    ("width", "javascript", "looking"),
    [
        (PHONE["width"], False, with_care),
        (PHONE["width"], True, assert_reflows),
        (DESK["width"], False, assert_reflows),
        (DESK["width"], True, with_care),
    ],
    ids=["a phone without scripts", "a phone", "a desk without scripts", "a desk"],
)
def test_one_sentence_leads_to_a_printed_packet(open_page, width, javascript, looking, sentence):
    page = open_page(width, javascript=javascript)

    seen, names = walk_to_a_packet(page, sentence, looking)
    paper = sheets(page)
    printed = words_on(paper)

    assert seen[1] == "This is what we understood"
    assert seen[-1] == "Programs to call"
    assert len(names) == ON_PAPER
    for number, name in enumerate(names, start=1):
        assert f"{number}. {name}" in printed
    for words in ("Printed on", "Why it is on your list", "Your call", "1-800-662-4357"):
        assert words in printed
    assert "Leave this page" not in printed
    assert {(float(each.mediabox.width), float(each.mediabox.height)) for each in paper} == {LETTER}


def test_each_program_of_a_packet_begins_on_a_sheet_of_its_own(plain_page):
    _, names = walk_to_a_packet(plain_page, ONE, assert_reflows)
    paper = [words_on([sheet]) for sheet in sheets(plain_page)]

    begins = [
        [number for number, name in enumerate(names) if f"{number + 1}. {name}" in each]
        for each in paper
    ]
    first, *rest = [found for found in begins if found]
    assert first == list(range(ON_PAPER))  # the overview
    assert rest == [[number] for number in range(ON_PAPER)]
    assert len(paper) <= 1 + 3 * ON_PAPER
    assert all(paper)


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
    assert phone_page.url.endswith(f"#{line.get_attribute('id')}")
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
