"""What interventionists write of themselves; whatever changes waits for an admin's look again."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from matcher.domain.geography import Place
from matcher.domain.interventionists.profile import Profile
from matcher.domain.interventionists.vocabulary import (
    OF_MONEY,
    Approach,
    Language,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from matcher.domain.message import Message
from matcher.domain.spelling import slugify
from matcher.persistence import profiles
from matcher.persistence.interventionists import (
    DeclaredConnection,
    DeclaredCredential,
    Interventionist,
    ServiceArea,
    StatedFee,
)
from matcher.persistence.listings import Program
from matcher.services.showing import ProgramUnknown

MOST_OF_A_KIND = 50
"""Areas, fees or credentials in one profile: more than anybody reads."""
MOST_CONNECTIONS = 300

Part = TypeVar("Part", ServiceArea, StatedFee, DeclaredCredential, DeclaredConnection)


class ProfileMissing(LookupError):
    """This account has written no profile yet."""


class PartUnknown(LookupError):
    """There is no such line in this account's profile."""


class TooMany(ValueError):
    """The profile holds as many lines of this kind as it can."""


class AlreadyDeclared(ValueError):
    """This tie with this program stands in the profile already."""


class NotFinished(ValueError):
    """Families could not read what they must know; `missing` says what."""

    def __init__(self, missing: list[Message]) -> None:
        """Remember what is missing."""
        super().__init__("The profile is not finished.")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Owner:
    """The account that writes, and the name it has here."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """What the first page of a profile asks."""

    name: str
    about: str
    approaches: Collection[Approach]
    payers: Collection[Payer]
    paid_words: str
    no_program_money: bool
    languages: Collection[Language]
    remote: bool
    states: Collection[str]
    phone: str
    website: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fee as it was typed."""

    low: int | None
    high: int | None
    per: Per
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A credential as it was typed."""

    name: str
    issuer: str
    number: str
    where: str
    expires_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A tie with a program as it was typed."""

    tie: Tie
    since_year: int | None
    words: str


def own(session: Session, owner: Owner) -> Profile | None:
    """Return what this account wrote, published or not; None where it wrote nothing yet."""
    return profiles.profile_of(session, owner.account_id)


def save_basics(session: Session, owner: Owner, basics: Basics, on: date) -> None:
    """Begin a profile, or change its first page."""
    row = _row(session, owner)
    if row is None:
        row = Interventionist(
            account_id=owner.account_id,
            slug=slugify(basics.name, secrets.token_hex(3)),
            published_on=None,
            hidden_on=None,
            hidden_by="",
            hidden_reason="",
        )
        session.add(row)
    row.name, row.about = basics.name, basics.about
    row.approaches = _written(each for each in Approach if each in basics.approaches)
    row.payers = _written(each for each in Payer if each in basics.payers)
    row.paid_words, row.no_program_money = basics.paid_words, basics.no_program_money
    row.languages = _written(each for each in Language if each in basics.languages)
    row.remote, row.states = basics.remote, " ".join(sorted(basics.states))
    row.phone, row.website = basics.phone, basics.website
    _changed(row, on)
    session.commit()


def add_area(session: Session, owner: Owner, place: Place, miles: int, on: date) -> None:
    """Add a place, and the miles around it that the owner travels."""
    row = _own_row(session, owner)
    _make_room(session, row, ServiceArea, MOST_OF_A_KIND)
    session.add(
        ServiceArea(
            interventionist_id=row.id,
            label=place.label,
            latitude=place.point.latitude,
            longitude=place.point.longitude,
            miles=miles,
        )
    )
    _changed(row, on)
    session.commit()


def remove_area(session: Session, owner: Owner, area_id: int, on: date) -> None:
    """Take a place away."""
    _remove(session, owner, ServiceArea, area_id, on)


def add_fee(session: Session, owner: Owner, fee: Stated, on: date) -> None:
    """Add what something costs, as of today."""
    row = _own_row(session, owner)
    _make_room(session, row, StatedFee, MOST_OF_A_KIND)
    session.add(
        StatedFee(
            interventionist_id=row.id,
            low=fee.low,
            high=fee.high,
            per=fee.per,
            words=fee.words,
            stated_on=on,
        )
    )
    _changed(row, on)
    session.commit()


def remove_fee(session: Session, owner: Owner, fee_id: int, on: date) -> None:
    """Take a fee away."""
    _remove(session, owner, StatedFee, fee_id, on)


