"""What admins decide, and that one of them always remains."""

import pytest

from matcher.domain.accounts import EmailRefused, Role
from matcher.domain.message import msg
from matcher.services.accounts import administering, counts, second_step, sessions, signing_in
from matcher.services.accounts.account import AccountUnknown
from matcher.services.accounts.administering import EmailTaken, LastAdmin
from matcher.services.accounts.events import What
from matcher.services.accounts.links import Kind
from matcher.services.accounts.second_step import SecondStepNeeded
from tests.support.accounts import PASSWORD, Clock, account_of, an_account, code_at, some_keys

NOWHERE = 999_999


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(clock):
    return some_keys(clock)


@pytest.fixture
def ada(sqlite_store):
    return an_account(sqlite_store, "admin", "ada@harbor.example", name="Ada")


def test_an_address_has_one_account_however_it_is_written(sqlite_store, keys, ada):
    with pytest.raises(EmailTaken):
        administering.invite(sqlite_store, keys, "ADA@harbor.example", Role.CURATOR, ada)


def test_what_is_no_address_is_invited_nowhere(sqlite_store, keys, ada):
    with pytest.raises(EmailRefused):
        administering.invite(sqlite_store, keys, "ada", Role.CURATOR, ada)


LAST = {
    "close": lambda store, keys, ada: administering.disable(store, keys, ada.id, ada),
    "demote": lambda store, keys, ada: administering.change_role(
        store, keys, ada.id, Role.CURATOR, ada
    ),
}


@pytest.mark.parametrize("decide", LAST.values(), ids=LAST)
def test_the_last_admin_stays(sqlite_store, keys, ada, decide):
    an_account(sqlite_store, "curator")
    administering.invite(sqlite_store, keys, "invited@harbor.example", Role.ADMIN, ada)
    closed = an_account(sqlite_store, "admin", "closed@harbor.example")
    administering.disable(sqlite_store, keys, closed.id, ada)

    with pytest.raises(LastAdmin):
        decide(sqlite_store, keys, ada)

    kept = account_of(sqlite_store, ada.email)
    assert (kept.role, kept.disabled) == ("admin", False)


@pytest.mark.parametrize("decide", LAST.values(), ids=LAST)
def test_one_of_two_admins_may_go(sqlite_store, keys, ada, decide):
    an_account(sqlite_store, "admin", "second@harbor.example")

    decide(sqlite_store, keys, ada)

    kept = account_of(sqlite_store, ada.email)
    assert kept.disabled or kept.role == "curator"


def test_a_decision_that_changes_nothing_signs_nobody_out(sqlite_store, keys, clock, ada):
    token = sessions.begin(sqlite_store, ada.id, clock(), whole=True)

    administering.change_role(sqlite_store, keys, ada.id, Role.ADMIN, ada)

    assert sessions.recognise(sqlite_store, token, clock()) is not None


def test_closing_signs_out_at_once_and_opening_lets_in_again(sqlite_store, keys, clock, ada):
    marta = an_account(sqlite_store)
    token = sessions.begin(sqlite_store, marta.id, clock(), whole=True)

    administering.disable(sqlite_store, keys, marta.id, ada)
    assert sessions.recognise(sqlite_store, token, clock()) is None
    administering.enable(sqlite_store, keys, marta.id, ada)

    assert sessions.recognise(sqlite_store, token, clock()) is None
    assert signing_in.check_password(sqlite_store, keys, marta.email, PASSWORD) is not None


def test_an_admin_who_lost_phone_and_paper_sets_up_a_new_one(sqlite_store, keys, clock, ada):
    other = an_account(sqlite_store, "admin", "other@harbor.example")
    signed = half_way(sqlite_store, keys, clock, other)
    codes = second_step.new_codes(sqlite_store, keys, signed)
    token = sessions.begin(sqlite_store, other.id, clock(), whole=True)

    administering.forget_second_step(sqlite_store, keys, other.id, ada)

    assert sessions.recognise(sqlite_store, token, clock()) is None
    again = half_way(sqlite_store, keys, clock, other)
    assert (again.whole, again.must_enroll) == (False, True)
    assert signing_in.check_code(sqlite_store, keys, again, codes[0]) is None
    assert signing_in.check_code(sqlite_store, keys, again, code_at(clock())) is None


def half_way(store, keys, clock, account):
    entry = signing_in.check_password(store, keys, account.email, PASSWORD)
    return sessions.recognise(store, entry.token, clock())


def test_an_admin_cannot_do_without_the_second_step(sqlite_store, keys, clock, ada):
    signed = half_way(sqlite_store, keys, clock, ada)

    with pytest.raises(SecondStepNeeded):
        second_step.give_up(sqlite_store, keys, signed)


