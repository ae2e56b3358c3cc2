"""Merging two listings into one, and taking it back; each in one transaction, under the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import (
    answers,
    followers,
    journal,
    journal_reading,
    journal_rows,
    merging,
    recording,
)
from matcher.persistence import duplicates as store
from matcher.persistence.duplicates import Merge
from matcher.persistence.followers import Moved
from matcher.persistence.journal import Change, Kind
from matcher.persistence.journal_reading import Net
from matcher.services.accounts.account import Account
from matcher.services.duplicates import facing
from matcher.services.duplicates.facing import STATEMENTS, Choice, Facing, Obstacle, Pick
from matcher.services.duplicates.pairs import Merged, merged_of
from matcher.services.editing import DetailEdit, Edit, FactEdit, Grounds, write_edits
from matcher.services.republishing import republish


class CannotMerge(RuntimeError):
    """The two cannot be merged as they stand."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        super().__init__("The two cannot be merged as they stand.")
        self.obstacles = tuple(obstacles)


class ChangedMeanwhile(RuntimeError):
    """One of the two was changed after the curator looked."""


class MergeUnknown(LookupError):
    """There is no such merge, or it was taken back already."""


class MergedOnwards(RuntimeError):
    """The listing that stayed is part of another by now: that merge is to be taken back first."""


class ChangedSince(RuntimeError):
    """Curators changed since what the merge decided; taking it back would lose their words."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__("Curators changed since what the merge decided.")
        self.names = tuple(names)
        """Terms and fields."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a curator decided."""

    stays_id: str
    other_id: str
    picks: Mapping[str, Pick]
    """By `Choice.key`; what is missing stays at its default."""
    seen: str
    """`Facing.seen`, as the page showed it."""


def picked(choice: Choice, picks: Mapping[str, Pick]) -> Pick:
    """Return whose value stays."""
    return picks.get(choice.key, choice.default)


def merge(
    session: Session, taxonomy: Taxonomy, wanted: Wanted, actor: Account, at: datetime
) -> int:
    """Let one listing become part of another; return the merge's number.

    The other's row stays, unlisted: old links lead on by it, and importers recognise by it the row
    that must not be listed again.

    :raise CannotMerge: where something stands in the way.
    :raise ChangedMeanwhile: where either was changed since the page was shown.
    """
    try:
        made = _merge(session, taxonomy, wanted, actor, at)
    except BaseException:
        session.rollback()
        raise
    session.commit()
    return made


def undo(session: Session, taxonomy: Taxonomy, merge_id: int, actor: Account, at: datetime) -> None:
    """Make two listings of one again, bit for bit where nobody touched them since.

    What imports brought since stays with the listing whose row it is; later words of curators on
    what the merge decided are never lost: then it is refused.

    :raise MergeUnknown: where there is none in force.
    :raise MergedOnwards: where the listing that stayed was merged itself.
    :raise ChangedSince: where curators changed what the merge decided.
    """
    try:
        _undo(session, taxonomy, merge_id, actor, at)
    except BaseException:
        session.rollback()
        raise
    session.commit()


@dataclass(frozen=True, slots=True)
class Told:
    """One merge, and whether it can be taken back."""

    merged: Merged
    changed_since: tuple[str, ...]
    """Terms and fields that curators changed since: they stand in the way."""
    merged_onwards: bool
    """Whether the listing that stayed is part of another by now."""

    @property
    def can_be_undone(self) -> bool:
        """Whether nothing stands in the way."""
        return self.merged.in_force and not (self.changed_since or self.merged_onwards)


def told(session: Session, merge_id: int) -> Told:
    """Return one merge.

    :raise MergeUnknown: where there is none.
    """
    found = store.merge(session, merge_id)
    if found is None:
        raise MergeUnknown
    (merged,) = merged_of(session, [found])
    if not merged.in_force:
        return Told(merged, (), merged_onwards=False)
    return Told(
        merged,
        _changed_words(journal_reading.net(session, found.change_set_id)),
        merged_onwards=store.merge_in_force(session, found.survivor_id) is not None,
    )


def _merge(
    session: Session, taxonomy: Taxonomy, wanted: Wanted, actor: Account, at: datetime
) -> int:
    stays_id, other_id = wanted.stays_id, wanted.other_id
    change = Change(Kind.MERGE, actor.name, at, account_id=actor.id)
    set_id = journal.begin_change(session, change)
    seen = facing.face(session, taxonomy, stays_id, other_id)
    if seen.obstacles:
        raise CannotMerge(seen.obstacles)
    if seen.seen != wanted.seen:
        raise ChangedMeanwhile
    merging.say_why(
        session, set_id, f"“{_name(seen.other.known)}” was the same program, listed twice"
    )
    terms, fields = _words_that_come(seen, wanted.picks)
    merging.move_words(session, other_id, stays_id, terms, fields)
    merging.move_records(session, other_id, stays_id, seen.directories_moving)
    merging.take_off_the_list(session, other_id)
    edits = list(_edits(seen, wanted.picks))
    write_edits(session, taxonomy, stays_id, edits, actor.name, at.date())
    republish(session, taxonomy, [stays_id], at.date())
    moved = followers.follow(session, other_id, stays_id)
    made = Merge(
        survivor_id=stays_id,
        merged_id=other_id,
        change_set_id=set_id,
        merged_by=actor.name,
        merged_at=at.astimezone(UTC).replace(tzinfo=None),
        moved=json.dumps([asdict(each) for each in moved]),
        undone_by="",
        undone_at=None,
    )
    session.add(made)
    session.flush()
    return made.id


