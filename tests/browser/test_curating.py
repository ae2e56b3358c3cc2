"""Two curators at one program, each in a browser of their own: nobody's work is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accounts import sign_in_browser
from tests.support.browser import (
    DESK,
    PHONE,
    LiveServer,
    assert_accessible,
    assert_reflows,
    serving,
    watched_page,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Serve a directory that this file may change."""
    with serving(tmp_path_factory.mktemp("curating")) as server:
        yield server


def the_address(page: Page) -> str:
    """Return the address of the first listing of the table."""
    page.goto("/curate/listings?sample=yes")
    return page.locator(".listing-rows th a").first.get_attribute("href")


def draft(page: Page, program: str, **answers: str) -> None:
    """Choose answers on the page of facts, and save them as a draft."""
    page.goto(program)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.check('input[name="evidence"][value="call"]')
    for term, answer in answers.items():
        page.check(f'input[name="say-{term}"][value="{answer}"]')
    page.get_by_role("button", name="Save as a draft").press("Enter")
    expect(page).to_have_url(re.compile("/changes$"))


def publish(page: Page) -> None:
    page.get_by_label("Why?").fill("I called them")
    page.get_by_role("button", name="Publish it").click()


def test_two_curators_editing_the_same_program_lose_nothing(
    browser: Browser, house: LiveServer
) -> None:
    with (
        watched_page(browser, house.url, viewport=DESK) as (ada, hers),
        watched_page(browser, house.url, viewport=PHONE) as (ben, his),
    ):
        sign_in_browser(ada.context, house.url, house.database_url, "curator", "ada@house.example")
        sign_in_browser(ben.context, house.url, house.database_url, "curator", "ben@house.example")
        program = the_address(ada)
        draft(ada, program, aftercare="yes", psychiatry="yes")
        draft(ben, program, aftercare="no", life_skills="yes")
        publish(ada)
        expect(ada.get_by_role("heading", level=1)).to_contain_text("What changed")

        publish(ben)
        expect(ben.get_by_role("heading", level=1)).to_have_text("Somebody else changed the same")
        expect(ben.locator("fieldset.term")).to_have_count(1)
        assert_accessible(ben)
        assert_reflows(ben)
        ben.get_by_label("My word stands").check()
        ben.get_by_role("button", name="Publish what I chose").click()
        expect(ben.get_by_role("heading", level=1)).to_contain_text("What changed")

        ben.goto(f"{program}?show=curated")
        for term, answer in (("aftercare", "No"), ("psychiatry", "Yes"), ("life_skills", "Yes")):
            expect(ben.locator(f"#say-{term} .answer").first).to_contain_text(answer)
        for watch in (hers, his):
            assert watch.strangers == []
            assert watch.complaints == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_curators_pages_are_accessible(
    browser: Browser, house: LiveServer, size: dict[str, int]
) -> None:
    with watched_page(browser, house.url, viewport=size) as (page, watch):
        sign_in_browser(
            page.context, house.url, house.database_url, "curator", "cleo@house.example"
        )
        program = the_address(page)
        slug = program.rpartition("/")[2]
        on_a_phone = (program, f"{program}/details", "/curate/verification")
        at_a_desk = (program, f"/curate/history/{slug}", "/curate/listings")
        for address in on_a_phone if size is PHONE else at_a_desk:
            page.goto(address)
            assert_accessible(page)
            assert_reflows(page)
        assert watch.complaints == []


def test_rows_are_ticked_by_keys_alone(browser: Browser, house: LiveServer) -> None:
    with watched_page(browser, house.url, viewport=DESK) as (page, _):
        sign_in_browser(
            page.context, house.url, house.database_url, "curator", "dora@house.example"
        )
        page.goto("/curate/listings")
        expect(page.locator(".keys")).to_be_visible()

        for key in ("j", "x", "j", "j", "Shift+x"):
            page.keyboard.press(key)

        expect(page.locator('td input[type="checkbox"]:checked')).to_have_count(3)
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/curate/programs/"))
