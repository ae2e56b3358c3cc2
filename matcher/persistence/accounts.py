"""Accounts of those who work here, and nothing of anybody who looks for help.

No row holds a password, a token, a code or an address: hashes find them again, and the secret of
the second step is sealed with the application's own key (`services.accounts.keys`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    CursorResult,
    Dialect,
    ForeignKey,
    Text,
    TypeDecorator,
    UniqueConstraint,
    delete,
    false,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import one_of


class Moment(TypeDecorator[datetime]):
    """A moment in whole seconds, the same on every store."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Write an aware time as seconds since 1970."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Read it as an aware time."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Account(Base):
    """Somebody who signs in."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("email"),
        one_of("role", "admin", "curator", "interventionist"),
        CheckConstraint("email <> ''", name="addressed"),
        CheckConstraint("password_hash = '' OR name <> ''", name="named_once_set_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    """In its one spelling (`domain.accounts.normalized_email`)."""
    name: Mapped[str] = mapped_column(Text)
    """As shown to others here; empty until the invitation is taken up."""
    role: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    """Empty until the invitation is taken up."""
    totp_sealed: Mapped[str] = mapped_column(Text)
    """The secret of the second step; empty where none is set up, which admins must do first."""
    totp_waiting: Mapped[str] = mapped_column(Text)
    """One that was shown and not yet confirmed with a code."""
    totp_step: Mapped[int] = mapped_column(BigInteger)
    """The last half minute whose code was used; none before it is taken again."""
    disabled: Mapped[bool]


class AccountSession(Base):
    """One browser in which somebody is signed in, or half way; nothing tells whose or where."""

    __tablename__ = "account_session"
    __table_args__ = (UniqueConstraint("token_hash"), one_of("proven", "password", "whole"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(Text)
    proven: Mapped[str] = mapped_column(Text)
    """`password`: the second step is still to come, and no door opens."""
    begun_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Base):
    """One code on paper, for the day when the phone is lost."""

    __tablename__ = "account_recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(Text)
    used_on: Mapped[date | None]


class AccountLink(Base):
    """A link that an admin hands over: it lets somebody set a password, once."""

    __tablename__ = "account_link"
    __table_args__ = (UniqueConstraint("token_hash"), one_of("kind", "invitation", "reset"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was used, or a newer one took its place."""
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None for the operator at the terminal."""


class AccountEvent(Base):
    """Who did what to an account, and on which day."""

    __tablename__ = "account_event"
    __table_args__ = (CheckConstraint("what <> ''", name="told"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None for the operator at the terminal."""
    happened_on: Mapped[date]


def by_id(session: Session, account_id: int) -> Account | None:
    """Return one account."""
    return session.get(Account, account_id)


def by_email(session: Session, email: str) -> Account | None:
    """Return the account of an address in its one spelling."""
    return session.scalar(select(Account).where(Account.email == email))


def everyone(session: Session) -> list[Account]:
    """Return all accounts, by address."""
    return list(session.scalars(select(Account).order_by(Account.email)))


def names(session: Session, account_ids: Iterable[int]) -> dict[int, str]:
    """Return what each account is shown as: its name, or its address where it has none yet."""
    query = select(Account.id, Account.name, Account.email).where(Account.id.in_(list(account_ids)))
    return {row.id: row.name or row.email for row in session.execute(query)}


def lock_admins(session: Session) -> list[int]:
    """Return the admins who can sign in, held until the commit so that two cannot both leave."""
    able = (
        select(Account.id)
        .where(Account.role == "admin", Account.disabled == false(), Account.password_hash != "")
        .order_by(Account.id)
        .with_for_update()
    )
    return list(session.scalars(able))


def use_step(session: Session, account_id: int, step: int) -> bool:
    """Note that the code of *step* was used; False where it or a later one was already."""
    used = update(Account).where(Account.id == account_id, Account.totp_step < step)
    return _changed(session, used.values(totp_step=step))