def save_credential(
    session: Session, owner: Owner, credential_id: int | None, claimed: Claimed, on: date
) -> None:
    """Add a credential, or write one anew: then nobody has checked it any more."""
    row = _own_row(session, owner)
    if credential_id is None:
        _make_room(session, row, DeclaredCredential, MOST_OF_A_KIND)
        part = DeclaredCredential(interventionist_id=row.id)
        session.add(part)
    else:
        part = _part(session, row, DeclaredCredential, credential_id)
    part.name, part.issuer, part.number = claimed.name, claimed.issuer, claimed.number
    part.where_to_check, part.expires_on = claimed.where, claimed.expires_on
    part.declared_on = on
    part.standing, part.proof = Standing.DECLARED, Proof.OWN_WORD
    part.checked_on, part.checked_by, part.reason = None, "", ""
    _changed(row, on)
    session.commit()


def remove_credential(session: Session, owner: Owner, credential_id: int, on: date) -> None:
    """Take a credential away."""
    _remove(session, owner, DeclaredCredential, credential_id, on)


def declare(session: Session, owner: Owner, slug: str, joined: Joined, on: date) -> None:
    """Declare a tie with a program. One of money ends the word that no program pays.

    One that was confirmed and then said to be over goes on, as it was confirmed.
    """
    row = _own_row(session, owner)
    program_id = session.scalar(select(Program.id).where(Program.slug == slug))
    if program_id is None:
        raise ProgramUnknown
    known = session.scalar(
        select(DeclaredConnection).where(
            DeclaredConnection.interventionist_id == row.id,
            DeclaredConnection.program_id == program_id,
            DeclaredConnection.tie == joined.tie,
        )
    )
    if known is not None and known.ended_on is None:
        raise AlreadyDeclared
    if known is not None:
        known.ended_on = None
    else:
        _make_room(session, row, DeclaredConnection, MOST_CONNECTIONS)
        session.add(
            DeclaredConnection(
                interventionist_id=row.id,
                program_id=program_id,
                tie=joined.tie,
                words=joined.words,
                since_year=joined.since_year,
                declared_by=owner.name,
                declared_on=on,
                ended_on=None,
                standing=Standing.DECLARED,
                proof=Proof.OWN_WORD,
                checked_on=None,
                checked_by="",
                reason="",
            )
        )
    if joined.tie in OF_MONEY:
        row.no_program_money = False
    _changed(row, on)
    session.commit()


def take_back(session: Session, owner: Owner, connection_id: int, on: date) -> None:
    """Take a tie back: one that was confirmed is said to be over, any other is gone."""
    row = _own_row(session, owner)
    part = _part(session, row, DeclaredConnection, connection_id)
    if part.standing == Standing.CONFIRMED:
        part.ended_on = part.ended_on or on
    else:
        session.delete(part)
    _changed(row, on)
    session.commit()


def publish(session: Session, owner: Owner, on: date) -> None:
    """Show the profile to families.

    :raise NotFinished: where something that they must know is missing.
    """
    row = _own_row(session, owner)
    profile = profiles.profile_of(session, owner.account_id)
    missing = profile.to_finish if profile else []
    if missing:
        raise NotFinished(missing)
    row.published_on = row.published_on or on
    session.commit()


def unpublish(session: Session, owner: Owner) -> None:
    """Show the profile to nobody but its owner."""
    _own_row(session, owner).published_on = None
    session.commit()


def remove(session: Session, owner: Owner) -> None:
    """Delete the profile with everything in it; twice is once."""
    session.execute(delete(Interventionist).where(Interventionist.account_id == owner.account_id))
    session.commit()


def _row(session: Session, owner: Owner) -> Interventionist | None:
    return session.scalar(
        select(Interventionist).where(Interventionist.account_id == owner.account_id)
    )


def _own_row(session: Session, owner: Owner) -> Interventionist:
    """Return the profile of this account, locked until the transaction ends."""
    row = session.scalar(
        select(Interventionist)
        .where(Interventionist.account_id == owner.account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise ProfileMissing
    return row


def _changed(row: Interventionist, on: date) -> None:
    row.changed_on, row.looked_on = on, None


def _written(chosen: Iterable[str]) -> str:
    return " ".join(chosen)


def _make_room(session: Session, row: Interventionist, table: type[Part], most: int) -> None:
    held = session.scalar(
        select(func.count()).select_from(table).where(table.interventionist_id == row.id)
    )
    if (held or 0) >= most:
        raise TooMany


def _part(session: Session, row: Interventionist, table: type[Part], part_id: int) -> Part:
    """Return one line of this very profile; another's is as unknown as none."""
    part = session.scalar(
        select(table).where(table.id == part_id, table.interventionist_id == row.id)
    )
    if part is None:
        raise PartUnknown
    return part


def _remove(session: Session, owner: Owner, table: type[Part], part_id: int, on: date) -> None:
    row = _own_row(session, owner)
    session.delete(_part(session, row, table, part_id))
    _changed(row, on)
    session.commit()
