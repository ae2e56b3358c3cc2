"""One answer or detail set on many listings: counted first, one change set, undone whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import details, directory, journal, verification
from matcher.persistence.journal import Change, Kind
from matcher.services.accounts.account import Account
from matcher.services.editing import Edit, FactEdit, write_edits

MOST_AT_ONCE = 500


class TooManyListings(ValueError):
    """More listings than may be changed in one go."""


class NothingChosen(ValueError):
    """No listing was chosen."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What an edit would do to the listings that were chosen."""

    listings: int
    new: int
    """Where no curator said anything of it."""
    renewed: int
    """Where a curator said the same: it holds for longer."""
    changed: int
    """Where a curator said something else, which is replaced or taken back."""


def count(session: Session, program_ids: Collection[str], edit: Edit) -> Counted:
    """Count what an edit would do.

    :raise NothingChosen: where there is no such listing.
    :raise TooManyListings: where there are too many.
    """
    ids = _known(session, program_ids)
    new = renewed = 0
    if isinstance(edit, FactEdit):
        said = {
            id_: {each.term: each.statement for each in facts}.get(edit.term)
            for id_, facts in directory.facts_of(session, ids).items()
        }
        wanted: object = edit.statement
    else:
        said = {
            id_: each[edit.field].value if edit.field in each else None
            for id_, each in details.details_of(session, ids).items()
        }
        wanted = edit.value
    for id_ in ids:
        before = said.get(id_)
        new += before is None
        renewed += before is not None and before == wanted
    return Counted(len(ids), new, renewed, len(ids) - new - renewed)


def apply(  # noqa: PLR0913, PLR0917  what is set on which listings, by whom, when and why
    session: Session,
    taxonomy: Taxonomy,
    program_ids: Collection[str],
    edit: Edit,
    actor: Account,
    why: str,
    at: datetime,
) -> int:
    """Set one answer or detail on listings, as one change; return the change set.

    :raise NothingChosen: where there is no such listing.
    :raise TooManyListings: where there are too many.
    """
    ids = _known(session, program_ids)
    set_id = journal.begin_change(session, Change(Kind.EDIT, actor.name, at, why, actor.id))
    on: date = at.date()
    for id_ in sorted(ids):
        write_edits(session, taxonomy, id_, [edit], actor.name, on)
    session.commit()
    return set_id


def _known(session: Session, program_ids: Collection[str]) -> set[str]:
    if len(program_ids) > MOST_AT_ONCE:
        raise TooManyListings
    known = set(verification.standings(session, program_ids))
    if not known:
        raise NothingChosen
    return known
