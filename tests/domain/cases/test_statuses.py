"""Where a call stands, for how long it holds, and what needs a call."""

from datetime import date

import pytest

from matcher.domain.cases import statuses
from matcher.domain.cases.statuses import LABELS, Due, Status

THIRD = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 3), "Bed open on 3 March 2026"),
        (date(2026, 3, 5), "Bed open on 3 March 2026"),
        (date(2026, 3, 6), "Was open on 3 March 2026, ask"),
        (date(2026, 9, 1), "Was open on 3 March 2026, ask"),
    ],
)
def test_an_open_bed_is_a_question_again_after_three_days(on, expected):
    assert str(statuses.said(Status.HAS_BED, THIRD, on)) == expected
    assert statuses.has_lapsed(Status.HAS_BED, THIRD, on) is expected.startswith("Was")


def test_nothing_but_a_bed_lapses():
    later = date(2027, 3, 3)

    lapsed = [each for each in Status if statuses.has_lapsed(each, THIRD, later)]

    assert lapsed == [Status.HAS_BED]


@pytest.mark.parametrize(
    ("status", "on", "expected"),
    [
        (Status.HAS_BED, date(2026, 3, 4), None),
        (Status.HAS_BED, date(2026, 3, 5), Due.BED),  # the last day that it holds
        (Status.HAS_BED, date(2026, 3, 20), Due.BED),
        (Status.LEFT_MESSAGE, date(2026, 3, 4), None),
        (Status.LEFT_MESSAGE, date(2026, 3, 5), Due.MESSAGE),
        (Status.TO_CALL, date(2026, 3, 3), Due.FIRST_CALL),
        (Status.WAITLIST, date(2026, 9, 3), None),
        (Status.DECLINED, date(2026, 9, 3), None),
        (Status.ADMITTED, date(2026, 9, 3), None),
        (Status.RULED_OUT, date(2026, 9, 3), None),
    ],
)
def test_a_call_is_due_when_what_is_known_runs_out(status, on, expected):
    assert statuses.due(status, THIRD, on) is expected


@pytest.mark.parametrize("status", Status)
def test_what_is_due_by_a_day_is_what_is_found_due_on_it(status):
    """The store asks by day and the page by status: they must not disagree."""
    on = date(2026, 3, 10)
    latest = statuses.due_by(status, on)

    for day in range(1, 11):
        since = date(2026, 3, day)
        assert (statuses.due(status, since, on) is not None) == (
            latest is not None and since <= latest
        )


def test_every_status_is_named_and_says_its_day():
    assert set(LABELS) == set(Status)
    assert str(statuses.said(Status.WAITLIST, THIRD, THIRD)) == "Waitlist, 3 March 2026"
    assert str(statuses.said(Status.TO_CALL, THIRD, THIRD)) == "To call"
