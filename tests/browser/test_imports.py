"""An import in a real browser: read by a process of its own while families go on searching."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from tests.support.accounts import sign_in_browser
from tests.support.browser import (
    DESK,
    PHONE,
    assert_accessible,
    assert_reflows,
    serving,
    watched_page,
)
from tests.support.workbook import a_row, write_workbook

pytestmark = pytest.mark.browser

NEEDS = {"near": "93701", "within_miles": 50, "must": ["detox"], "wish": []}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """Write four hundred facilities."""
    rows = [
        a_row(f"House {n}", Street1=f"{n} Pear Street", Service_code_info="SA DT * OP * MDET")
        for n in range(400)
    ]
    return write_workbook(tmp_path_factory.mktemp("files") / "su_2023.xlsx", rows)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Serve a directory that these tests may change."""
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


def press(page, name, role="button"):
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def fine(page):
    """Look at the page from its top, on a phone and on a desk."""
    page.evaluate("window.scrollTo(0, 0)")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert_accessible(page)
        assert_reflows(page)


def search(server):
    """Ask as another family would; return how many are sure. How soon, the bench measures."""
    asked = urllib.request.Request(  # noqa: S310  our own server
        f"{server.url}/api/v1/matches",
        json.dumps(NEEDS).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310  as above
        return json.load(answer)["counts"]["sure"]


def hand_in(page, workbook):
    page.goto("/curate/imports")
    page.get_by_label("File", exact=True).set_input_files(workbook)
    press(page, "Upload and look it over")


def test_without_javascript_the_page_looks_again_by_itself(browser, server, workbook):
    with watched_page(browser, server.url, viewport=PHONE, java_script_enabled=False) as (page, _):
        sign_in_browser(page.context, server.url, server.database_url, "admin")
        hand_in(page, workbook)

        expect(page.get_by_role("button", name="Apply it")).to_be_visible(timeout=60_000)
        press(page, "Drop it")
        expect(page.get_by_text("It was dropped.")).to_be_visible()


def test_an_import_is_watched_looked_over_applied_and_taken_back_while_others_search(
    browser, server, workbook
):
    with watched_page(browser, server.url, viewport=DESK) as (page, _):
        sign_in_browser(page.context, server.url, server.database_url, "curator")
        before = search(server)
        page.goto("/curate/imports")
        fine(page)
        hand_in(page, workbook)
        expect(page.get_by_role("status")).to_contain_text("You may leave this page")
        while page.get_by_role("status").count():
            assert search(server) == before
        expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
        expect(page.get_by_role("link", name="New (400)")).to_be_visible()
        fine(page)

        press(page, "Apply it")
        expect(page.get_by_role("heading", name="What it did")).to_be_visible(timeout=60_000)
        assert search(server) == 400

        press(page, "See what taking it back would do", "link")
        fine(page)
        press(page, "Take it back")
        expect(page.get_by_role("heading", name="It was applied, and taken back")).to_be_visible(
            timeout=60_000
        )
        assert search(server) == before
        assert kept_files(server) == 0


def kept_files(server):
    engine = create_engine(server.database_url)
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM import_file")).scalar()
    engine.dispose()
    return count
