"""Signing in: who gets in, with what, and what is the same for those who do not."""

from datetime import timedelta

import pytest

from matcher.persistence import accounts as store_of_accounts
from matcher.services.accounts import second_step, sessions, signing_in
from matcher.services.accounts.keys import Cost, Keys, Passwords
from matcher.services.accounts.signing_in import Next
from tests.support.accounts import (
    CHEAP,
    PASSWORD,
    Clock,
    account_of,
    an_account,
    code_at,
    some_keys,
)
from tests.support.application import SECRET

EMAIL = "marta@harbor.example"


class CountedPasswords(Passwords):
    """Counts how often a guess was worked on."""

    def __init__(self, cost=CHEAP):
        super().__init__(cost)
        self.worked = 0

    def _matches(self, kept, password):
        self.worked += 1
        return super()._matches(kept, password)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(clock):
    return some_keys(clock)


@pytest.fixture
def marta(sqlite_store):
    an_account(sqlite_store, "admin", "noise@harbor.example")
    return an_account(sqlite_store, "curator", EMAIL)


@pytest.fixture
def ada(sqlite_store):
    """An admin, who has a second step."""
    return an_account(sqlite_store, "admin", "ada@harbor.example")


def half_way(store, keys, email):
    """Return somebody who gave the right password."""
    entry = signing_in.check_password(store, keys, email, PASSWORD)
    return sessions.recognise(store, entry.token, keys.clock())


@pytest.mark.parametrize("typed", [EMAIL, "Marta@Harbor.Example", " marta@harbor.example "])
def test_the_right_password_opens_the_account_however_the_address_is_written(
    sqlite_store, keys, marta, typed
):
    entry = signing_in.check_password(sqlite_store, keys, typed, PASSWORD)

    signed = sessions.recognise(sqlite_store, entry.token, keys.clock())
    assert entry.next is Next.NOTHING
    assert (signed.account, signed.whole) == (marta, True)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "another password"),
        (EMAIL, ""),
        ("nobody@harbor.example", PASSWORD),
        ("not an address", PASSWORD),
        ("closed@harbor.example", PASSWORD),
        ("invited@harbor.example", PASSWORD),
        ("invited@harbor.example", ""),
    ],
)
def test_every_other_try_gets_the_same_answer_for_the_same_work(
    sqlite_store, marta, email, password
):
    an_account(sqlite_store, "curator", "closed@harbor.example")
    account_of(sqlite_store, "closed@harbor.example").disabled = True
    an_account(sqlite_store, "curator", "invited@harbor.example")
    account_of(sqlite_store, "invited@harbor.example").password_hash = ""
    sqlite_store.commit()
    passwords = CountedPasswords()

    entry = signing_in.check_password(sqlite_store, Keys(SECRET, passwords), email, password)

    assert entry is None
    assert passwords.worked == 1


def test_the_work_for_an_unknown_address_is_of_the_same_cost(sqlite_store):
    tried = []

    class Seen(Passwords):
        def _matches(self, kept, password):
            tried.append(kept)
            return super()._matches(kept, password)

    passwords = Seen(Cost(kibibytes=24, passes=2))

    signing_in.check_password(sqlite_store, Keys(SECRET, passwords), "no@harbor.example", "x")

    assert [passwords.is_outdated(kept) for kept in tried] == [False]


def test_a_hash_of_older_parameters_is_made_anew_when_its_password_was_right(sqlite_store, marta):
    dearer = Keys(SECRET, Passwords(Cost(kibibytes=16, passes=1)))
    before = account_of(sqlite_store, EMAIL).password_hash
    signing_in.check_password(sqlite_store, dearer, EMAIL, "wrong password")
    assert account_of(sqlite_store, EMAIL).password_hash == before

    signing_in.check_password(sqlite_store, dearer, EMAIL, PASSWORD)

    assert "$m=16,t=1,p=1$" in account_of(sqlite_store, EMAIL).password_hash


def test_a_password_alone_opens_nothing_where_there_is_a_second_step(sqlite_store, keys, ada):
    entry = signing_in.check_password(sqlite_store, keys, ada.email, PASSWORD)

    assert entry.next is Next.CODE
    assert sessions.recognise(sqlite_store, entry.token, keys.clock()).whole is False


def test_an_admin_without_a_second_step_has_to_set_one_up_first(sqlite_store, keys):
    an_account(sqlite_store, "admin", EMAIL, second_step=False)

    entry = signing_in.check_password(sqlite_store, keys, EMAIL, PASSWORD)

    signed = sessions.recognise(sqlite_store, entry.token, keys.clock())
    assert entry.next is Next.ENROLL
    assert (signed.whole, signed.must_enroll) == (False, True)


