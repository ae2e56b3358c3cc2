"""Pairs of listings that may be one program, what was decided of them, and what was merged.

A program that was merged into another keeps its row, its slug and its directories' records: old
links lead on by it, and importers recognise by it what must not be listed again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Exists,
    ForeignKey,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.drafts import Draft
from matcher.persistence.listings import ListingState, Program, one_of


class DuplicatePair(Base):
    """Two listings that may be one program."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        one_of("state", "open", "not_same"),
        CheckConstraint("one_id < other_id", name="in_order"),
        CheckConstraint("score BETWEEN 0 AND 100", name="scored"),
        CheckConstraint(
            "(state = 'open') = (decided_on IS NULL) AND (state = 'open') = (decided_by = '')",
            name="decided_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    """The lesser of the two ids."""
    other_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    score: Mapped[int] = mapped_column(index=True)
    found_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date | None]


class Merge(Base):
    """One program that became part of another; undone, it is told but holds no more."""

    __tablename__ = "program_merge"
    __table_args__ = (
        CheckConstraint("merged_id <> survivor_id", name="of_two"),
        CheckConstraint("merged_by <> ''", name="attributed"),
        CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name="undone_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survivor_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    merged_id: Mapped[str] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    change_set_id: Mapped[int] = mapped_column(ForeignKey("change_set.id"), index=True)
    """What it changed in the directory; the journal holds it row by row."""
    merged_by: Mapped[str] = mapped_column(Text)
    merged_at: Mapped[datetime]
    """In UTC, without a zone."""
    moved: Mapped[str] = mapped_column(Text)
    """The rows outside the journal that followed, as JSON (`persistence.followers`)."""
    undone_by: Mapped[str] = mapped_column(Text)
    """Empty while it holds."""
    undone_at: Mapped[datetime | None]


class DuplicateSearch(Base):
    """One row: when the directory was last searched for pairs, and which version of it."""

    __tablename__ = "duplicate_search"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    searched_on: Mapped[date]


@dataclass(frozen=True, slots=True)
class Searched:
    """The last search."""

    on: date
    changed_since: bool
    """Whether any listing changed since."""


def last_search(session: Session) -> Searched | None:
    """Return when pairs were last looked for; None where they never were."""
    found = session.get(DuplicateSearch, 1)
    if found is None:
        return None
    return Searched(
        found.searched_on, session.scalar(select(ListingState.version)) != found.version
    )


def keep_found(
    session: Session, scores: Mapping[tuple[str, str], int], version: int, on: date
) -> None:
    """Keep the pairs found; what was decided stays, and open pairs not found again go."""
    kept = {(each.one_id, each.other_id): each for each in session.scalars(select(DuplicatePair))}
    gone = [each.id for pair, each in kept.items() if each.state == "open" and pair not in scores]
    for start in range(0, len(gone), 1000):
        session.execute(
            delete(DuplicatePair).where(DuplicatePair.id.in_(gone[start : start + 1000]))
        )
    fresh = [
        {
            "one_id": one,
            "other_id": other,
            "score": score,
            "found_on": on,
            "state": "open",
            "decided_by": "",
            "decided_on": None,
        }
        for (one, other), score in scores.items()
        if (one, other) not in kept
    ]
    if fresh:
        session.execute(insert(DuplicatePair), fresh)
    for pair, each in kept.items():
        if pair in scores and each.score != scores[pair]:
            each.score = scores[pair]
    searched = session.get(DuplicateSearch, 1)
    if searched is None:
        session.add(DuplicateSearch(id=1, version=version, searched_on=on))
    else:
        searched.version, searched.searched_on = version, on
    session.flush()


def pair(session: Session, pair_id: int) -> DuplicatePair | None:
    """Return one pair, as it stands."""
    return session.get(DuplicatePair, pair_id, populate_existing=True)


def pair_of(session: Session, one: str, other: str) -> DuplicatePair | None:
    """Return the pair of two programs, in whichever order they are given."""
    lesser, greater = sorted((one, other))
    return session.scalar(
        select(DuplicatePair).where(
            DuplicatePair.one_id == lesser, DuplicatePair.other_id == greater
        )
    )


def pairs(
    session: Session, state: str, scores: range, limit: int, offset: int = 0
) -> list[DuplicatePair]:
    """Return the pairs of a state and of those scores, the best first."""
    query = select(DuplicatePair).where(*_standing(state, scores))
    order = (DuplicatePair.score.desc(), DuplicatePair.id)
    return list(session.scalars(query.order_by(*order).limit(limit).offset(offset)))


def count_pairs(session: Session, state: str, scores: range) -> int:
    """Count the pairs of a state and of those scores."""
    query = select(func.count()).select_from(DuplicatePair).where(*_standing(state, scores))
    return session.scalar(query) or 0


def _standing(state: str, scores: range) -> tuple[ColumnElement[bool], ...]:
    """Leave out pairs of which one was merged meanwhile, or that nobody lists any more.

    Asked pair by pair: a list of everything that is listed takes longer than all the rest.
    """
    one, other = DuplicatePair.one_id, DuplicatePair.other_id
    return (
        DuplicatePair.state == state,
        DuplicatePair.score.between(scores[0], scores[-1]),
        or_(_is_listed(one), _is_listed(other)),
        ~_is_merged(one),
        ~_is_merged(other),
    )


def _is_listed(id_: InstrumentedAttribute[str]) -> Exists:
    return select(Program.id).where(Program.id == id_, Program.listed).exists()


def _is_merged(id_: InstrumentedAttribute[str]) -> Exists:
    return select(Merge.id).where(Merge.merged_id == id_, Merge.undone_at.is_(None)).exists()


def merge(session: Session, merge_id: int) -> Merge | None:
    """Return one merge, as it stands."""
    return session.get(Merge, merge_id, populate_existing=True)


def merge_of_change(session: Session, change_set_id: int) -> Merge | None:
    """Return the merge that made a change set; None where it was none."""
    return session.scalar(select(Merge).where(Merge.change_set_id == change_set_id))


def merge_in_force(session: Session, merged_id: str) -> Merge | None:
    """Return the merge by which a program is part of another; None where it is its own."""
    return session.scalar(
        select(Merge).where(Merge.merged_id == merged_id, Merge.undone_at.is_(None))
    )


def merges(session: Session, limit: int, offset: int = 0) -> list[Merge]:
    """Return merges, the newest first."""
    return list(
        session.scalars(select(Merge).order_by(Merge.id.desc()).limit(limit).offset(offset))
    )


def count_merges(session: Session) -> int:
    """Count all merges, those undone too."""
    return session.scalar(select(func.count()).select_from(Merge)) or 0


def survivors(session: Session, program_ids: Collection[str] | None = None) -> dict[str, str]:
    """Return, by program that was merged, the one to look at now, however often merged since."""
    query = select(Merge.merged_id, Merge.survivor_id).where(Merge.undone_at.is_(None))
    direct: dict[str, str] = {}
    wanted: Iterable[str] | None = program_ids
    while wanted is None or wanted:
        asked = query if wanted is None else query.where(Merge.merged_id.in_(list(wanted)))
        found = dict(session.execute(asked).all())
        direct |= found
        if wanted is None:
            break
        wanted = set(found.values()) - direct.keys()
    return {merged: _followed(direct, merged) for merged in direct}


def _followed(direct: Mapping[str, str], merged: str) -> str:
    seen = {merged}
    while (merged := direct[merged]) in direct and merged not in seen:
        seen.add(merged)
    return merged


def decide(session: Session, pair_id: int, state: str, by: str, on: date | None) -> None:
    """Remember what was decided of a pair; *by* empty and *on* None take it back."""
    session.execute(
        update(DuplicatePair)
        .where(DuplicatePair.id == pair_id)
        .values(state=state, decided_by=by, decided_on=on)
    )


def open_drafts(session: Session, program_id: str) -> int:
    """Count the unpublished drafts of a program, whoever has them."""
    query = select(func.count()).select_from(Draft)
    query = query.where(Draft.program_id == program_id, Draft.state == "open")
    return session.scalar(query) or 0