def _name(known: recording.Known) -> str:
    return known.published.name


def _words_that_come(seen: Facing, picks: Mapping[str, Pick]) -> tuple[list[str], list[Field]]:
    """Return the terms and the fields of which the other's words come along, whole as they are."""
    terms = seen.other.facts.keys() - seen.stays.facts.keys()
    fields = seen.other.details.keys() - seen.stays.details.keys()
    for choice in seen.choices:
        pick = picked(choice, picks)
        if choice.kind is facing.Kind.FACT:
            terms = terms | {choice.name} if pick is Pick.OTHER else terms - {choice.name}
        elif choice.kind is facing.Kind.FIELD and Field(choice.name) in seen.other.details:
            field = Field(choice.name)
            fields = fields | {field} if pick is Pick.OTHER else fields - {field}
    return sorted(terms), sorted(fields)


def _edits(seen: Facing, picks: Mapping[str, Pick]) -> Iterable[Edit]:
    """Yield what is recorded of the listing that stays, in the other's words."""
    grounds = Grounds(
        seen.other.known.published.imported_from or "its other listing", Evidence.PROGRAM
    )
    for choice in seen.choices:
        if picked(choice, picks) is not Pick.OTHER:
            continue
        if choice.kind is facing.Kind.ANSWER:
            yield FactEdit(choice.name, STATEMENTS[seen.other.outcomes[choice.name]], grounds)
        elif choice.kind is facing.Kind.FIELD and Field(choice.name) not in seen.other.details:
            field = Field(choice.name)
            yield DetailEdit(field, facing.written(seen.other.known, field), grounds)


def _in_force(session: Session, merge_id: int) -> Merge:
    found = store.merge(session, merge_id)
    if found is None or found.undone_at is not None:
        raise MergeUnknown
    return found


def _undo(
    session: Session, taxonomy: Taxonomy, merge_id: int, actor: Account, at: datetime
) -> None:
    found = _in_force(session, merge_id)
    change = Change(Kind.UNDO, actor.name, at, account_id=actor.id, undoes=found.change_set_id)
    journal.begin_change(session, change)
    found = _in_force(session, merge_id)
    stays_id, other_id = found.survivor_id, found.merged_id
    if store.merge_in_force(session, stays_id) is not None:
        raise MergedOnwards
    nets = journal_reading.net(session, found.change_set_id)
    names = _changed_words(nets)
    if names:
        raise ChangedSince(names)
    later = any(each.touched_since for each in nets)
    journal_rows.restore(session, [back for each in nets if (back := _as_before(each)) is not None])
    if later:
        merging.drop_stale_records(session, other_id)
        republish(session, taxonomy, [stays_id, other_id], at.date())
    recording.sweep(session)
    answers.derive_for(session, taxonomy, [stays_id, other_id])
    moved = [Moved(**each) for each in json.loads(found.moved)]
    followers.give_back(session, moved, stays_id, other_id)
    found.undone_by, found.undone_at = actor.name, at.astimezone(UTC).replace(tzinfo=None)
    session.flush()


WORDS = {"fact": "term", "detail": "field"}


def _changed_words(nets: Iterable[Net]) -> tuple[str, ...]:
    """Return the terms and fields that a curator changed after the merge decided them."""
    names = set()
    for each in nets:
        if each.table in WORDS and each.touched_since:
            row = each.now or each.after or each.before or {}
            names.add(str(row[WORDS[each.table]]))
    return tuple(sorted(names))


SHARED = frozenset({"organization", "location", "source"})
"""Rows that others may have come to use; those that nobody uses are swept away."""


def _as_before(net: Net) -> Net | None:
    """Return what a row is to become again: the merge's part taken back, what came later kept."""
    if net.before is None:
        return None if net.table in SHARED or net.touched_since else net
    if not net.touched_since:
        return net
    if net.now is None:
        return None if net.after is not None else net
    after = net.after or net.before
    back = {
        name: value if net.now[name] == after[name] else net.now[name]
        for name, value in net.before.items()
    }
    return Net(net.table, net.key, net.program_id, back, net.after, net.now)
