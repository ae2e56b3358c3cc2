"""Open, name, answer and delete cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.answers import ForWhom
from matcher.domain.message import msg
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseFile, CaseList
from matcher.services.accounts import counts
from matcher.services.cases.owner import NotYours, Owner, new_id

FIRST_LIST = "First shortlist"
MOST_CASES = 5000
"""More is no longer one professional's work."""


class TooManyCases(RuntimeError):
    """An account holds as many cases as it may."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its owner knows it."""

    id: str
    nickname: str
    opened_on: date
    changed_at: datetime
    needs: Mapping[str, Any]
    """What the wizard keeps, by the names that a browser's session has for it."""


def open_case(session: Session, owner: Owner, nickname: str, now: datetime) -> str:
    """Begin a case with one empty shortlist, and return its id; the questions speak of a client.

    :raise TooManyCases: where the account holds too many.
    """
    if len(store.nicknames(session, owner.id)) >= MOST_CASES:
        raise TooManyCases
    case_id, list_id = new_id(), new_id()
    session.add(
        CaseFile(
            id=case_id,
            owner_id=owner.id,
            nickname=owner.seal.close(nickname, f"{case_id} nickname"),
            needs=owner.seal.close({"answers": {"for": ForWhom.CLIENT.value}}, f"{case_id} needs"),
            opened_on=now.date(),
            changed_at=now,
        )
    )
    session.flush()
    session.add(
        CaseList(
            id=list_id,
            case_id=case_id,
            place=0,
            by_rank=False,
            settings=owner.seal.close({"title": FIRST_LIST}, f"{list_id} settings"),
            seen="",
        )
    )
    session.commit()
    return case_id


def read(owner: Owner, row: CaseFile) -> Case:
    """Open what is sealed of a case."""
    return Case(
        row.id,
        nickname_of(owner, row.id, row.nickname),
        row.opened_on,
        row.changed_at,
        owner.seal.open(row.needs, f"{row.id} needs") or {},
    )


def nickname_of(owner: Owner, case_id: str, sealed: str) -> str:
    """Open a nickname."""
    return str(owner.seal.open(sealed, f"{case_id} nickname"))


def the_case(session: Session, owner: Owner, case_id: str) -> Case:
    """Return one case.

    :raise NotYours: where there is none of theirs.
    """
    return read(owner, row_of(session, owner, case_id))


def row_of(session: Session, owner: Owner, case_id: str) -> CaseFile:
    """Return the row of one case.

    :raise NotYours: where there is none of theirs.
    """
    found = store.case(session, owner.id, case_id)
    if found is None:
        raise NotYours
    return found


def rename(session: Session, owner: Owner, case_id: str, nickname: str, now: datetime) -> None:
    """Call a case otherwise.

    :raise NotYours: where there is none of theirs.
    """
    row = row_of(session, owner, case_id)
    row.nickname = owner.seal.close(nickname, f"{case_id} nickname")
    row.changed_at = now
    session.commit()


def keep_needs(
    session: Session, owner: Owner, case_id: str, changed: Mapping[str, Any], now: datetime
) -> None:
    """Keep what was answered for a case; an empty value lets one go.

    :raise NotYours: where there is none of theirs.
    """
    row = row_of(session, owner, case_id)
    before = owner.seal.open(row.needs, f"{case_id} needs") or {}
    needs = {name: value for name, value in {**before, **changed}.items() if value}
    row.needs = owner.seal.close(needs, f"{case_id} needs")
    row.changed_at = now
    session.commit()


def delete_case(session: Session, owner: Owner, case_id: str) -> None:
    """Delete a case for good: its lists, logs, notes and answers; and end its links.

    :raise NotYours: where there is none of theirs.
    """
    row_of(session, owner, case_id)
    store.remove_case(session, owner.id, case_id)
    session.commit()


counts.add("cases", msg("Cases"), store.cases_by_account)  # all that an admin learns of them
