"""What admins decide about accounts. One admin who can sign in always remains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.domain.accounts import Role, normalized_email
from matcher.persistence import accounts as store
from matcher.services.accounts import counts, events, links, second_step
from matcher.services.accounts.account import Account, AccountUnknown, as_account
from matcher.services.accounts.events import Event, What
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.links import NewLink

MADE = {
    Role.ADMIN: What.MADE_ADMIN,
    Role.CURATOR: What.MADE_CURATOR,
    Role.INTERVENTIONIST: What.MADE_INTERVENTIONIST,
}


class EmailTaken(ValueError):
    """Somebody has an account with this address already."""


class LastAdmin(RuntimeError):
    """Nobody would be left who can let others in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an admin may see of an account: never what it holds."""

    account: Account
    is_set_up: bool
    has_second_step: bool
    disabled: bool
    open_link: links.Kind | None
    """A link that was handed over and not yet used."""
    numbers: tuple[int, ...]
    """How much it has, in the order of `counts.labels`."""


def everyone(session: Session, keys: Keys) -> list[Standing]:
    """Return every account, by address."""
    return _standings(session, keys, store.everyone(session))


def one(session: Session, keys: Keys, account_id: int) -> tuple[Standing, list[Event]]:
    """Return an account, and what happened to it.

    :raise AccountUnknown: where there is none.
    """
    found = _found(session, account_id)
    (standing,) = _standings(session, keys, [found])
    return standing, events.of(session, found.id)


def invite(
    session: Session, keys: Keys, email: str, role: Role, by: Account | None
) -> tuple[Account, NewLink]:
    """Make an account, and the link with which its person takes it up.

    :raise EmailRefused: where it is no address.
    :raise EmailTaken: where it has an account.
    """
    email, by_id, now = normalized_email(email), by.id if by else None, keys.clock()
    if store.by_email(session, email) is not None:
        raise EmailTaken
    found = store.Account(
        email=email,
        name="",
        role=role.value,
        password_hash="",
        totp_sealed="",
        totp_waiting="",
        totp_step=0,
        disabled=False,
    )
    session.add(found)
    session.flush()
    events.note(session, found.id, What.INVITED, by_id, now.date())
    events.note(session, found.id, MADE[role], by_id, now.date())
    link = links.make(session, found, by_id, now)
    session.commit()
    return as_account(found), link


def link_for(session: Session, keys: Keys, account_id: int, by: Account | None) -> NewLink:
    """Make a new link for an account, in place of any before.

    :raise AccountUnknown: where there is none.
    """
    link = links.make(session, _found(session, account_id), by.id if by else None, keys.clock())
    session.commit()
    return link


def id_of(session: Session, email: str) -> int:
    """Return the number of the account with this address.

    :raise EmailRefused: where it is no address.
    :raise AccountUnknown: where it has no account.
    """
    found = store.by_email(session, normalized_email(email))
    if found is None:
        raise AccountUnknown
    return found.id


def change_role(session: Session, keys: Keys, account_id: int, role: Role, by: Account) -> None:
    """Give an account another role; it signs in anew, for a session keeps what it was given.

    :raise AccountUnknown: where there is none.
    :raise LastAdmin: where nobody else could let others in.
    """

    def change(found: store.Account) -> bool:
        before, found.role = found.role, role.value
        return before != role

    _decide(session, keys, (account_id, MADE[role], by), change)


def disable(session: Session, keys: Keys, account_id: int, by: Account) -> None:
    """Close an account at once, everywhere; what it holds stays.

    :raise AccountUnknown: where there is none.
    :raise LastAdmin: where nobody else could let others in.
    """

    def change(found: store.Account) -> bool:
        is_open, found.disabled = not found.disabled, True
        store.end_links(session, found.id, keys.clock())
        return is_open

    _decide(session, keys, (account_id, What.DISABLED, by), change)


def enable(session: Session, keys: Keys, account_id: int, by: Account) -> None:
    """Open a closed account again.

    :raise AccountUnknown: where there is none.
    """

    def change(found: store.Account) -> bool:
        was_closed, found.disabled = found.disabled, False
        return was_closed

    _decide(session, keys, (account_id, What.ENABLED, by), change)


def forget_second_step(session: Session, keys: Keys, account_id: int, by: Account | None) -> None:
    """Take the second step away from somebody who lost phone and paper; an admin sets up another.

    :raise AccountUnknown: where there is none.
    """

    def change(found: store.Account) -> bool:
        second_step.forget(session, found)
        return True

    _decide(session, keys, (account_id, What.SECOND_STEP_GONE, by), change)


Decision = tuple[int, What, Account | None]


def _decide(
    session: Session, keys: Keys, decision: Decision, change: Callable[[store.Account], bool]
) -> None:
    """Make a change that ends the account's sessions, unless it leaves nobody to let others in.

    *change* tells whether it changed anything.
    """
    account_id, what, by = decision
    found, now = _found(session, account_id), keys.clock()
    before = store.lock_admins(session)
    if not change(found):
        return
    session.flush()
    if before and not store.lock_admins(session):
        session.rollback()
        raise LastAdmin
    store.end_sessions(session, found.id, now)
    events.note(session, found.id, what, by.id if by else None, now.date())
    session.commit()


def _standings(session: Session, keys: Keys, found: list[store.Account]) -> list[Standing]:
    ids = [each.id for each in found]
    numbers = counts.by_account(session, ids)
    waiting = store.live_links(session, ids, keys.clock())
    return [
        Standing(
            account=as_account(each),
            is_set_up=bool(each.password_hash),
            has_second_step=bool(each.totp_sealed),
            disabled=each.disabled,
            open_link=links.Kind(waiting[each.id]) if each.id in waiting else None,
            numbers=tuple(numbers[each.id]),
        )
        for each in found
    ]


def _found(session: Session, account_id: int) -> store.Account:
    found = store.by_id(session, account_id)
    if found is None:
        raise AccountUnknown
    return found
