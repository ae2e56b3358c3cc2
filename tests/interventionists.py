"""Profiles put into a store as their owners would write them; nobody in them exists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.geography import Place, Point
from matcher.domain.interventionists.profile import (
    NOT_CHECKED,
    Area,
    Check,
    Connection,
    Profile,
    ProgramNamed,
)
from matcher.domain.interventionists.vocabulary import Approach, Language, Payer, Tie
from matcher.persistence import profiles
from matcher.services.interventionists import writing
from matcher.services.interventionists.writing import Basics, Claimed, Joined, Owner
from tests.builders import FRESNO
from tests.support.accounts import an_account

ON = date(2026, 11, 20)

_numbers = count(1)


def basics(**said: Any) -> Basics:
    """Build a first page that may be published, and says nothing of programs."""
    known: dict[str, Any] = {
        "name": "Rosa Quince",
        "about": "",
        "approaches": [Approach.CRAFT],
        "payers": [Payer.FAMILY],
        "paid_words": "",
        "no_program_money": False,
        "languages": [Language.ENGLISH],
        "remote": True,
        "states": [],
        "phone": "559-555-0100",
        "website": "",
    }
    return Basics(**(known | said))


def a_writer(session: Session, name: str = "Rosa Quince") -> Owner:
    """Keep an account that writes no profile yet."""
    account = an_account(
        session, "interventionist", f"writer-{next(_numbers)}@house.example", name=name
    )
    return Owner(account.id, account.name)


def a_profile_kept(
    session: Session,
    name: str = "Rosa Quince",
    *,
    areas: Iterable[tuple[str, Point, int]] = (),
    ties: Iterable[tuple[str, Tie]] = (),
    published: bool = True,
    **said: Any,
) -> Owner:
    """Keep a profile with areas (label, middle, miles) and ties (a program's slug, the tie)."""
    owner = a_writer(session, name)
    writing.save_basics(session, owner, basics(name=name, **said), ON)
    for label, point, miles in areas:
        writing.add_area(session, owner, Place(label, point), miles, ON)
    for slug, tie in ties:
        writing.declare(session, owner, slug, Joined(tie=tie, since_year=None, words=""), ON)
    if published:
        writing.publish(session, owner, ON)
    return owner


def profile_with_a_credential(session: Session, owner: Owner) -> Profile:
    """Keep a profile of this account, with one credential more, and return it."""
    writing.save_basics(session, owner, basics(), ON)
    claimed = Claimed(name="CIP", issuer="A board", number="", where="", expires_on=None)
    writing.save_credential(session, owner, None, claimed, ON)
    return profile_kept(session, owner)


def profile_kept(session: Session, owner: Owner) -> Profile:
    """Return what this owner wrote, as it stands now."""
    found = profiles.profile_of(session, owner.account_id)
    assert found is not None
    return found


def a_profile(**said: Any) -> Profile:
    """Build a profile that says only what the test is about."""
    return Profile(**({"id": 1, "slug": "rosa-quince", "name": "Rosa Quince"} | said))


def a_connection(
    tie: Tie = Tie.WORKED_WITH,
    program: str = "Orchard House",
    *,
    check: Check = NOT_CHECKED,
    **said: Any,
) -> Connection:
    """Build a tie that Rosa Quince declared."""
    slug = program.lower().replace(" ", "-")
    known: dict[str, Any] = {
        "id": next(_numbers),
        "program": ProgramNamed(slug, slug, program, "Fresno", "CA"),
        "tie": tie,
        "words": "",
        "since_year": None,
        "declared_by": "Rosa Quince",
        "declared_on": ON,
        "check": check,
    }
    return Connection(**(known | said))


def an_area(miles: int = 50, at: Point = FRESNO, label: str = "Fresno, CA") -> Area:
    """Build so many miles around a place."""
    return Area(next(_numbers), Place(label, at), miles)
