"""Two listings of one program, and a merge of them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.accounts import Role
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence.schema import metadata
from matcher.services.accounts.account import Account
from matcher.services.duplicates import facing, merging
from matcher.services.duplicates.merging import Wanted
from tests.support.store import a_listing_row, an_edition, ids, noise, take_in

CURATOR = Account(7, "curator@house.example", "Curator", Role.CURATOR)
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 16, tzinfo=UTC)

TELLING = frozenset({"change_set", "row_change", "listing_state", "program_merge"})
"""Tables that tell what was done, and so are not the same after it was taken back."""

FIRST = a_listing_row(2, codes="SA * OP * MCO", phone="559-555-0100")
SECOND = a_listing_row(
    3,
    "Orchard Hose",
    street1="12 Pear St",
    phone="559-555-0111",
    codes="SA DT * OP * FCO",
    website="orchard.example",
)


def two_listings(session: Session, taxonomy: Taxonomy, **more: Any) -> tuple[str, str]:
    """List one program twice, others besides, and return the two ids."""
    take_in(session, taxonomy, an_edition(FIRST, SECOND, *noise(), **more))
    found = ids(session)
    return found["Orchard House/Orchard House"], found["Orchard Hose/Orchard Hose"]


def wanted(
    session: Session, taxonomy: Taxonomy, stays_id: str, other_id: str, **picks: str
) -> Wanted:
    """Say that the first stays; *picks* by kind and name, with an underscore between them."""
    seen = facing.face(session, taxonomy, stays_id, other_id).seen
    chosen = {name.replace("_", "-", 1): facing.Pick(pick) for name, pick in picks.items()}
    return Wanted(stays_id, other_id, chosen, seen)


def merge(session: Session, taxonomy: Taxonomy, stays_id: str, other_id: str, **picks: str) -> int:
    """Merge two listings."""
    asked = wanted(session, taxonomy, stays_id, other_id, **picks)
    return merging.merge(session, taxonomy, asked, CURATOR, NOW)


def undo(session: Session, taxonomy: Taxonomy, merge_id: int) -> None:
    """Take a merge back."""
    merging.undo(session, taxonomy, merge_id, CURATOR, LATER)


def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but those that tell what was done."""
    session.rollback()
    return {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
        for table in metadata.tables.values()
        if table.name not in TELLING
    }
