"""What moved since somebody looked, and why."""

from dataclasses import replace

import pytest

from matcher.domain.cases.moving import State, moved
from matcher.domain.message import verbatim
from matcher.domain.outcome import Outcome

SEEN = State(
    name="Orchard Program",
    phone="559-555-0100",
    listed=True,
    rank=3,
    outcomes={"psychiatry": Outcome.UNKNOWN, "detox": Outcome.MET, "medicaid": Outcome.UNMET},
    asked="this",
)
PHRASES = {name: verbatim(name) for name in ("psychiatry", "detox", "medicaid")}


def said(**changed):
    found = moved(SEEN, replace(SEEN, **changed), PHRASES)
    return None if found is None else str(found)


def test_what_stands_as_it_stood_says_nothing():
    assert said() is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"rank": 1}, "Was 3, now 1: other programs changed."),
        ({"rank": 1, "asked": "that"}, "Was 3, now 1: you changed what is asked."),
        ({"rank": None}, "Was 3, now not in the ranking: other programs changed."),
        ({"listed": False, "rank": None}, "Was 3, now not in the ranking: no longer listed."),
        ({"phone": "559-555-0199"}, "Still 3: the phone number changed."),
        ({"phone": ""}, "Still 3: the listing no longer gives a phone number."),
    ],
)
def test_a_move_is_told_with_its_reason(changed, expected):
    assert said(**changed) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({"psychiatry": Outcome.MET}, "now lists psychiatry"),
        ({"medicaid": Outcome.MET}, "now lists medicaid"),
        ({"detox": Outcome.UNMET}, "now says no to detox"),
        ({"detox": Outcome.UNKNOWN}, "no longer lists detox"),
        ({"detox": Outcome.UNLISTED}, "no longer lists detox"),
        ({"medicaid": Outcome.UNKNOWN}, "no longer says no to medicaid"),
    ],
)
def test_an_answer_that_changed_is_the_reason(outcomes, expected):
    now = {**SEEN.outcomes, **outcomes}

    assert said(rank=1, outcomes=now) == f"Was 3, now 1: {expected}."


def test_silence_that_turned_to_leaving_out_is_no_news():
    now = {**SEEN.outcomes, "psychiatry": Outcome.UNLISTED}

    assert said(outcomes=now) is None


def test_several_reasons_stand_in_one_sentence():
    now = {"psychiatry": Outcome.MET, "detox": Outcome.UNMET, "medicaid": Outcome.MET}

    assert said(rank=1, outcomes=now, phone="1") == (
        "Was 3, now 1: the phone number changed; now lists psychiatry and medicaid;"
        " now says no to detox."
    )


def test_what_was_not_asked_when_seen_is_no_reason():
    now = {**SEEN.outcomes, "naloxone": Outcome.MET}

    assert said(outcomes=now) is None


def test_a_program_that_comes_back_says_so():
    gone = replace(SEEN, listed=False, rank=None)

    found = moved(gone, replace(SEEN, rank=2), PHRASES)

    assert str(found) == "Was not in the ranking, now 2: listed again."


def test_what_is_kept_reads_back_the_same():
    assert State.read(SEEN.write()) == SEEN
