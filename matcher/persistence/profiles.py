"""Profiles of interventionists, read whole as domain objects; the queries say what comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select
from sqlalchemy.orm import Session

from matcher.domain.geography import Place, Point
from matcher.domain.interventionists.profile import (
    Area,
    Check,
    Connection,
    Credential,
    Fee,
    Hidden,
    Profile,
    ProgramNamed,
)
from matcher.domain.interventionists.vocabulary import (
    Approach,
    Language,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from matcher.persistence import duplicates
from matcher.persistence.accounts import Account
from matcher.persistence.interventionists import (
    DeclaredConnection,
    DeclaredCredential,
    Interventionist,
    ServiceArea,
    StatedFee,
)
from matcher.persistence.listings import Location, Program

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed:
    """A public profile, as much of it as looking for one needs."""

    id: int
    name: str
    approaches: frozenset[Approach]
    languages: frozenset[Language]
    states: frozenset[str]
    remote: bool
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An interventionist, as much as a program's page shows beside a connection."""

    slug: str
    name: str


def public_ones(session: Session) -> list[Listed]:
    """Return every profile that families see, by id, to look through."""
    rows = session.execute(
        select(
            Interventionist.id,
            Interventionist.name,
            Interventionist.approaches,
            Interventionist.languages,
            Interventionist.states,
            Interventionist.remote,
        )
        .join(Account, Account.id == Interventionist.account_id)
        .where(_public())
        .order_by(Interventionist.id)
    ).all()
    areas = _areas(session, [row.id for row in rows])
    return [
        Listed(
            row.id,
            row.name,
            frozenset(map(Approach, row.approaches.split())),
            frozenset(map(Language, row.languages.split())),
            frozenset(row.states.split()),
            row.remote,
            areas[row.id],
        )
        for row in rows
    ]


def connected_with(session: Session, program_ids: Collection[str]) -> set[int]:
    """Return the profiles that have a tie with any of these programs today, undisputed."""
    return set(
        session.scalars(
            select(DeclaredConnection.interventionist_id).where(
                DeclaredConnection.program_id.in_(list(program_ids)),
                DeclaredConnection.ended_on.is_(None),
                DeclaredConnection.standing != Standing.DISPUTED,
            )
        )
    )


def profiles(session: Session, ids: Collection[int]) -> dict[int, Profile]:
    """Return profiles by id, public or not, in the order asked."""
    found = {each.id: each for each in _read(session, Interventionist.id.in_(list(ids)))}
    return {id_: found[id_] for id_ in ids if id_ in found}


def public_profile(session: Session, slug: str) -> Profile | None:
    """Return the public profile of that address; None where families see none."""
    found = _read(session, and_(Interventionist.slug == slug, _public()))
    return found[0] if found else None


def profile_of(session: Session, account_id: int) -> Profile | None:
    """Return what this account wrote; None where it wrote nothing yet."""
    found = _read(session, Interventionist.account_id == account_id)
    return found[0] if found else None


def of_program(session: Session, program_id: str) -> list[tuple[Named, Connection]]:
    """Return the connections of a program whose profiles are public, money first."""
    found = [
        (Named(slug, name), _connection(row, program, location))
        for row, program, location, slug, name in session.execute(
            _of_a_program(), {"asked": program_id}
        )
    ]
    return sorted(found, key=lambda each: (*each[1].order, each[0].name.casefold(), each[0].slug))


@cache
def _of_a_program() -> Select[*tuple[Any, ...]]:
    """Asked by every page of a program: built once, for that takes longer than asking."""
    return (
        _connections()
        .join(Interventionist, Interventionist.id == DeclaredConnection.interventionist_id)
        .join(Account, Account.id == Interventionist.account_id)
        .where(DeclaredConnection.program_id == bindparam("asked"), _public())
        .add_columns(Interventionist.slug, Interventionist.name)
    )


def to_review(session: Session) -> list[Profile]:
    """Return what an admin has to look at, or once hid: the oldest change first.

    A profile nobody looked at since it changed, or with a declaration that nobody has checked.
    """
    unchecked = [
        Interventionist.id.in_(
            select(table.interventionist_id).where(table.standing == Standing.DECLARED)
        )
        for table in (DeclaredCredential, DeclaredConnection)
    ]
    waiting = and_(
        Interventionist.published_on.is_not(None),
        or_(Interventionist.looked_on.is_(None), *unchecked),
    )
    found = _read(session, or_(waiting, Interventionist.hidden_on.is_not(None)))
    return sorted(found, key=lambda each: (str(each.changed_on), each.id))


def _public() -> ColumnElement[bool]:
    """A profile families see: published, not hidden, and of an account that may still sign in."""
    return and_(
        Interventionist.published_on.is_not(None),
        Interventionist.hidden_on.is_(None),
        Account.disabled == false(),
    )


