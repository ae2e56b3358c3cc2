"""Corrections that people send: what no store may take, and what goes with a program."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.persistence import suggestions
from matcher.persistence.listings import Program
from matcher.persistence.suggestions import Suggestion
from tests.support.store import TODAY, a_listing_row, an_edition, ids, noise, take_in

GOOD = {
    "term": "detox",
    "statement": "yes",
    "words": "",
    "heard": "called",
    "received_on": TODAY,
    "state": "new",
}


@pytest.fixture
def orchard(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise()))
    return ids(store)["Orchard House/Orchard House"]


def keep(store, program_id, **changed):
    store.execute(sa.insert(Suggestion).values(program_id=program_id, **(GOOD | changed)))


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"statement": "maybe"}, "ck_suggestion_statement_known"),
        ({"heard": "a rumour"}, "ck_suggestion_heard_known"),
        ({"state": "lost"}, "ck_suggestion_state_known"),
        ({"term": "", "words": ""}, "ck_suggestion_says_something"),
        ({"statement": "", "words": ""}, "ck_suggestion_says_something"),
    ],
)
def test_a_bad_row_is_refused_by_the_constraint_that_says_so(store, orchard, changed, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        keep(store, orchard, **changed)


def test_only_what_no_curator_has_looked_at_is_waiting(store, orchard):
    keep(store, orchard, words="first")
    keep(store, orchard, words="looked at", state="declined")
    keep(store, orchard, words="second")

    found = [each.words for each in suggestions.waiting(store)]

    assert found == ["first", "second"]


def test_what_came_in_is_counted_by_day_and_by_program(store, orchard):
    other = next(id_ for id_ in ids(store).values() if id_ != orchard)
    keep(store, orchard)
    keep(store, orchard, received_on=date(2026, 11, 20))
    keep(store, other)

    assert suggestions.received(store, TODAY) == 2
    assert suggestions.received(store, TODAY, orchard) == 1


def test_a_program_takes_its_corrections_with_it(store, orchard):
    keep(store, orchard)

    store.execute(sa.delete(Program))

    assert store.scalars(sa.select(Suggestion)).all() == []
