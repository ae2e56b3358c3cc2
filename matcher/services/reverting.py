"""Taking one change of listings back by hand: looked at first, done with a reason, undone again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, journal
from matcher.persistence.journal import Change, Kind
from matcher.services import history, undoing
from matcher.services.accounts.account import Account
from matcher.services.history import Act
from matcher.services.showing import ProgramUnknown
from matcher.services.undoing import NothingToUndo, Undo

ELSEWHERE = frozenset({Kind.IMPORT, Kind.MERGE})
"""Kinds that are taken back on pages of their own: more than listings hangs on them."""

MOST_NAMED = 20


class UndoneElsewhere(RuntimeError):
    """An import or a merge is taken back where imports and merges are."""

    def __init__(self, kind: Kind) -> None:
        """Remember of which kind it is."""
        super().__init__(f"A change of kind {kind} is not taken back here.")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one program."""

    program: Program
    acts: tuple[Act, ...]
    can_go: frozenset[int]
    """The change sets that can be taken back from its history."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What taking a change back would do, before anybody decides."""

    undo: Undo
    restored: tuple[Program, ...]
    """As many as are named."""
    changed_since: tuple[Program, ...]


def told(session: Session, taxonomy: Taxonomy, slug: str, on: date) -> Told:
    """Return what happened to the program of that address, the newest first.

    :raise ProgramUnknown: where there is none.
    """
    program = directory.program_by_slug(session, taxonomy, slug, on)
    if program is None:
        raise ProgramUnknown
    acts = history.history_of(session, program.id)
    roots = _roots(session, {act.id for act in acts if act.id is not None})
    can_go = frozenset(
        act.id
        for act in acts
        if act.id is not None and act.undone_by is None and roots[act.id] not in ELSEWHERE
    )
    return Told(program, tuple(acts), can_go)


def ask(session: Session, taxonomy: Taxonomy, set_id: int, on: date) -> Asked:
    """Say what taking a change back would do.

    :raise NothingToUndo: where there is none, or it was taken back already.
    :raise UndoneElsewhere: where it is an import or a merge.
    """
    _refuse_elsewhere(session, set_id)
    undo = undoing.preview(session, set_id)

    def named(ids: tuple[str, ...]) -> tuple[Program, ...]:
        some = ids[:MOST_NAMED]
        return tuple(directory.programs_by_ids(session, taxonomy, some, on).values())

    return Asked(undo, named(undo.restored), named(undo.changed_since))


def revert(
    session: Session,
    taxonomy: Taxonomy,
    set_id: int,
    actor: Account,
    why: str,
    at: datetime,
) -> int:
    """Take a change back; return the change set that did so.

    :raise NothingToUndo: where there is none, or it was taken back already.
    :raise UndoneElsewhere: where it is an import or a merge.
    """
    _refuse_elsewhere(session, set_id)
    change = Change(Kind.UNDO, actor.name, at, why, actor.id, undoes=set_id)
    try:
        undoing.undo(session, taxonomy, set_id, change)
    except NothingToUndo:
        session.rollback()
        raise
    session.commit()
    return journal.undone_by(session, [set_id])[set_id]


def _refuse_elsewhere(session: Session, set_id: int) -> None:
    if journal.change_set(session, set_id) is None:
        raise NothingToUndo
    kind = _roots(session, {set_id})[set_id]
    if kind in ELSEWHERE:
        raise UndoneElsewhere(kind)


def _roots(session: Session, ids: set[int]) -> dict[int, Kind]:
    """Return of which kind the change is that a chain of undoing began with."""
    sets = journal.change_sets(session, ids)
    found = {}
    for id_, made in sets.items():
        root = made
        while root.undoes is not None:
            before = journal.change_set(session, root.undoes)
            if before is None:
                break
            root = before
        found[id_] = Kind(root.kind)
    return found
