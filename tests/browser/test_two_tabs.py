"""Two cases in two tabs of one browser: what is pressed in one never lands in the other case."""

import pytest
from playwright.sync_api import expect

from tests.support.accounts import sign_in_browser
from tests.support.browser import DESK, PHONE, serving, watched_page
from tests.support.walking import Walk, with_care, write

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path):
    """Serve a directory of its own: this test writes accounts and cases."""
    with serving(tmp_path) as server:
        yield server


def find_programs(tab, nickname, sentence):
    """Begin a case, say what is needed, and look at the programs; return the case's address."""
    walk = Walk(tab)
    walk.open("/cases/new")
    write(tab.get_by_label("Nickname"), nickname)
    walk.press("Begin this case")
    address = tab.url
    walk.press("Say it in a sentence")
    write(tab.get_by_label("Say it in your own words"), sentence)
    walk.press("Fill in my answers")
    walk.press("Check and change your answers", "link")
    walk.press("Show programs", "link")
    return address


@pytest.mark.parametrize(("size", "scripts"), [(DESK, True), (PHONE, False)])
def test_a_program_pressed_in_one_tab_goes_to_the_case_of_that_tab(browser, server, size, scripts):
    looks = {"viewport": size, "java_script_enabled": scripts}
    with watched_page(browser, server.url, **looks) as (one, watch):
        sign_in_browser(one.context, server.url, server.database_url, "interventionist")
        heron = find_programs(one, "Blue heron", "She uses heroin near Fresno, CA")
        two = one.context.new_page()
        wren = find_programs(two, "Grey wren", "She drinks every day near San Francisco, CA")
        first = one.locator(".result__name a").first.inner_text()

        walk = Walk(one, with_care)
        walk.press(f"Add to my list ({first})")

        expect(one.get_by_role("heading", level=1)).to_have_text("Nothing was changed")
        expect(one.get_by_text("The case in hand now is Grey wren.")).to_be_visible()
        two.goto(wren)
        expect(two.locator(".entry")).to_have_count(0)
        walk.press("Go on with Blue heron")
        expect(one.get_by_role("complementary", name="The case in hand")).to_contain_text(
            "Blue heron"
        )
        two.goto(wren)
        expect(two.locator(".entry")).to_have_count(0)
        two.goto(heron)
        expect(two.locator(".entry__name")).to_have_text([first])
        assert (watch.strangers, watch.complaints) == ([], [])
