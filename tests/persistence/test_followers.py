"""Rows follow a program into another unless that has their like, and can be given back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from matcher.persistence import followers
from matcher.persistence.base import Base
from tests.merging import two_listings
from tests.support.store import TODAY

ENTRY, LIST, FILE, ACCOUNT = (
    Base.metadata.tables[name] for name in ("case_entry", "case_list", "case_file", "account")
)


@pytest.fixture
def kept(store, taxonomy):
    """Keep three shortlists: with the one that stays, with the other, and with both."""
    stays, other = two_listings(store, taxonomy)
    _keep(store, ACCOUNT, id=1, email="a@house.example", role="interventionist")
    _keep(store, FILE, id="case", owner_id=1)
    for name in ("first", "second", "third"):
        _keep(store, LIST, id=name, case_id="case")
    both = {"first": [stays], "second": [other], "third": [stays, other]}
    for name, programs in both.items():
        for each in programs:
            id_ = f"{name} {'stays' if each == stays else 'other'}"
            _keep(store, ENTRY, id=id_, list_id=name, owner_id=1, program_id=each, status="to_call")
    store.commit()
    return stays, other


def _keep(session, table, **values):
    """Keep a row; what is not told is as little as its column takes."""
    least = {"INTEGER": 0, "BIGINT": 0, "TEXT": "", "BOOLEAN": False, "DATE": TODAY}
    empty = {
        each.name: datetime(2026, 11, 21, tzinfo=UTC)
        if each.name.endswith("_at")
        else least[str(each.type)]
        for each in table.columns
        if not each.nullable and each.name not in values
    }
    session.execute(insert(table).values(**values, **empty))


def entries(session):
    return dict(session.execute(select(ENTRY.c.id, ENTRY.c.program_id)).all())


def test_what_can_move_moves_and_what_has_its_like_stays(store, kept):
    stays, other = kept

    moved = followers.follow(store, other, stays)

    assert [each.key["id"] for each in moved] == ["second other"]
    assert entries(store) == {
        "first stays": stays,
        "second other": stays,
        "third stays": stays,
        "third other": other,
    }


def test_what_moved_is_given_back_and_nothing_else(store, kept):
    stays, other = kept
    before = entries(store)

    lost = followers.give_back(store, followers.follow(store, other, stays), stays, other)

    assert (lost, entries(store)) == (0, before)


def test_what_went_elsewhere_since_is_let_be_and_counted(store, kept):
    stays, other = kept
    moved = followers.follow(store, other, stays)
    store.execute(ENTRY.delete().where(ENTRY.c.id == "second other"))

    assert followers.give_back(store, moved, stays, other) == 1


def test_what_would_follow_is_counted_before(store, kept):
    _, other = kept

    assert followers.count(store, other)["case_entry"] == 2
