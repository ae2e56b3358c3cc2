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
    "about": "term",
    "term": "detox",
    "statement": "yes",
    "said": "",
    "words": "",
    "heard": "called",
    "sender": "public",
    "received_on": TODAY,
    "state": "new",
    "held_for": "",
    "decided_by": "",
    "reason": "",
}
DECIDED = {"decided_on": TODAY, "decided_by": "Rosa", "reason": "We called."}
OTHER = {"about": "other", "term": "", "statement": ""}


def take_in_orchard(session, taxonomy):
    take_in(session, taxonomy, an_edition(a_listing_row(), *noise()))
    return ids(session)["Orchard House/Orchard House"]


@pytest.fixture
def orchard(store, taxonomy):
    return take_in_orchard(store, taxonomy)


@pytest.fixture
def here(sqlite_store):
    return sqlite_store


@pytest.fixture
def house(here, taxonomy):
    return take_in_orchard(here, taxonomy)


def keep(store, program_id, **changed):
    store.execute(sa.insert(Suggestion).values(program_id=program_id, **(GOOD | changed)))


BAD = [
    ({"statement": "maybe"}, "ck_suggestion_statement_known"),
    ({"heard": "a rumour"}, "ck_suggestion_heard_known"),
    ({"state": "lost"}, "ck_suggestion_state_known"),
    ({"about": "weather", "term": ""}, "ck_suggestion_about_known"),
    ({"sender": "a stranger"}, "ck_suggestion_sender_known"),
    ({"held_for": "no reason"}, "ck_suggestion_held_for_known"),
    ({"about": "phone", "said": "559-555-0100"}, "ck_suggestion_names_its_term"),
    ({"term": "", "words": "x"}, "ck_suggestion_names_its_term"),
    (OTHER, "ck_suggestion_says_something"),
    ({"statement": "", "words": ""}, "ck_suggestion_says_something"),
    ({"state": "held"}, "ck_suggestion_held_for_a_reason"),
    ({"state": "taken"}, "ck_suggestion_decided_whole"),
    (DECIDED, "ck_suggestion_decided_whole"),
    (DECIDED | {"state": "taken", "decided_by": ""}, "ck_suggestion_decided_whole"),
    (
        DECIDED | {"state": "declined", "reason": ""},
        "ck_suggestion_declined_for_a_reason",
    ),
]


def test_each_bad_row_is_refused_by_the_constraint_that_says_so(store, orchard):
    for changed, constraint in BAD:
        with pytest.raises(IntegrityError, match=constraint), store.begin_nested():
            keep(store, orchard, **changed)


def test_that_it_has_closed_says_enough_without_words(here, house):
    keep(here, house, **(OTHER | {"about": "closed"}))

    assert [each.about for each in suggestions.waiting(here)] == ["closed"]


def test_a_link_belongs_to_one_suggestion(here, house):
    keep(here, house, token_hash="one")

    with pytest.raises(IntegrityError):
        keep(here, house, token_hash="one")


def test_a_link_finds_its_suggestion_and_program(here, house):
    keep(here, house, words="noise", token_hash="two")
    keep(here, house, words="mine", token_hash="one")

    found = suggestions.by_token_hash(here, "one")

    assert (found.suggestion.words, found.program) == ("mine", "Orchard House")
    assert suggestions.by_token_hash(here, "three") is None


def test_only_what_no_curator_has_looked_at_is_waiting(here, house):
    keep(here, house, words="first")
    keep(here, house, words="looked at", state="declined", **DECIDED)
    keep(here, house, words="held", state="held", held_for="links")
    keep(here, house, words="second")

    found = [each.words for each in suggestions.waiting(here)]

    assert found == ["first", "second"]


def test_a_list_is_paged_the_oldest_first_or_the_newest(here, house):
    for words in ("first", "second", "third"):
        keep(here, house, words=words)
    keep(here, house, words="held", state="held", held_for="links")

    def listed(**how):
        found = suggestions.in_state(here, ["new"], limit=2, **how)
        return [each.suggestion.words for each in found]

    assert listed() == ["first", "second"]
    assert listed(offset=2) == ["third"]
    assert listed(newest=True) == ["third", "second"]


def test_each_state_is_counted_with_its_oldest_day(store, orchard):
    keep(store, orchard)
    keep(store, orchard, received_on=date(2026, 11, 3))
    keep(store, orchard, state="held", held_for="links")

    assert suggestions.counted(store) == {"new": (2, date(2026, 11, 3)), "held": (1, TODAY)}


def test_what_the_public_sent_is_counted_by_day_and_by_program(store, orchard):
    other = next(id_ for id_ in ids(store).values() if id_ != orchard)
    keep(store, orchard)
    keep(store, orchard, received_on=date(2026, 11, 20))
    keep(store, orchard, sender="professional")
    keep(store, orchard, state="held", held_for="links")
    keep(store, other)

    assert suggestions.received(store, TODAY) == 2
    assert suggestions.received(store, TODAY, orchard) == 1
    assert suggestions.received(store, TODAY, held=True) == 1


def test_the_same_words_are_known_again(store, orchard):
    keep(store, orchard, words="buy now")

    assert suggestions.said_before(store, "Buy Now", date(2026, 11, 1))
    assert not suggestions.said_before(store, "buy later", date(2026, 11, 1))
    assert not suggestions.said_before(store, "buy now", date(2026, 11, 22))


def test_a_decision_is_written_where_there_is_none_yet(store, orchard):
    keep(store, orchard, words="this")
    keep(store, orchard, words="noise")
    this = suggestions.waiting(store)[0].id

    first = suggestions.decide(store, this, state="taken", **DECIDED)
    second = suggestions.decide(store, this, state="declined", **(DECIDED | {"decided_by": "Ana"}))

    decided = suggestions.by_id(store, this)
    assert (first, second) == (True, False)
    assert (decided.state, decided.decided_by) == ("taken", "Rosa")
    assert [each.words for each in suggestions.waiting(store)] == ["noise"]


def test_what_else_waits_about_a_program_is_told(here, house):
    other = next(id_ for id_ in ids(here).values() if id_ != house)
    keep(here, house, words="this")
    keep(here, house, words="too")
    keep(here, house, words="done", state="declined", **DECIDED)
    keep(here, other, words="noise")
    this = suggestions.waiting(here)[0]

    assert [each.words for each in suggestions.others_open(here, this)] == ["too"]


def test_a_program_takes_its_corrections_with_it(store, orchard):
    keep(store, orchard)

    store.execute(sa.delete(Program))

    assert store.scalars(sa.select(Suggestion)).all() == []
