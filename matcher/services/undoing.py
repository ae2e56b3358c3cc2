"""Taking a change back: rows nobody touched since become again what they were, bit for bit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import (
    answers,
    directory,
    journal,
    journal_reading,
    journal_rows,
    recording,
)
from matcher.persistence.journal import Change, Kind
from matcher.persistence.journal_reading import Net
from matcher.services.republishing import republish

SAID = frozenset({"fact", "detail", "source_record"})
"""Rows that somebody said; places and programs follow from them."""


class NothingToUndo(LookupError):
    """There is no such change, or it was taken back already."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking a change back does."""

    set_id: int
    kind: Kind
    by: str
    at: datetime
    why: str
    restored: tuple[str, ...]
    """The ids of the programs that become again what they were."""
    changed_since: tuple[str, ...]
    """The ids of those that were changed again since: they keep what was said of them later."""


def preview(session: Session, set_id: int) -> Undo:
    """Say what taking a change set back would do.

    :raise NothingToUndo: where there is none, or it was taken back already.
    """
    if journal.undone_by(session, [set_id]):
        raise NothingToUndo  # before a whole import is read for nothing
    return _plan(session, set_id, journal_reading.net(session, set_id))


def undo(session: Session, taxonomy: Taxonomy, set_id: int, change: Change) -> Undo:
    """Take a change set back under *change* (of kind UNDO), and say what that did.

    The caller commits. A program that was changed again since keeps its later rows, and is
    published anew from what its directories and its curators say then. One that the change added,
    and that somebody spoke of since, stays as one that is no longer listed.

    :raise NothingToUndo: where there is none, or it was taken back already.
    """
    version = directory.version(session)
    nets = journal_reading.net(session, set_id)  # read before anybody has to wait for us
    own_id = journal.begin_change(session, change)
    if directory.version(session) != version + 1:
        nets = journal_reading.net(session, set_id)
    plan = _plan(session, set_id, nets, own_id)
    kept = set(plan.changed_since)
    owners = _owners(session, nets)
    journal_rows.restore(session, [each for each in nets if _goes_back(each, owners, kept)])
    added = {each.key for each in nets if each.table == "program" and each.before is None}
    recording.mark_gone(session, added & kept)
    answers.derive_for(session, taxonomy, plan.restored)
    republish(session, taxonomy, plan.changed_since, change.at.date())
    recording.sweep(session)
    session.expire_all()
    return plan


def _plan(session: Session, set_id: int, nets: Iterable[Net], own_id: int | None = None) -> Undo:
    made = journal.change_set(session, set_id)
    if made is None or journal.undone_by(session, [set_id], own_id):
        raise NothingToUndo
    nets = list(nets)
    owners = _owners(session, nets)
    programs = {id_ for each in owners.values() for id_ in each}
    since = {id_ for each in nets if each.touched_since for id_ in owners[each.table, each.key]}
    added = {each.key for each in nets if each.table == "program" and each.before is None}
    since |= journal_reading.touched_after(session, set_id, added)
    return Undo(
        made.id,
        Kind(made.kind),
        made.made_by,
        made.made_at,
        made.why,
        tuple(sorted(programs - since)),
        tuple(sorted(since)),
    )


def _goes_back(net: Net, owners: dict[tuple[str, str], set[str]], kept: set[str]) -> bool:
    """Whether a row becomes what it was: every row of an untouched program, else what was said."""
    if net.touched_since:
        return False
    if owners[net.table, net.key].isdisjoint(kept):
        return True
    # A record that the change added stays, marked as gone: a program without one says nothing.
    return net.table in SAID and (net.before is not None or net.table != "source_record")


def _owners(session: Session, nets: Iterable[Net]) -> dict[tuple[str, str], set[str]]:
    """Return the ids of the programs that each row belongs to; organizations belong to nobody."""
    at: dict[str, set[str]] = {}
    for each in nets:
        if each.table == "program":
            for row in (each.before, each.after, each.now):
                if row is not None:
                    at.setdefault(row["location_id"], set()).add(each.key)
    places = {each.key for each in nets if each.table in {"location", "confidential_address"}}
    for program_id, location_id in recording.programs_at(session, places - at.keys()):
        at.setdefault(location_id, set()).add(program_id)
    found: dict[tuple[str, str], set[str]] = {}
    for each in nets:
        if each.program_id is not None:
            owners = {each.program_id}
        elif each.table in {"location", "confidential_address"}:
            owners = at.get(each.key, set())
        else:
            owners = set()
        found[each.table, each.key] = owners
    return found
