"""Sessions: how long they last, and how each can be ended."""

import pytest

from matcher.persistence.accounts import AccountSession
from matcher.services.accounts import administering, own, sessions
from tests.support.accounts import Clock, account_of, an_account, some_keys

BEGUN = Clock().now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def marta(sqlite_store):
    other = an_account(sqlite_store)
    sessions.begin(sqlite_store, other.id, BEGUN, whole=True)
    return an_account(sqlite_store, "curator", "marta@harbor.example")


@pytest.fixture
def begin(sqlite_store, marta, clock):
    """Begin a session of Marta's and return its token."""

    def begin(*, whole=True):
        token = sessions.begin(sqlite_store, marta.id, clock(), whole=whole)
        sqlite_store.commit()
        return token

    return begin


def is_open(store, token, clock):
    return sessions.recognise(store, token, clock()) is not None


@pytest.mark.parametrize(
    ("whole", "waited", "expected"),
    [
        (True, {"hours": 11.99}, True),
        (True, {"hours": 12}, False),
        (False, {"minutes": 14.9}, True),
        (False, {"minutes": 15}, False),
    ],
)
def test_a_session_that_is_not_used_runs_out(sqlite_store, begin, clock, whole, waited, expected):
    token = begin(whole=whole)

    clock.move(**waited)

    assert is_open(sqlite_store, token, clock) is expected


def test_a_session_in_use_lasts_fourteen_days_and_no_longer(sqlite_store, begin, clock):
    token = begin()

    seen = []
    for _ in range(2 * 14 + 1):
        seen.append(is_open(sqlite_store, token, clock))
        clock.move(hours=11.999)
    clock.move(hours=1)

    assert seen == [True] * 29
    assert is_open(sqlite_store, token, clock) is False


def test_a_page_that_is_only_read_writes_once_in_five_minutes(sqlite_store, begin, clock):
    token = begin()
    row = (
        sqlite_store.query(AccountSession)
        .filter_by(proven="whole")
        .order_by(AccountSession.id.desc())
    )
    clock.move(minutes=4)
    is_open(sqlite_store, token, clock)
    assert row.first().seen_at == BEGUN

    clock.move(minutes=2)
    is_open(sqlite_store, token, clock)

    assert row.first().seen_at == clock()


@pytest.mark.parametrize("guess", ["", "a", "0" * 32])
def test_a_guessed_token_is_nobody(sqlite_store, begin, clock, guess):
    begin()

    assert is_open(sqlite_store, guess, clock) is False


def test_a_closed_account_is_closed_at_once(sqlite_store, marta, begin, clock):
    token = begin()

    account_of(sqlite_store, marta.email).disabled = True
    sqlite_store.commit()

    assert is_open(sqlite_store, token, clock) is False


def test_signing_out_ends_one_session_and_everywhere_ends_all(sqlite_store, begin, clock):
    first, second, third = begin(), begin(), begin()

    sessions.end(sqlite_store, first, clock())
    assert [is_open(sqlite_store, each, clock) for each in (first, second, third)] == [
        False,
        True,
        True,
    ]
    signed = sessions.recognise(sqlite_store, second, clock())
    sessions.end_everywhere(sqlite_store, signed, clock())

    assert [is_open(sqlite_store, each, clock) for each in (second, third)] == [False, False]


def test_one_sees_ones_own_open_sessions_by_day_the_last_used_first(sqlite_store, begin, clock):
    first = begin()
    clock.move(hours=8)
    here = begin()
    signed = sessions.recognise(sqlite_store, here, clock())
    begin(whole=False)
    clock.move(hours=3)
    is_open(sqlite_store, first, clock)

    mine = sessions.mine(sqlite_store, signed, clock())

    assert [each.here for each in mine] == [False, True]
    assert mine[0].begun_on == BEGUN.date()


def test_a_new_password_ends_every_session_and_begins_one(sqlite_store, marta, begin, clock):
    here, there = begin(), begin()
    keys = some_keys(clock)
    signed = sessions.recognise(sqlite_store, here, clock())

    token = own.change_password(sqlite_store, keys, signed, "twenty slow herons")

    assert [is_open(sqlite_store, each, clock) for each in (here, there, token)] == [
        False,
        False,
        True,
    ]
    assert own.knows_password(sqlite_store, keys, signed, "twenty slow herons")


def test_another_role_takes_a_new_session(sqlite_store, marta, begin, clock):
    token, keys = begin(), some_keys(clock)
    admin = an_account(sqlite_store, "admin")

    administering.change_role(sqlite_store, keys, marta.id, marta.role.INTERVENTIONIST, admin)

    assert is_open(sqlite_store, token, clock) is False