def _read(session: Session, condition: ColumnElement[bool]) -> list[Profile]:
    rows = session.scalars(
        select(Interventionist)
        .join(Account, Account.id == Interventionist.account_id)
        .where(condition)
        .order_by(Interventionist.id)
        .execution_options(populate_existing=True)
    ).all()
    ids = [row.id for row in rows]
    areas = _areas(session, ids)
    fees = _by_owner(
        (
            fee.interventionist_id,
            Fee(fee.id, fee.low, fee.high, Per(fee.per), fee.words, fee.stated_on),
        )
        for fee in session.scalars(
            select(StatedFee).where(StatedFee.interventionist_id.in_(ids)).order_by(StatedFee.id)
        )
    )
    credentials = _by_owner(
        (each.interventionist_id, _credential(each))
        for each in session.scalars(
            select(DeclaredCredential)
            .where(DeclaredCredential.interventionist_id.in_(ids))
            .order_by(DeclaredCredential.id)
            .execution_options(populate_existing=True)
        )
    )
    connections = _by_owner(
        (each.interventionist_id, _connection(each, program, location))
        for each, program, location in session.execute(
            _connections()
            .where(DeclaredConnection.interventionist_id.in_(ids))
            .execution_options(populate_existing=True)
        )
    )
    joined = {each.program.id for them in connections.values() for each in them}
    merged = duplicates.survivors(session, joined)
    return [
        _profile(
            row,
            areas[row.id],
            fees[row.id],
            credentials[row.id],
            _as_one(connections[row.id], merged),
        )
        for row in rows
    ]


def _profile(
    row: Interventionist,
    areas: tuple[Area, ...],
    fees: tuple[Fee, ...],
    credentials: tuple[Credential, ...],
    connections: tuple[Connection, ...],
) -> Profile:
    return Profile(
        id=row.id,
        slug=row.slug,
        name=row.name,
        about=row.about,
        approaches=tuple(map(Approach, row.approaches.split())),
        payers=tuple(map(Payer, row.payers.split())),
        paid_words=row.paid_words,
        no_program_money=row.no_program_money,
        languages=tuple(map(Language, row.languages.split())),
        remote=row.remote,
        states=tuple(row.states.split()),
        phone=row.phone,
        website=row.website,
        areas=areas,
        fees=fees,
        credentials=credentials,
        connections=tuple(sorted(connections, key=lambda each: each.order)),
        changed_on=row.changed_on,
        published_on=row.published_on,
        looked_on=row.looked_on,
        hidden=Hidden(row.hidden_on, row.hidden_reason) if row.hidden_on else None,
    )


def _areas(session: Session, ids: Collection[int]) -> dict[int, tuple[Area, ...]]:
    return _by_owner(
        (
            each.interventionist_id,
            Area(each.id, Place(each.label, Point(each.latitude, each.longitude)), each.miles),
        )
        for each in session.scalars(
            select(ServiceArea)
            .where(ServiceArea.interventionist_id.in_(list(ids)))
            .order_by(ServiceArea.id)
        )
    )


def _connections() -> Select[*tuple[DeclaredConnection, Program, Location]]:
    return (
        select(DeclaredConnection, Program, Location)
        .join(Program, Program.id == DeclaredConnection.program_id)
        .join(Location, Location.id == Program.location_id)
    )


def _connection(row: DeclaredConnection, program: Program, location: Location) -> Connection:
    return Connection(
        id=row.id,
        program=ProgramNamed(program.id, program.slug, program.name, location.city, location.state),
        tie=Tie(row.tie),
        words=row.words,
        since_year=row.since_year,
        declared_by=row.declared_by,
        declared_on=row.declared_on,
        ended_on=row.ended_on,
        check=_check(row),
    )


def _as_one(
    connections: tuple[Connection, ...], merged: Mapping[str, str]
) -> tuple[Connection, ...]:
    """Say a tie once where it stands at two programs that turned out to be one.

    A tie stays with a merged program only where the other has its like (`persistence.followers`);
    what an admin confirmed of either holds.
    """
    standing = {(each.program.id, each.tie): each for each in connections}
    for each in connections:
        like = (merged.get(each.program.id, ""), each.tie)
        if like not in standing:
            continue
        del standing[each.program.id, each.tie]
        if each.check.standing is Standing.CONFIRMED:
            standing[like] = replace(standing[like], check=each.check)
    return tuple(standing.values())


def _credential(row: DeclaredCredential) -> Credential:
    return Credential(
        id=row.id,
        name=row.name,
        issuer=row.issuer,
        number=row.number,
        where=row.where_to_check,
        expires_on=row.expires_on,
        declared_on=row.declared_on,
        check=_check(row),
    )


def _check(row: DeclaredCredential | DeclaredConnection) -> Check:
    return Check(
        Standing(row.standing), Proof(row.proof), row.checked_on, row.checked_by, row.reason
    )


def _by_owner(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = defaultdict(list)
    for owner, each in pairs:
        found[owner].append(each)
    return defaultdict(tuple, {owner: tuple(them) for owner, them in found.items()})