def test_a_code_makes_a_session_of_its_own_and_ends_the_half_way_one(
    sqlite_store, keys, clock, ada
):
    first = signing_in.check_password(sqlite_store, keys, ada.email, PASSWORD)
    signed = sessions.recognise(sqlite_store, first.token, clock())

    token = signing_in.check_code(sqlite_store, keys, signed, code_at(clock()))

    assert token != first.token
    assert sessions.recognise(sqlite_store, token, clock()).whole is True
    assert sessions.recognise(sqlite_store, first.token, clock()) is None


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_may_be_half_a_minute_off(sqlite_store, keys, clock, ada, seconds):
    signed = half_way(sqlite_store, keys, ada.email)
    code = code_at(clock() + timedelta(seconds=seconds))

    assert signing_in.check_code(sqlite_store, keys, signed, code) is not None


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_code_of_another_time_opens_nothing(sqlite_store, keys, clock, ada, seconds):
    signed = half_way(sqlite_store, keys, ada.email)
    code = code_at(clock() + timedelta(seconds=seconds))

    assert signing_in.check_code(sqlite_store, keys, signed, code) is None


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "١٢٣٤٥٦", "9" * 40])
def test_what_is_no_code_opens_nothing(sqlite_store, keys, clock, ada, code):
    signed = half_way(sqlite_store, keys, ada.email)

    assert signing_in.check_code(sqlite_store, keys, signed, code) is None


def test_a_replayed_code_opens_nothing_though_its_half_minute_lasts(sqlite_store, keys, clock, ada):
    code = code_at(clock())
    first, second = (half_way(sqlite_store, keys, ada.email) for _ in range(2))

    opened = [signing_in.check_code(sqlite_store, keys, each, code) for each in (first, second)]

    assert opened[0] is not None
    assert opened[1] is None


def test_an_earlier_code_opens_nothing_after_a_later_one(sqlite_store, keys, clock, ada):
    now, next_one = code_at(clock()), code_at(clock() + timedelta(seconds=30))
    first, second = (half_way(sqlite_store, keys, ada.email) for _ in range(2))
    signing_in.check_code(sqlite_store, keys, first, next_one)

    assert signing_in.check_code(sqlite_store, keys, second, now) is None


def test_a_code_of_somebody_else_opens_nothing(sqlite_store, keys, clock, ada):
    other = an_account(sqlite_store, "admin", "other@harbor.example")
    account_of(sqlite_store, other.email).totp_sealed = keys.seal(
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", other.id
    )
    sqlite_store.commit()
    signed = half_way(sqlite_store, keys, other.email)

    assert signing_in.check_code(sqlite_store, keys, signed, code_at(clock())) is None


def test_a_recovery_code_opens_once_however_it_is_typed(sqlite_store, keys, clock, ada):
    whole = signing_in.check_code(
        sqlite_store, keys, half_way(sqlite_store, keys, ada.email), code_at(clock())
    )
    signed = sessions.recognise(sqlite_store, whole, clock())
    first, second, *_ = second_step.new_codes(sqlite_store, keys, signed)
    tries = [first.upper().replace("-", " "), first, second]

    opened = [
        signing_in.check_code(sqlite_store, keys, half_way(sqlite_store, keys, ada.email), each)
        for each in tries
    ]

    assert [each is not None for each in opened] == [True, False, True]
    assert second_step.codes_left(sqlite_store, ada.id) == 8


def test_the_first_ten_codes_end_when_ten_new_ones_are_made(sqlite_store, keys, clock, ada):
    signed = half_way(sqlite_store, keys, ada.email)
    old = second_step.new_codes(sqlite_store, keys, signed)
    new = second_step.new_codes(sqlite_store, keys, signed)

    assert len(set(old) | set(new)) == 20
    assert signing_in.check_code(sqlite_store, keys, signed, old[0]) is None
    assert signing_in.check_code(sqlite_store, keys, signed, new[0]) is not None


def test_nothing_kept_of_a_code_or_a_session_opens_anything(sqlite_store, keys, clock, ada):
    signed = half_way(sqlite_store, keys, ada.email)
    codes = second_step.new_codes(sqlite_store, keys, signed)
    kept = sqlite_store.query(store_of_accounts.RecoveryCode).all()

    assert {each.code_hash for each in kept}.isdisjoint(codes)
    assert sessions.recognise(sqlite_store, signed.token_hash, clock()) is None


def test_a_secret_sealed_with_a_lost_key_is_as_if_the_code_were_wrong(sqlite_store, clock, ada):
    stranger = Keys(SECRET.upper(), Passwords(CHEAP), clock)
    signed = half_way(sqlite_store, stranger, ada.email)

    assert signing_in.check_code(sqlite_store, stranger, signed, code_at(clock())) is None
