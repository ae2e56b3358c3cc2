"""What a form says of the case and the list it was made for: a mark that only their owner reads."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.persistence import cases as store
from matcher.services.cases.owner import Owner


@dataclass(frozen=True, slots=True)
class Place:
    """A case, and the one of its lists that programs go on; the first where none is named."""

    case_id: str
    list_id: str = ""


def mark_of(owner: Owner, place: Place) -> str:
    """Return the mark of a place: sixteen characters that tell nobody else anything."""
    return owner.seal.mark(f"{place.case_id} {place.list_id}")


def marked(session: Session, owner: Owner, mark: str) -> Place | None:
    """Return the place of a mark; None where it is none of theirs, or is not there any more.

    All that somebody has are looked through, which is seldom asked and soon done.
    """
    places = (
        place
        for case_id, list_id in store.list_ids(session, owner.id)
        for place in (Place(case_id, list_id), Place(case_id))
    )
    return next((each for each in places if mark_of(owner, each) == mark), None)
