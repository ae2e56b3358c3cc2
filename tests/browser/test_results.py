"""Results and a program's page in a real browser: by keyboard, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.keeping import TWO_SITUATIONS, sealed
from tests.support.browser import assert_accessible, assert_reflows

pytestmark = pytest.mark.browser

LARGEST_PAGE = 100_000
PROGRAM = "/programs/sample-fresno-recovery-campus-ca"


@pytest.fixture
def visit(open_page, live_server):
    """Open a page for someone who answered, or for someone who did not."""

    def visit(width=360, situation="one", *, javascript=True):
        page = open_page(width, javascript=javascript)
        if situation:
            cookie = sealed(TWO_SITUATIONS[situation])
            page.context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
        return page

    return visit


def unfold(page):
    """Open everything that can be unfolded, as a finger would."""
    for summary in page.locator("main summary").all():
        summary.click()


@pytest.mark.parametrize(("width", "situation"), [(320, "two"), (360, "one"), (1280, "two")])
def test_results_read_well_at_every_width_with_everything_unfolded(visit, width, situation):
    page = visit(width, situation)

    answer = page.goto("/matches")

    assert len(answer.body()) < LARGEST_PAGE
    unfold(page)
    assert_reflows(page)
    assert_accessible(page)


@pytest.mark.parametrize(
    ("address", "situation"),
    [
        (PROGRAM, "one"),
        (PROGRAM, None),
        (f"{PROGRAM}/report", None),
        ("/programs", None),
        ("/programs/in/ca/fresno", None),
    ],
)
def test_the_directory_reads_well_on_a_small_phone(visit, address, situation):
    page = visit(320, situation)

    answer = page.goto(address)

    assert len(answer.body()) < LARGEST_PAGE
    unfold(page)
    assert_reflows(page)
    assert_accessible(page)


@pytest.mark.parametrize("address", ["/matches", PROGRAM])
def test_pages_are_as_readable_in_the_dark_and_with_large_text(visit, address):
    page = visit(640)
    page.emulate_media(color_scheme="dark")

    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert_reflows(page)
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_the_list_is_changed_and_changed_back_in_place(visit, javascript):
    page = visit(javascript=javascript)
    page.goto("/matches")
    listed = page.locator(".coverage p, .result__name")
    before = listed.all_inner_texts()

    page.get_by_text("What you asked for, and how to change it").click()
    page.get_by_label("How far would you go?").select_option("10")
    page.get_by_role("button", name="Show programs").click()

    expect(page).to_have_url(re.compile(r"/matches$"))
    expect(page.get_by_text("You changed: looking within 10 miles.")).to_be_visible()
    expect(listed).not_to_have_text(before)
    page.get_by_role("button", name="Undo this change").click()
    expect(listed).to_have_text(before)


def test_the_keyboard_alone_unfolds_a_sum_and_weighs_a_wish(visit):
    page = visit()
    page.goto("/matches")

    page.locator(".arithmetic summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Score, out of 100").first).to_be_visible()
    page.locator(".refine summary").focus()
    page.keyboard.press("Enter")
    page.locator("input[name='w-aftercare']:checked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_text("You changed: aftercare: skip.")).to_be_visible()


def test_a_person_gets_from_the_list_to_a_program_and_back(visit):
    page = visit(javascript=False)
    page.goto("/matches")
    first = page.locator(".result__name a").first
    name = first.inner_text()

    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_role("link", name="Back to the results").click()

    expect(page).to_have_url(re.compile(r"/matches$"))


def test_words_written_beside_a_question_stay_until_one_leaves(visit):
    page = visit()
    page.goto(PROGRAM)
    room = page.get_by_label("Can you see us within 48 hours?")

    room.fill("Maria said Tuesday")
    page.reload()

    expect(room).to_have_value("Maria said Tuesday")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("**/kitchen-measures")
    page.goto(PROGRAM)
    expect(room).to_have_value("")


def test_what_is_written_is_never_sent(visit):
    page = visit()
    sent = []
    page.on("request", lambda request: sent.append((request.url, request.post_data)))
    page.goto(PROGRAM)

    page.get_by_label("Can you see us within 48 hours?").fill("Maria said Tuesday")
    with page.expect_navigation():
        page.get_by_role("link", name="Back to the results").click()

    assert [each for each in sent if "Maria" in str(each)] == []
    assert page.context.cookies()[0]["name"] == "session"


@pytest.mark.parametrize("situation", [None, "one"])
def test_paper_holds_the_questions_with_room_and_none_of_the_buttons(visit, situation):
    page = visit(1280, situation)
    page.goto(PROGRAM)

    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Leave this page")).to_be_hidden()
    expect(page.get_by_text("Is something here wrong? Tell us")).to_be_hidden()
    expect(page.get_by_text("Spoke with:")).to_be_visible()
    rooms = page.locator(".script__room")
    assert rooms.count() >= 3
    assert all(room.bounding_box()["height"] > 40 for room in rooms.all())


def test_a_name_is_looked_for_without_scripts(visit):
    page = visit(situation=None, javascript=False)
    page.goto("/programs")

    page.get_by_label("Do you know its name?").fill("sampel fresno recovry")
    page.get_by_role("button", name="Look for it").click()

    expect(page).to_have_url(re.compile(r"/programs/search$"))
    expect(page.get_by_role("link", name="Sample Fresno Recovery Campus")).to_be_visible()
    assert_accessible(page)


def test_what_no_person_sees_no_keyboard_reaches(visit):
    page = visit(situation=None)
    page.goto(f"{PROGRAM}/report")

    page.locator("#main").focus()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name ?? ''"))

    assert "words" in reached
    assert "website" not in reached
