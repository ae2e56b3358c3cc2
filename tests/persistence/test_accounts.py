"""Accounts in the store: what no row may hold, what works once, and what goes with an account."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.persistence import accounts
from matcher.persistence.accounts import (
    Account,
    AccountEvent,
    AccountLink,
    AccountSession,
    RecoveryCode,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
GOOD = {
    "email": "marta@harbor.example",
    "name": "Marta Quill",
    "role": "curator",
    "password_hash": "a hash",
    "totp_sealed": "",
    "totp_waiting": "",
    "totp_step": 0,
    "disabled": False,
}


def keep(store, **changed):
    """Keep an account and return its number."""
    return store.execute(
        sa.insert(Account).values(**(GOOD | changed)).returning(Account.id)
    ).scalar_one()


def a_session(account_id, found_by="a", **changed):
    usual = {"proven": "whole", "begun_at": NOW, "seen_at": NOW, "ended_at": None}
    return AccountSession(account_id=account_id, token_hash=found_by, **(usual | changed))


def a_link(account_id, found_by="a", **changed):
    usual = {
        "kind": "invitation",
        "expires_at": NOW + timedelta(days=7),
        "ended_at": None,
        "made_by": None,
    }
    return AccountLink(account_id=account_id, token_hash=found_by, **(usual | changed))


@pytest.fixture
def marta(store):
    """An account, and another that has nothing to do with the test."""
    other = keep(store, email="noise@harbor.example")
    store.add_all([a_session(other, "noise"), a_link(other, "noise")])
    accounts.replace_codes(store, other, ["noise"])
    return keep(store)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"role": "king"}, "ck_account_role_known"),
        ({"email": ""}, "ck_account_addressed"),
        ({"name": ""}, "ck_account_named_once_set_up"),
    ],
)
def test_a_bad_account_is_refused_by_the_constraint_that_says_so(store, changed, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        keep(store, **changed)


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (lambda id_: a_session(id_, proven="hardly"), "ck_account_session_proven_known"),
        (lambda id_: a_link(id_, kind="rumour"), "ck_account_link_kind_known"),
        (
            lambda id_: AccountEvent(account_id=id_, what="", by_id=None, happened_on=TODAY),
            "ck_account_event_told",
        ),
    ],
)
def test_a_bad_row_beside_it_is_refused_too(store, marta, row, constraint):
    store.add(row(marta))

    with pytest.raises(IntegrityError, match=constraint):
        store.flush()


def test_an_address_has_one_account(store, marta):
    with pytest.raises(IntegrityError, match="email"):
        keep(store)


@pytest.mark.parametrize("row", [a_session, a_link])
def test_a_token_belongs_to_one_row(store, marta, row):
    store.add(row(marta, "noise"))

    with pytest.raises(IntegrityError, match="token_hash"):
        store.flush()


def test_a_moment_comes_back_as_it_was_kept(store, marta):
    store.add(a_session(marta))
    store.flush()
    store.expire_all()

    kept, owner = accounts.signed_in(store, "a")

    assert (kept.begun_at, kept.ended_at, owner.id) == (NOW, None, marta)


def test_a_step_is_used_once_and_no_earlier_one_after_it(store, marta):
    steps = [100, 100, 99, 101]

    used = [accounts.use_step(store, marta, step) for step in steps]

    assert used == [True, False, False, True]


def test_a_code_from_paper_is_used_once_and_by_its_owner(store, marta):
    accounts.replace_codes(store, marta, ["one", "two"])
    store.flush()

    used = [accounts.use_code(store, marta, each, TODAY) for each in ("one", "one", "noise")]

    assert used == [True, False, False]
    assert accounts.codes_left(store, marta) == 1


def test_new_codes_take_the_place_of_all_before(store, marta):
    accounts.replace_codes(store, marta, ["one", "two"])
    store.flush()

    accounts.replace_codes(store, marta, ["three"])

    store.flush()
    assert accounts.use_code(store, marta, "one", TODAY) is False
    assert store.scalar(sa.select(sa.func.count()).select_from(RecoveryCode)) == 2


def test_a_link_is_used_once(store, marta):
    store.add(a_link(marta))
    store.flush()
    link = accounts.link(store, "a")

    assert accounts.use_link(store, link.id, NOW) is True
    assert accounts.use_link(store, link.id, NOW) is False


def test_only_links_that_open_are_named(store, marta):
    store.add_all(
        [
            a_link(marta, "used", ended_at=NOW),
            a_link(marta, "too late", expires_at=NOW),
        ]
    )
    store.flush()
    assert marta not in accounts.live_links(store, [marta], NOW)

    store.add(a_link(marta, "good", kind="reset"))
    store.flush()

    assert accounts.live_links(store, [marta], NOW) == {marta: "reset"}


def test_an_ended_session_names_nobody(store, marta):
    store.add(a_session(marta))
    store.flush()

    accounts.end_session(store, "a", NOW)

    assert accounts.signed_in(store, "a") is None
    assert accounts.signed_in(store, "noise") is not None


def test_all_sessions_of_one_account_can_be_ended(store, marta):
    store.add_all([a_session(marta, "here"), a_session(marta, "there")])
    store.flush()

    accounts.end_sessions(store, marta, NOW)

    found = {each for each in ("here", "there", "noise") if accounts.signed_in(store, each)}
    assert found == {"noise"}


def test_a_session_is_ended_by_its_owner_alone(store, marta):
    noise = store.scalar(sa.select(AccountSession.id).where(AccountSession.token_hash == "noise"))

    assert accounts.end_one(store, marta, noise, NOW) is False
    assert accounts.signed_in(store, "noise") is not None


def test_sessions_begun_long_ago_are_forgotten(store, marta):
    store.add(a_session(marta, "old", begun_at=NOW - timedelta(days=15)))
    store.flush()

    accounts.forget_sessions(store, NOW - timedelta(days=14))

    left = set(store.scalars(sa.select(AccountSession.token_hash)))
    assert left == {"noise"}


def test_admins_who_cannot_sign_in_let_nobody_in(store, marta):
    able = keep(store, email="a@harbor.example", role="admin")
    keep(store, email="b@harbor.example", role="admin", disabled=True)
    keep(store, email="c@harbor.example", role="admin", password_hash="", name="")

    assert accounts.lock_admins(store) == [able]


def test_an_account_is_shown_by_its_name_or_else_by_its_address(store, marta):
    invited = keep(store, email="new@harbor.example", password_hash="", name="")

    found = accounts.names(store, [marta, invited])

    assert found == {marta: "Marta Quill", invited: "new@harbor.example"}


def test_an_account_takes_what_is_its_own_with_it(store, marta):
    store.add_all([a_session(marta), a_link(marta)])
    store.add(AccountEvent(account_id=marta, what="invited", by_id=None, happened_on=TODAY))
    accounts.replace_codes(store, marta, ["one"])
    store.flush()

    store.execute(sa.delete(Account).where(Account.id == marta))

    for table in (AccountSession, AccountLink, AccountEvent, RecoveryCode):
        assert marta not in set(store.scalars(sa.select(table.account_id)))


def test_what_happened_comes_newest_first(store, marta):
    for day, what in ((date(2026, 3, 1), "invited"), (date(2026, 3, 2), "set_up")):
        store.add(AccountEvent(account_id=marta, what=what, by_id=marta, happened_on=day))
        store.flush()

    assert [each.what for each in accounts.events(store, marta)] == ["set_up", "invited"]
