"""Publishing a draft as the act of one person, for one reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence.journal import Change, Kind
from matcher.services import drafts
from matcher.services.accounts.account import Account
from matcher.services.drafts import UNDECIDED, Decided


def publish(  # noqa: PLR0913, PLR0917  who publishes what, when, why, and whose word stands
    session: Session,
    taxonomy: Taxonomy,
    draft_id: int,
    actor: Account,
    why: str,
    at: datetime,
    decided: Decided = UNDECIDED,
) -> int:
    """Publish a draft whole, and return the change set.

    :raise DraftUnknown: where this curator has no such draft open.
    :raise DraftOutrun: where others changed the same and it is not decided whose word stands.
    """
    change = Change(Kind.EDIT, actor.name, at, why, actor.id)
    return drafts.publish(session, taxonomy, draft_id, actor.id, change, decided)
