"""Both situations of the design, walked from the first page to a printed call script.

With a keyboard alone, on a phone's width, with and without scripts. Every page on the way is
held to its promises: axe finds nothing, it reflows, it is light, it can be left, and it asks
nobody else for anything.
"""

import io
from functools import partial

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.browser import PHONE
from tests.support.walking import Walk, Weights, choose, press, tab_to, with_care, write

pytestmark = pytest.mark.browser

QUESTIONS = "Ask me one question at a time"
ONE = {
    "near": "Fresno, CA",
    "within_miles": ["100 miles"],
    "for": ["My husband or wife"],
    "substances": ["Heroin"],
    "mental_health": ["Yes"],
    "ready": ["Not sure yet"],
    "payment": ["Medicaid", "I’m not sure"],
    "afraid": ["No"],
    "family_part": ["Yes"],
    "extras": [
        "Holistic and experiential therapies (such as acupuncture or activity)",
        "Life skills",
        "A community of peers",
    ],
    "setting": ["Either is fine"],
}
"""A spouse of someone who uses heroin."""
TWO = {
    "near": "San Francisco, CA",
    "within_miles": ["Anywhere"],
    "for": ["My partner"],
    "substances": ["Alcohol"],
    "daily": ["Yes"],
    "ready": ["Ready for treatment"],
    "both_use": ["Yes"],
    "couples": ["Yes"],
    "partner_substances": ["Heroin"],
    "partner_ready": ["Not ready"],
    "afraid": ["No"],
    "closeness": ["Away from home is fine"],
}
"""A couple who both use and want to be treated together; one is readier than the other."""


def printed(page):
    """What stands on the paper when *page* is printed."""
    reader = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def walked_to_a_program(page, given, *, axe=True):
    """Walk from the first page through the questions and the list to the last program on it.

    The last has most left to ask: the first of them may have said yes to everything.
    """
    weights = Weights(page)
    walk = Walk(page, partial(with_care, axe=axe))
    walk.open("/")
    walk.press(QUESTIONS, "link")
    walk.answer_all(given)
    walk.press("Show programs", "link")
    cards = page.locator(".card__title").all_inner_texts()
    program = page.locator(".result__name a").last
    name = program.inner_text()
    press(program)
    walk.arrive()
    assert weights.too_heavy == {}
    return name, cards, walk.seen


@pytest.mark.parametrize("javascript", [False, True], ids=["without scripts", "with scripts"])
def test_a_spouse_walks_from_the_first_page_to_a_printed_call_script(open_page, javascript):
    page = open_page(PHONE["width"], javascript=javascript)

    # Without scripts the pages are the same: axe needs to see them once.
    name, cards, seen = walked_to_a_program(page, ONE, axe=javascript)
    paper = printed(page)

    assert seen[0] == "Find a treatment program that fits"
    assert seen[-1] == name
    assert "Opioids: what keeps people alive" in cards
    assert "Help for the family" in cards
    assert name in paper
    assert "What to ask when you call" in paper
    assert "Can you see us within 48 hours?" in paper
    assert "What will it cost us, in writing?" in paper
    assert "What happens the day after discharge?" in paper
    assert "You said" in paper
    assert "Leave this page" not in paper


def test_a_couple_walks_from_the_first_page_to_a_printed_call_script(plain_page):
    name, cards, seen = walked_to_a_program(plain_page, TWO)
    paper = printed(plain_page)

    assert seen.count("What do you use?") == 1  # asked of the partner who reads
    assert "Do not stop suddenly" in cards
    assert "Opioids: what keeps people alive" in cards
    assert "Treatment as a couple: what is known" in cards
    assert name in paper
    assert "What to ask when you call" in paper
    assert "Can you see us within 48 hours?" in paper


def test_a_few_words_on_the_first_page_are_enough_and_notes_are_printed(phone_page):
    phone_page.goto("/")
    write(phone_page.get_by_label("Where should we look?"), "Springfield")
    tab_to(phone_page.get_by_label("How far away may it be?"))
    phone_page.keyboard.type("Any")
    choose(phone_page.get_by_role("group", name="Takes Medicaid").get_by_label("Nice to have"))
    press(phone_page.get_by_role("button", name="Show programs").last)
    press(phone_page.get_by_role("button", name="Springfield, IL"))
    press(phone_page.locator(".result__name a").first)
    tab_to(phone_page.get_by_role("textbox").first)
    phone_page.keyboard.type("They said Tuesday at nine")

    assert "They said Tuesday at nine" in printed(phone_page)


def test_the_enter_key_sends_the_words_typed_and_never_a_place_by_chance(plain_page):
    plain_page.goto("/")
    field = plain_page.get_by_label("Where should we look?")
    write(field, "Springfield")
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_selector(".error-summary")
    write(field, "Fresno, CA")

    plain_page.keyboard.press("Enter")

    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Programs near Fresno, CA")


def test_the_main_job_is_in_the_first_screen_of_a_phone(plain_page):
    plain_page.goto("/")

    expect(plain_page.get_by_label("Where should we look?")).to_be_in_viewport(ratio=1)
    expect(plain_page.get_by_role("button", name="Show programs").first).to_be_in_viewport(ratio=1)
    expect(plain_page.get_by_role("link", name=QUESTIONS).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", ["/", "/find/1", "/find/5", "/find/check-your-answers"])
def test_a_page_of_the_way_in_is_readable_in_the_dark_and_twice_as_large(open_page, address):
    page = open_page(PHONE["width"])
    page.emulate_media(color_scheme="dark")
    page.goto(address)

    with_care(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