def test_the_second_step_is_kept_until_the_new_phone_has_shown_a_code(
    sqlite_store, keys, clock, ada
):
    signed = half_way(sqlite_store, keys, clock, ada)
    second_step.begin_again(sqlite_store, keys, signed)
    new = second_step.enrolment(sqlite_store, keys, signed, "Guidebook").secret
    assert second_step.confirm(sqlite_store, keys, signed, "000000") is None
    assert signing_in.check_code(sqlite_store, keys, signed, code_at(clock())) is not None
    clock.move(minutes=2)
    second_step.begin_again(sqlite_store, keys, signed)
    new = second_step.enrolment(sqlite_store, keys, signed, "Guidebook").secret

    done = second_step.confirm(sqlite_store, keys, signed, code_at(clock(), new))

    assert len(done.codes) == 10
    clock.move(minutes=2)
    signed = half_way(sqlite_store, keys, clock, ada)
    assert signing_in.check_code(sqlite_store, keys, signed, code_at(clock())) is None
    assert signing_in.check_code(sqlite_store, keys, signed, code_at(clock(), new)) is not None


def test_the_code_that_set_it_up_is_used_up(sqlite_store, keys, clock):
    nora = an_account(sqlite_store, "admin", "nora@harbor.example", second_step=False)
    signed = half_way(sqlite_store, keys, clock, nora)
    secret = second_step.enrolment(sqlite_store, keys, signed, "Guidebook").secret
    code = code_at(clock(), secret)
    done = second_step.confirm(sqlite_store, keys, signed, code)
    assert sessions.recognise(sqlite_store, done.token, clock()).whole is True

    again = half_way(sqlite_store, keys, clock, nora)

    assert signing_in.check_code(sqlite_store, keys, again, code) is None


def test_the_secret_stays_the_same_while_its_page_is_loaded_again(sqlite_store, keys, clock):
    nora = an_account(sqlite_store, "admin", "nora@harbor.example", second_step=False)
    signed = half_way(sqlite_store, keys, clock, nora)

    first, second = (
        second_step.enrolment(sqlite_store, keys, signed, "Guidebook") for _ in range(2)
    )

    assert first == second
    assert first.secret not in account_of(sqlite_store, nora.email).totp_waiting
    assert first.address.startswith("otpauth://totp/Guidebook:nora%40harbor.example?secret=")


def test_admins_see_how_everyone_signs_in_and_how_much_they_have(
    sqlite_store, keys, ada, monkeypatch
):
    marta = an_account(sqlite_store, "curator", "marta@harbor.example")
    administering.invite(sqlite_store, keys, "new@harbor.example", Role.INTERVENTIONIST, ada)
    monkeypatch.setattr(counts, "_counts", {})
    counts.add("cases", msg("Cases"), lambda _: {marta.id: 3})
    counts.add("cases", msg("Cases"), lambda _: {marta.id: 4})

    found = administering.everyone(sqlite_store, keys)

    assert [
        (each.account.email, each.is_set_up, each.has_second_step, each.open_link, each.numbers)
        for each in found
    ] == [
        ("ada@harbor.example", True, True, None, (0,)),
        ("marta@harbor.example", True, False, None, (4,)),
        ("new@harbor.example", False, False, Kind.INVITATION, (0,)),
    ]
    assert [str(each) for each in counts.labels()] == ["Cases"]


def test_what_happened_to_an_account_says_who_did_it_and_when(sqlite_store, keys, clock, ada):
    account, _ = administering.invite(
        sqlite_store, keys, "new@harbor.example", Role.CURATOR, by=None
    )
    clock.move(days=1)

    administering.disable(sqlite_store, keys, account.id, ada)

    _, events = administering.one(sqlite_store, keys, account.id)
    assert [(each.what, each.by) for each in events] == [
        (What.DISABLED, "Ada"),
        (What.LINK_MADE, None),
        (What.MADE_CURATOR, None),
        (What.INVITED, None),
    ]
    assert (events[0].on - events[1].on).days == 1


@pytest.mark.parametrize(
    "decide",
    [
        lambda *given: administering.one(given[0], given[1], NOWHERE),
        lambda *given: administering.disable(given[0], given[1], NOWHERE, given[2]),
        lambda *given: administering.enable(given[0], given[1], NOWHERE, given[2]),
        lambda *given: administering.link_for(given[0], given[1], NOWHERE, given[2]),
        lambda *given: administering.id_of(given[0], "nobody@harbor.example"),
    ],
)
def test_an_account_that_is_not_there_is_unknown(sqlite_store, keys, ada, decide):
    with pytest.raises(AccountUnknown):
        decide(sqlite_store, keys, ada)
