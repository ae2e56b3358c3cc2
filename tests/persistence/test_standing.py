"""A standing question is answered as a session would answer it, and leaves nothing behind."""

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher.persistence.places import Place
from matcher.persistence.standing import Question

COLUMNS = Place.__table__.c
OF_A_NAME = Question(
    select(COLUMNS.label, COLUMNS.latitude, COLUMNS.weight)
    .where(COLUMNS.kind == "city", COLUMNS.key == bindparam("asked"))
    .order_by(COLUMNS.label)
)


def a_place(label, **more):
    row = {"kind": "city", "key": "oakville", "state": "CA", "latitude": 36.5, "weight": 3}
    return Place(**{**row, "label": label, "longitude": -119.25, **more})


@pytest.fixture
def kept(store):
    """Two places of one name, and noise."""
    store.add_all([a_place("Oakville, CA"), a_place("Oakville, WA", latitude=46.0)])
    store.add_all([a_place("Elm", key="elm"), a_place("Oakville 1", kind="alias")])
    store.commit()
    return store


def test_rows_come_as_the_statement_has_them(kept):
    assert OF_A_NAME.ask(kept, asked="oakville") == [
        ("Oakville, CA", 36.5, 3),
        ("Oakville, WA", 46.0, 3),
    ]
    assert OF_A_NAME.ask(kept, asked="nowhere") == []


@pytest.mark.parametrize("asked", ["' OR 1=1 --", "%s", "%(asked)s", "?", ":asked", "oak%"])
def test_what_is_asked_is_a_value_and_nothing_else(kept, asked):
    assert OF_A_NAME.ask(kept, asked=asked) == []


def test_nothing_is_begun_and_the_connection_goes_back(kept):
    pool = kept.get_bind().pool
    before = pool.checkedout()

    for _ in range(20):
        OF_A_NAME.ask(kept, asked="oakville")

    assert not kept.in_transaction()
    assert pool.checkedout() == before


def test_a_session_at_work_sees_its_own_work(kept):
    kept.add(a_place("Oakville, OR"))
    kept.flush()

    assert len(OF_A_NAME.ask(kept, asked="oakville")) == 3
    kept.rollback()
    assert len(OF_A_NAME.ask(kept, asked="oakville")) == 2


def test_a_session_on_one_connection_asks_that_one(kept):
    with kept.get_bind().connect() as connection, Session(connection) as session:
        assert len(OF_A_NAME.ask(session, asked="oakville")) == 2


def test_what_another_session_commits_is_seen_at_once(kept):
    with Session(kept.get_bind()) as other:
        other.add(a_place("Oakville, OR"))
        other.commit()

    assert len(OF_A_NAME.ask(kept, asked="oakville")) == 3


def test_what_goes_wrong_is_said_as_a_session_says_it(kept):
    kept.execute(text("DROP TABLE place"))
    kept.commit()

    with pytest.raises(DBAPIError):
        OF_A_NAME.ask(kept, asked="oakville")


def test_a_connection_that_broke_meanwhile_is_asked_no_more(kept):
    engine = kept.get_bind()
    broken = engine.raw_connection()
    broken.driver_connection.close()
    broken.close()

    assert len(OF_A_NAME.ask(kept, asked="oakville")) == 2
    assert len(OF_A_NAME.ask(kept, asked="oakville")) == 2
