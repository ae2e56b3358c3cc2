"""A few numbers of the directory, for whoever watches that it runs; none is about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.persistence import browse, directory
from matcher.persistence.journal import ChangeSet
from matcher.persistence.listings import Source


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the directory holds, and how it got there."""

    version: int
    listed: int
    changes: dict[str, int]
    """How often listings were changed, by the kind of change: import, edit, merge and so on."""
    newest: dict[str, date]
    """The newest edition read in, by directory."""


def numbers(session: Session) -> Numbers:
    """Count what there is."""
    kinds = select(ChangeSet.kind, func.count()).group_by(ChangeSet.kind)
    editions = select(Source.directory, func.max(Source.vintage)).group_by(Source.directory)
    return Numbers(
        directory.version(session),
        browse.count(session),
        # Through all(): dict() would take a result, which has keys, for a mapping.
        dict(session.execute(kinds).all()),
        dict(session.execute(editions).all()),
    )