def signed_in(session: Session, token_hash: str) -> tuple[AccountSession, Account] | None:
    """Return the session that a token names, with its account, while it was not ended."""
    query = (
        select(AccountSession, Account)
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.token_hash == token_hash, AccountSession.ended_at.is_(None))
    )
    found = session.execute(query).first()
    return None if found is None else (found[0], found[1])


def open_sessions(session: Session, account_id: int) -> list[AccountSession]:
    """Return the sessions of an account that nobody ended, the one last seen first."""
    query = (
        select(AccountSession)
        .where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    )
    return list(session.scalars(query))


def touch(session: Session, session_id: int, now: datetime) -> None:
    """Note when a session was last seen."""
    session.execute(
        update(AccountSession).where(AccountSession.id == session_id).values(seen_at=now)
    )


def end_session(session: Session, token_hash: str, now: datetime) -> bool:
    """End the session that a token names; False where there was none to end."""
    ended = update(AccountSession).where(
        AccountSession.token_hash == token_hash, AccountSession.ended_at.is_(None)
    )
    return _changed(session, ended.values(ended_at=now))


def end_one(session: Session, account_id: int, session_id: int, now: datetime) -> bool:
    """End one session of an account; False where it is not theirs, or ended before."""
    ended = update(AccountSession).where(
        AccountSession.id == session_id,
        AccountSession.account_id == account_id,
        AccountSession.ended_at.is_(None),
    )
    return _changed(session, ended.values(ended_at=now))


def end_sessions(session: Session, account_id: int, now: datetime) -> None:
    """End all sessions of an account."""
    session.execute(
        update(AccountSession)
        .where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def forget_sessions(session: Session, begun_before: datetime) -> None:
    """Forget sessions that can open nothing any more."""
    session.execute(delete(AccountSession).where(AccountSession.begun_at < begun_before))


def link(session: Session, token_hash: str) -> AccountLink | None:
    """Return the link that a token belongs to."""
    return session.scalar(select(AccountLink).where(AccountLink.token_hash == token_hash))


def live_links(session: Session, account_ids: Iterable[int], now: datetime) -> dict[int, str]:
    """Return the kind of the link that still opens, for each account that has one."""
    query = select(AccountLink.account_id, AccountLink.kind).where(
        AccountLink.account_id.in_(list(account_ids)),
        AccountLink.ended_at.is_(None),
        AccountLink.expires_at > now,
    )
    return {row.account_id: row.kind for row in session.execute(query)}


def use_link(session: Session, link_id: int, now: datetime) -> bool:
    """Use a link up; False where somebody was quicker."""
    used = update(AccountLink).where(AccountLink.id == link_id, AccountLink.ended_at.is_(None))
    return _changed(session, used.values(ended_at=now))


def end_links(session: Session, account_id: int, now: datetime) -> None:
    """End every link of an account."""
    session.execute(
        update(AccountLink)
        .where(AccountLink.account_id == account_id, AccountLink.ended_at.is_(None))
        .values(ended_at=now)
    )


def replace_codes(session: Session, account_id: int, code_hashes: Iterable[str]) -> None:
    """Keep new recovery codes in place of all earlier ones."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(
        RecoveryCode(account_id=account_id, code_hash=each, used_on=None) for each in code_hashes
    )


def use_code(session: Session, account_id: int, code_hash: str, on: date) -> bool:
    """Use a recovery code up; False where it is none, or was used before."""
    used = update(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.code_hash == code_hash,
        RecoveryCode.used_on.is_(None),
    )
    return _changed(session, used.values(used_on=on))


def codes_left(session: Session, account_id: int) -> int:
    """Count the recovery codes that were not used."""
    query = (
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_on.is_(None))
    )
    return session.scalar(query) or 0


def events(session: Session, account_id: int) -> list[AccountEvent]:
    """Return what was done to an account, the newest first."""
    query = (
        select(AccountEvent)
        .where(AccountEvent.account_id == account_id)
        .order_by(AccountEvent.id.desc())
    )
    return list(session.scalars(query))


def _changed(session: Session, change: Any) -> bool:
    result = session.execute(change)
    return isinstance(result, CursorResult) and result.rowcount == 1
