"""With a case in hand the way in is about it, and the family's own answers stay as they were."""

import pytest

from matcher.web.sealing import Sealer
from tests.casework import NEEDS, Professional
from tests.directory import HEROIN, names, words
from tests.support.application import SECRET


@pytest.fixture
def own(pro):
    """Answer something for oneself first, as a family does."""
    pro.press("/", near="37.7749,-122.4194", within="100")
    return words(pro.get("/find/check-your-answers").text)


def test_what_is_answered_is_kept_with_the_case_and_with_nothing_else(app, pro, own):
    case = pro.begin(answers=NEEDS)
    pro.press(f"{case}/take", to="check")
    with_case = words(pro.get("/find/check-your-answers").text)
    pro.press("/cases/put-away")
    without = words(pro.get("/find/check-your-answers").text)

    assert "37.7749" in own
    assert "37.7749" not in with_case
    assert "Heroin" in with_case
    assert without == own
    again = Professional(app, email=pro.account.email)
    again.press(f"{case}/take", to="check")
    assert "Heroin" in words(again.get("/find/check-your-answers").text)


def test_every_page_on_the_way_says_which_case_is_in_hand(pro, case):
    for address in ("/", "/find/1", "/find/check-your-answers", "/matches", "/plan/oak"):
        assert "Case in hand: Blue heron" in words(pro.get(address).text), address
    assert "Case in hand" not in pro.get("/cases").text
    assert "Case in hand" not in pro.get("/guide/tonight").text


def test_the_wizard_walks_through_for_a_case(pro):
    case = pro.begin()
    pro.press(f"{case}/take", to="questions")
    pro.press("/find/1", question="near", answer=f"{HEROIN['near']}")
    pro.press("/find/2", question="within_miles", answer="25")

    assert "Within 25 miles" in words(pro.get(case).text)


def test_a_sentence_fills_in_the_answers_of_the_case(pro):
    case = pro.begin()
    pro.press(f"{case}/take", to="words")

    heard = pro.press("/find/in-your-words", sentence="She drinks every day and has Medicare")

    assert "kept, with the case." in words(heard.text)
    assert "on this device." not in words(heard.text)
    assert "Alcohol" in words(pro.get(case).text)
    pro.press("/cases/put-away")
    assert "Alcohol" not in pro.get("/find/check-your-answers").text


def test_the_results_are_those_of_the_case_and_programs_go_on_its_list(pro, case, programs):
    found = names(pro.get("/matches").text)

    pro.press("/shortlists/add", program=programs["Birch"], back="/matches")

    assert found == ["Alder", "Birch", "Cedar"]
    assert "Birch" in pro.get(case).text
    assert "On your list" in pro.get("/matches").text
    pro.press("/cases/put-away")
    assert "Birch" not in pro.get("/shortlists").text


def test_a_change_on_the_list_of_results_is_kept_with_the_case(pro, case):
    pro.press("/matches/change", radius="10")

    pro.press("/cases/put-away")
    pro.press(f"{case}/take", to="programs")

    assert names(pro.get("/matches").text) == ["Alder", "Birch"]


@pytest.mark.parametrize("page", ["/shortlists", "/compare", "/packet", "/shortlists/share"])
def test_pages_of_a_familys_list_give_way_to_those_of_the_case(pro, case, page):
    answer = pro.get(page)

    assert answer.status_code == 303
    assert answer.location.startswith(case)


def test_taking_off_from_the_results_asks_first_where_a_call_would_be_lost(
    pro, case, calls, programs
):
    pro.press(calls["Alder"], status="left_message", called_on="2026-01-02")

    asked = pro.press("/shortlists/remove", follow=False, program=programs["Alder"])
    pro.press("/shortlists/remove", program=programs["Birch"], back="/matches")

    assert asked.location == f"{calls['Alder']}/take-off"
    page = pro.get(case).text
    assert ("Alder" in page, "Birch" in page) == (True, False)


def test_the_programs_of_a_plan_go_on_the_list_of_the_case(pro, case):
    answer = pro.press("/plan/oak/keep/1")

    assert answer.request.path.startswith(case)
    assert 'class="entry"' in answer.text


def test_starting_again_forgets_the_answers_of_the_case_alone(pro, own, case):
    pro.press("/find/start-again")

    assert "Answer the questions first" in words(pro.get(case).text)
    pro.press("/cases/put-away")
    assert words(pro.get("/find/check-your-answers").text) == own


def test_a_case_is_in_no_hand_once_its_owner_is_signed_out_or_another_signs_in(app, pro, case):
    cookie = pro.client.get_cookie("session").value
    other = Professional(app)
    other.client.set_cookie("session", cookie)
    assert "Blue heron" in other.get("/matches").text
    other.press("/sign-out")
    other.client.set_cookie("session", cookie)  # an old cookie, whose session was ended

    page = other.get("/matches")

    assert "Blue heron" not in page.text
    assert names(page.text) == []


def test_leaving_the_page_puts_the_case_away_too(pro, case):
    pro.client.post("/exit")

    assert pro.client.get_cookie("session") is None


def test_the_cookie_holds_nothing_of_the_case(app, pro, case):
    held = Sealer(SECRET).open(pro.client.get_cookie("session").value).values

    assert set(held) == {"account", "csrf_token", "case"}
    assert held["case"][0] == case.rsplit("/")[-1]


def test_the_page_on_what_is_kept_here_speaks_of_this_browser_and_not_of_the_case(pro, case, calls):
    page = words(pro.get("/guide/what-is-kept").text)

    assert "No answers, and no list." in page
    assert "Case in hand" not in page
