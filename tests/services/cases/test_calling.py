"""One press keeps a whole call; what follows, and what curators are told of it."""

from datetime import date

import pytest

from matcher.domain.cases.script_answers import Said, ScriptAnswer
from matcher.domain.cases.statuses import Status
from matcher.persistence import suggestions
from matcher.services.cases import calling, listing
from matcher.services.cases.calling import NothingToSuggest, Saved
from matcher.services.cases.owner import NotYours
from tests.casework import DAY, NOW, an_owner
from tests.stored import a_listing

PRIVATE = "her mother said so"
ASKS = "SA OP UB"


@pytest.fixture
def entry_id(session, put):
    a_listing(session, "noise", codes=ASKS)
    a_listing(session, "asks", codes=ASKS)
    put("noise")
    return put("asks")


@pytest.fixture
def save(session, listings, owner, case_id, entry_id):
    def save(status=Status.TO_CALL, on=DAY, **more):
        saved = Saved(status, on, **more)
        calling.save_call(session, listings, owner, (case_id, entry_id), saved, NOW)

    return save


@pytest.fixture
def call(session, listings, owner, case_id, entry_id):
    return lambda on=DAY: calling.open_call(session, listings, owner, case_id, entry_id, on)


def test_one_press_keeps_everything(save, call):
    save(
        Status.HAS_BED,
        time="14:30",
        who="Rosa",
        said="A bed on Monday",
        next_step="Send the card",
        notes="Ask for Rosa",
        answers={"naloxone": ScriptAnswer(Said.YES, "at the desk")},
    )

    found = call()
    (line,) = found.log
    kept = {question.id: answer for question, answer in found.script}
    assert str(found.said) == "Bed open on 22 November 2026"
    assert (line.on, line.time, line.who, line.said) == (DAY, "14:30", "Rosa", "A bed on Monday")
    assert (line.next_step, line.acted_on, line.status) == ("Send the card", False, Status.HAS_BED)
    assert found.notes == "Ask for Rosa"
    assert kept["naloxone"] == ScriptAnswer(Said.YES, "at the desk")


def test_a_note_alone_is_no_call(save, call):
    save(notes="Only a note")

    assert call().log == ()
    assert call().since == DAY


def test_a_bed_that_is_confirmed_holds_from_that_day(save, call):
    save(Status.HAS_BED, date(2026, 11, 18))
    lapsed = str(call().said)

    save(Status.HAS_BED, DAY, who="Rosa")

    assert lapsed == "Was open on 18 November 2026, ask"
    assert str(call().said) == "Bed open on 22 November 2026"


def test_an_empty_answer_lets_the_earlier_one_go(save, call):
    save(answers={"naloxone": ScriptAnswer(Said.YES, "yes")})

    save(answers={"naloxone": ScriptAnswer(None, "")})

    assert all(answer.is_empty for _, answer in call().script)


def test_what_follows_is_marked_done_and_open_again(session, owner, case_id, entry_id, save, call):
    save(next_step="Send the card")
    (line,) = call().log
    place = (case_id, entry_id)

    calling.act_on(session, owner, place, line.id, NOW, done=True)
    done = call().log[0].acted_on
    calling.act_on(session, owner, place, line.id, NOW, done=False)

    assert done is True
    assert call().log[0].acted_on is False


def test_a_line_of_the_log_can_be_deleted(session, owner, case_id, entry_id, save, call):
    save(who="Rosa")
    save(who="Ben")
    newest = call().log[0]

    calling.forget_contact(session, owner, (case_id, entry_id), newest.id, NOW)

    assert [each.who for each in call().log] == ["Rosa"]


def test_an_answer_becomes_a_suggestion_that_holds_nothing_typed(
    session, listings, owner, case_id, entry_id, save, call
):
    save(answers={"naloxone": ScriptAnswer(Said.YES, PRIVATE)}, notes=PRIVATE)

    for _ in range(2):  # a second press is no second suggestion
        place = (case_id, entry_id)
        calling.suggest_answer(session, listings, owner, place, "naloxone", NOW)

    (sent,) = suggestions.waiting(session)
    assert (sent.program_id, sent.term, sent.statement) == ("asks", "naloxone", "yes")
    assert (sent.sender, sent.account_id, sent.heard) == ("professional", owner.id, "called")
    assert PRIVATE not in str(vars(sent))
    kept = {question.id: answer for question, answer in call().script}
    assert kept["naloxone"].suggested


def test_an_answer_that_changed_can_be_suggested_again(
    session, listings, owner, case_id, entry_id, save
):
    place = (case_id, entry_id)
    save(answers={"naloxone": ScriptAnswer(Said.YES, "")})
    calling.suggest_answer(session, listings, owner, place, "naloxone", NOW)

    save(answers={"naloxone": ScriptAnswer(Said.NO, "")})
    calling.suggest_answer(session, listings, owner, place, "naloxone", NOW)

    assert [each.statement for each in suggestions.waiting(session)] == ["yes", "no"]


@pytest.mark.parametrize("question", ["naloxone", "within-48-hours", "no such question"])
def test_what_says_nothing_is_not_suggested(
    session, listings, owner, case_id, entry_id, save, question
):
    save(
        answers={
            "naloxone": ScriptAnswer(Said.UNSURE, ""),
            "within-48-hours": ScriptAnswer(Said.YES, ""),
        }
    )

    with pytest.raises(NothingToSuggest):
        calling.suggest_answer(session, listings, owner, (case_id, entry_id), question, NOW)


def test_what_needs_a_call_today_comes_with_the_most_urgent_first(
    session, listings, owner, case_id, save
):
    save(Status.HAS_BED, date(2026, 11, 20))

    view = listing.overview(session, listings, owner, 1, DAY)

    assert [(str(each.due), each.program, each.nickname) for each in view.due] == [
        ("bed", "Orchard Program", "Blue heron"),
        ("first_call", "Orchard Program", "Blue heron"),
    ]


def test_nobody_calls_for_somebody_else(session, listings, owner, case_id, entry_id, save, call):
    save(next_step="Send the card")
    line, stranger, place = call().log[0], an_owner(session), (case_id, entry_id)

    for act in (
        lambda: calling.open_call(session, listings, stranger, *place, DAY),
        lambda: calling.save_call(
            session, listings, stranger, place, Saved(Status.ADMITTED, DAY), NOW
        ),
        lambda: calling.act_on(session, stranger, place, line.id, NOW, done=True),
        lambda: calling.forget_contact(session, stranger, place, line.id, NOW),
        lambda: calling.suggest_answer(session, listings, stranger, place, "naloxone", NOW),
    ):
        with pytest.raises(NotYours):
            act()
    assert call().status is Status.TO_CALL
