"""Links handed over by hand: what they open, how often, and until when."""

import pytest

from matcher.domain.accounts import Role
from matcher.persistence.accounts import AccountLink
from matcher.services.accounts import administering, links, sessions, signing_in
from matcher.services.accounts.links import Kind, LinkGone, LinkUnknown
from matcher.services.accounts.signing_in import Next
from tests.support.accounts import Clock, account_of, an_account, some_keys

PASSWORD = "seven slow tortoises"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(clock):
    return some_keys(clock)


@pytest.fixture
def invite(sqlite_store, keys):
    """Invite somebody and return their link."""

    def invite(email="new@harbor.example", role=Role.CURATOR):
        return administering.invite(sqlite_store, keys, email, role, by=None)[1]

    return invite


def take_up(store, keys, link):
    return links.take_up(store, keys, link.token, "Nora Lind", PASSWORD)


def test_an_invitation_says_whom_it_is_for_as_often_as_it_is_looked_at(sqlite_store, keys, invite):
    link = invite(role=Role.INTERVENTIONIST)

    seen = [links.open_link(sqlite_store, keys, link.token) for _ in range(2)]

    assert [(each.kind, each.email, each.role) for each in seen] == [
        (Kind.INVITATION, "new@harbor.example", Role.INTERVENTIONIST)
    ] * 2


def test_taking_it_up_sets_name_and_password_and_signs_in(sqlite_store, keys, clock, invite):
    entry = take_up(sqlite_store, keys, invite())

    signed = sessions.recognise(sqlite_store, entry.token, clock())
    assert (entry.next, signed.whole, signed.account.name) == (Next.NOTHING, True, "Nora Lind")
    again = signing_in.check_password(sqlite_store, keys, "new@harbor.example", PASSWORD)
    assert again is not None


def test_an_invited_admin_sets_up_the_second_step_before_any_door_opens(
    sqlite_store, keys, clock, invite
):
    entry = take_up(sqlite_store, keys, invite(role=Role.ADMIN))

    assert entry.next is Next.ENROLL
    assert sessions.recognise(sqlite_store, entry.token, clock()).whole is False


def test_a_link_opens_once(sqlite_store, keys, invite):
    link = invite()
    take_up(sqlite_store, keys, link)

    with pytest.raises(LinkGone):
        take_up(sqlite_store, keys, link)


def test_of_two_who_open_a_link_at_once_one_is_too_late(sqlite_store, keys, invite, monkeypatch):
    """The second looked while the first had not used it up yet."""
    link = invite()
    looked = links._live(sqlite_store, keys, link.token)
    take_up(sqlite_store, keys, link)
    sqlite_store.refresh(looked[0])
    monkeypatch.setattr(links, "_live", lambda *_: looked)

    with pytest.raises(LinkGone):
        links.take_up(sqlite_store, keys, link.token, "Somebody Else", "another password")

    assert account_of(sqlite_store, link.email).name == "Nora Lind"


@pytest.mark.parametrize(
    ("days", "expected"), [(6.99, True), (7, False), (30, False)], ids=["6.99", "7", "30"]
)
def test_an_invitation_lasts_seven_days(sqlite_store, keys, clock, invite, days, expected):
    link = invite()

    clock.move(days=days)

    assert opens(sqlite_store, keys, link.token) is expected


@pytest.mark.parametrize(("hours", "expected"), [(23.99, True), (24, False)])
def test_a_link_for_a_new_password_lasts_a_day(sqlite_store, keys, clock, hours, expected):
    marta = an_account(sqlite_store)
    link = administering.link_for(sqlite_store, keys, marta.id, by=None)

    clock.move(hours=hours)

    assert link.kind is Kind.RESET
    assert opens(sqlite_store, keys, link.token) is expected


def test_a_newer_link_takes_the_place_of_the_one_before(sqlite_store, keys, invite):
    first = invite()
    account_id = administering.id_of(sqlite_store, first.email)

    second = administering.link_for(sqlite_store, keys, account_id, by=None)

    assert second.kind is Kind.INVITATION
    assert opens(sqlite_store, keys, first.token) is False
    assert opens(sqlite_store, keys, second.token) is True


def test_a_closed_account_has_no_link_and_gets_none_back_when_it_is_opened(
    sqlite_store, keys, invite
):
    admin, link = an_account(sqlite_store, "admin"), invite()
    account_id = administering.id_of(sqlite_store, link.email)

    administering.disable(sqlite_store, keys, account_id, admin)
    assert opens(sqlite_store, keys, link.token) is False
    administering.enable(sqlite_store, keys, account_id, admin)

    assert opens(sqlite_store, keys, link.token) is False


def test_a_link_never_opens_a_closed_account(sqlite_store, keys, invite):
    link = invite()
    account_of(sqlite_store, link.email).disabled = True
    sqlite_store.commit()

    assert opens(sqlite_store, keys, link.token) is False


@pytest.mark.parametrize("guess", ["", "a", "0" * 32])
def test_a_guessed_link_is_unknown(sqlite_store, keys, invite, guess):
    invite()

    with pytest.raises(LinkUnknown):
        links.open_link(sqlite_store, keys, guess)


def test_what_is_kept_of_a_link_opens_nothing(sqlite_store, keys, invite):
    invite()
    (kept,) = sqlite_store.query(AccountLink).all()

    with pytest.raises(LinkUnknown):
        links.open_link(sqlite_store, keys, kept.token_hash)


def test_a_new_password_by_link_signs_out_everywhere_and_in_nowhere(sqlite_store, keys, clock):
    marta = an_account(sqlite_store, "admin")
    token = sessions.begin(sqlite_store, marta.id, clock(), whole=True)
    link = administering.link_for(sqlite_store, keys, marta.id, by=None)

    entry = links.take_up(sqlite_store, keys, link.token, "Not Her Name", PASSWORD)

    assert entry is None
    assert sessions.recognise(sqlite_store, token, clock()) is None
    following = signing_in.check_password(sqlite_store, keys, marta.email, PASSWORD).next
    assert following is Next.CODE  # the second step is still hers
    assert account_of(sqlite_store, marta.email).name == marta.name


def opens(store, keys, token):
    try:
        links.open_link(store, keys, token)
    except LinkGone:
        return False
    return True
