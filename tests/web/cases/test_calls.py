"""One call on one screen, kept with one press."""

import re

import pytest

from tests.directory import words

TODAY = "2026-03-03"


def test_one_press_keeps_the_status_the_log_the_notes_and_the_answers(pro, calls, case):
    page = pro.press(
        calls["Cedar"],
        status="left_message",
        called_on=TODAY,
        called_at="14:30",
        who="Rosa",
        said="They call back",
        next_step="Wait until Friday",
        notes="Ask for Rosa",
        **{"said-medicaid": "yes", "words-medicaid": "after a call to the plan"},
    )

    said = words(page.text)
    assert "Saved." in said
    assert "3 March 2026, 14:30 · Rosa · Left a message They call back" in said
    assert "Next: Wait until Friday" in said
    assert 'value="after a call to the plan"' in page.text
    on_the_list = words(pro.get(case).text)
    assert "Left a message, 3 March 2026" in on_the_list
    assert "Next: Wait until Friday" in on_the_list


def test_a_bed_that_was_told_long_ago_is_a_question_again(pro, calls, case):
    pro.press(calls["Alder"], status="has_bed", called_on=TODAY)

    assert "Was open on 3 March 2026, ask" in words(pro.get(case).text)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"status": ""}, "Choose where it stands now."),
        ({"called_on": "soon"}, "Enter the day of the call"),
        ({"called_on": "2999-01-01"}, "Enter the day of the call"),
        ({"called_at": "half past"}, "Enter the time as hours and minutes"),
        ({"status": "ruled_out"}, "Say in a few words why it is ruled out."),
        ({"said": "a" * 2001}, "Shorten what was said"),
        ({"said-medicaid": "perhaps"}, "Choose one of the answers on this page."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(pro, calls, wrong, said):
    good = {"status": "waitlist", "called_on": TODAY, "who": "Rosa"}

    page = pro.press(calls["Cedar"], follow=False, **(good | wrong))

    assert page.status_code == 422
    assert said in page.text
    assert 'value="Rosa"' in page.text
    assert "None yet." in pro.get(calls["Cedar"]).text


def test_what_follows_is_marked_done(pro, calls):
    page = pro.press(calls["Alder"], status="to_call", called_on=TODAY, next_step="Send it").text
    contact = re.search(r"(/cases/[^\"]+)/acted-on", page)[1]

    done = words(pro.press(f"{contact}/acted-on", done="yes").text)

    assert "Acted on" in done


def test_a_line_of_the_log_goes_after_a_question(pro, calls):
    page = pro.press(calls["Alder"], status="to_call", called_on=TODAY, who="Rosalind").text
    contact = re.search(r"(/cases/[^\"]+)/acted-on|(/cases/[^\"]+/contacts/\d+)/delete", page)[2]

    asked = pro.get(f"{contact}/delete").text
    left = pro.press(f"{contact}/delete").text

    assert "Rosalind" in asked
    assert "Rosalind" not in left


def test_an_answer_is_suggested_with_one_press_and_said_to_hold_nothing_typed(pro, calls):
    answers = {"said-medicaid": "yes", "words-medicaid": "Rosa said so"}
    page = pro.press(calls["Cedar"], status="to_call", called_on=TODAY, **answers)

    sent = pro.press(f"{calls['Cedar']}/suggest", question="medicaid")

    assert "Suggest this correction" in page.text
    mine = words(pro.get("/cases/corrections").text)
    assert "Cedar Medicaid. Sent on" in mine
    assert "Nobody has decided yet." in mine
    assert "They read nothing that you typed." in words(sent.text)
    assert "Suggest this correction" not in sent.text


def test_questions_without_an_answer_offer_no_suggestion(pro, calls):
    page = pro.press(
        calls["Cedar"], status="to_call", called_on=TODAY, **{"said-medicaid": "unsure"}
    )

    assert "Suggest this correction" not in page.text
    nothing = pro.press(f"{calls['Cedar']}/suggest", question="medicaid").text
    assert "Sent to the curators" not in nothing
