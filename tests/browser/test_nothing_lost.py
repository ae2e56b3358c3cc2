"""A refresh, the back button, two tabs and a session that ran out lose nothing without a word."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEXT = "Next"


def heading(page):
    return page.get_by_role("heading", level=1)


def answer(page, *labels):
    for label in labels:
        page.get_by_label(label, exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name=NEXT).click()


def walk_to_the_substances(page):
    page.goto("/find")
    answer(page)
    page.get_by_role("textbox").fill("Fresno, CA")
    answer(page)
    answer(page, "50 miles")
    answer(page, "My son or daughter")
    expect(heading(page)).to_have_text("What do they use?")


def go_back_to(page, question):
    page.go_back()
    expect(heading(page)).to_have_text(question)


def test_the_back_button_shows_what_was_answered_and_going_on_keeps_it(plain_page):
    walk_to_the_substances(plain_page)
    go_back_to(plain_page, "For whom are you looking?")
    go_back_to(plain_page, "How far away may it be?")
    go_back_to(plain_page, "Where should we look?")

    expect(plain_page.get_by_role("textbox")).to_have_value("Fresno, CA")
    answer(plain_page)
    expect(plain_page.get_by_label("50 miles", exact=True)).to_be_checked()
    answer(plain_page)
    expect(plain_page.get_by_label("My son or daughter")).to_be_checked()


def test_a_refresh_asks_the_same_question_with_the_same_answer(plain_page):
    walk_to_the_substances(plain_page)
    go_back_to(plain_page, "For whom are you looking?")

    plain_page.reload()

    expect(heading(plain_page)).to_have_text("For whom are you looking?")
    expect(plain_page.get_by_label("My son or daughter")).to_be_checked()


def test_two_tabs_keep_what_was_answered_in_either(phone_page):
    walk_to_the_substances(phone_page)
    other = phone_page.context.new_page()
    other.goto("/find/4")

    answer(phone_page, "Alcohol")
    answer(other, "Me")
    other.goto("/find/check-your-answers")

    expect(other.get_by_text("Alcohol", exact=True)).to_be_visible()
    expect(other.get_by_text("Me", exact=True)).to_be_visible()


def test_an_answer_sent_after_the_session_ran_out_is_kept_and_the_loss_is_named(plain_page):
    walk_to_the_substances(plain_page)
    plain_page.get_by_label("Alcohol").check()
    plain_page.context.clear_cookies()

    plain_page.get_by_role("button", name=NEXT).click()
    expect(heading(plain_page)).to_have_text("Nothing you typed is lost")
    plain_page.get_by_role("button", name="Send my answers again").click()

    expect(plain_page.get_by_text("There are no earlier answers here")).to_be_visible()
    expect(plain_page.get_by_text("Alcohol", exact=True)).to_be_visible()


def test_the_short_form_sent_after_the_session_ran_out_still_finds(plain_page):
    plain_page.goto("/")
    plain_page.get_by_label("Where should we look?").fill("Fresno, CA")
    plain_page.get_by_role("group", name="Care in Spanish").get_by_label("Nice to have").check()
    plain_page.context.clear_cookies()

    plain_page.get_by_role("button", name="Show programs").first.click()
    plain_page.get_by_role("button", name="Send my answers again").click()

    expect(heading(plain_page)).to_have_text("Programs near Fresno, CA")
    plain_page.goto("/")
    spanish = plain_page.get_by_role("group", name="Care in Spanish")
    expect(spanish.get_by_label("Nice to have")).to_be_checked()


def test_a_list_opened_after_the_session_ran_out_says_so_and_leads_on(plain_page):
    walk_to_the_substances(plain_page)
    plain_page.context.clear_cookies()

    plain_page.goto("/matches")

    expect(heading(plain_page)).to_have_text("There are no answers here")
    expect(plain_page.get_by_role("link", name="Start", exact=True)).to_be_visible()


def test_the_list_survives_a_refresh_and_the_way_back_to_the_first_page(plain_page):
    plain_page.goto("/")
    plain_page.get_by_label("Where should we look?").fill("Fresno, CA")
    plain_page.get_by_role("button", name="Show programs").first.click()
    plain_page.wait_for_url("**/matches")

    plain_page.reload()
    expect(heading(plain_page)).to_have_text("Programs near Fresno, CA")
    plain_page.go_back()

    expect(plain_page.get_by_label("Where should we look?")).to_have_value("Fresno, CA")
