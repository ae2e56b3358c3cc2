"""The plan in a real browser: a phone, a keyboard, no scripts, and paper."""

import io
import time

import pytest
from pypdf import PdfReader

from matcher.web import kept
from matcher.web.sealing import Contents, Sealer
from tests.support.browser import DESK, PHONE, SECRET, assert_accessible, assert_reflows
from tests.support.walking import Walk, Weights, choose, press, tab_to, with_care

pytestmark = pytest.mark.browser

COUPLE = {
    "near": "San Francisco, CA",
    "within_miles": None,
    "for": "partner",
    "substances": ["heroin"],
    "couples": "wanted",
    "both_use": "yes",
    "partner": {"substances": ["alcohol"]},
}


@pytest.fixture
def open_as_couple(open_page, live_server):
    """Open a page in a browser that keeps a couple's answers already."""

    def opened(width, *, javascript):
        page = open_page(width, javascript=javascript)
        sealed = Sealer(SECRET).seal(Contents({kept.ANSWERS: COUPLE}, time.time()))
        page.context.add_cookies([{"name": "session", "value": sealed, "url": live_server.url}])
        return page

    return opened


def printed(page):
    """What stands on the paper when *page* is printed."""
    reader = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def test_a_couple_reads_a_plan_changes_a_step_and_prints_the_first_week(open_as_couple):
    page = open_as_couple(PHONE["width"], javascript=False)
    weights = Weights(page)
    walk = Walk(page, with_care)

    walk.open("/plan")
    walk.press("Their plan", "link")
    changed = change_a_step(page)
    walk.arrive()
    paper = printed(page)
    walk.press("On a map", "link")
    walk.press("Back to the plan", "link")
    walk.press("The first week, day by day", "link")
    week = printed(page)

    assert walk.seen == [
        "Whose plan do you want to see?",
        "From the first call to aftercare",
        "From the first call to aftercare",
        "The plan on a map",
        "From the first call to aftercare",
        "The first week, day by day",
    ]
    assert changed in paper
    assert "Together: sessions as a couple" in paper
    assert "Leave this page" not in paper
    assert "You changed this plan" not in paper
    assert "Day 7" in week
    assert weights.too_heavy == {}


def test_two_plans_stand_side_by_side_on_a_desk(open_as_couple):
    page = open_as_couple(DESK["width"], javascript=True)

    page.goto("/plan/oak")

    first, second = (each.bounding_box() for each in page.locator(".plans__one").all())
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
    assert_accessible(page)
    assert_reflows(page)


def change_a_step(page):
    """Open the first step's other programs with the keyboard, take one, and return its name."""
    step = page.locator(".path__step").first
    summary = step.locator("summary")
    tab_to(summary)
    page.keyboard.press("Enter")
    other = step.locator(".option").last
    name = other.locator("span").first.inner_text().rpartition(", ")[0]
    choose(other.locator("input"))
    press(step.get_by_role("button", name="Put it into the plan"))
    return name.partition(" (")[0]


def test_all_steps_of_a_packets_plan_stand_on_its_first_sheet(open_as_couple):
    page = open_as_couple(PHONE["width"], javascript=False)
    page.goto("/plan/oak/packet/2")
    assert_accessible(page)
    assert_reflows(page)

    paper = PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages

    first = paper[0].extract_text()
    assert [f"Step {number}" in first for number in range(1, 5)] == [True] * 4
    assert "Leave this page" not in first
    assert "I talked to:" in paper[-1].extract_text()
