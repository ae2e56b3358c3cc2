from datetime import date

import pytest

from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Statement, expiry
from tests.builders import a_fact


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Statement.YES, Outcome.MET),
        (Statement.NO, Outcome.UNMET),
        (Statement.CLEARED, Outcome.UNKNOWN),
    ],
)
def test_a_curator_s_statement_stands_for_one_answer(statement, expected):
    assert statement.outcome is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 9), True),
        (date(2026, 3, 10), False),  # the first day on which it no longer holds
        (date(2026, 3, 11), False),
    ],
)
def test_a_fact_holds_until_the_day_it_expires(on, expected):
    fact = a_fact(expires_on=date(2026, 3, 10))

    assert fact.holds(on) is expected


def test_a_fact_without_an_end_holds_for_ever():
    fact = a_fact(expires_on=None)

    assert fact.holds(date.max)


@pytest.mark.parametrize(
    ("group", "days"),
    [("payer", 90), ("quality", 365), ("therapy", 365), ("a group of next year", 365)],
)
def test_a_fact_expires_by_its_kind(group, days):
    recorded_on = date(2026, 1, 1)

    assert (expiry(group, recorded_on) - recorded_on).days == days
