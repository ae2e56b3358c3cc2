"""The writes of a merge: few rows, each of which the journal's triggers see."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from matcher.domain.details import Field
from matcher.domain.taxonomy import Directory
from matcher.persistence.details import Detail
from matcher.persistence.journal import ChangeSet
from matcher.persistence.listings import Fact, Program, Source, SourceRecord


def say_why(session: Session, set_id: int, why: str) -> None:
    """Name the reason of a change that was begun before the reason was known."""
    session.execute(update(ChangeSet).where(ChangeSet.id == set_id).values(why=why))


def move_words(
    session: Session,
    from_id: str,
    to_id: str,
    terms: Collection[str],
    fields: Collection[Field],
) -> None:
    """Let what curators said of one program stand for another, in place of what was said there."""
    for table, column, names in ((Fact, Fact.term, terms), (Detail, Detail.field, fields)):
        named = column.in_([str(each) for each in names])
        session.execute(delete(table).where(table.program_id == to_id, named))
        session.execute(
            update(table).where(table.program_id == from_id, named).values(program_id=to_id)
        )
    session.expire_all()


def move_records(
    session: Session, from_id: str, to_id: str, directories: Iterable[Directory]
) -> None:
    """Let those directories' rows speak of another program."""
    session.execute(
        update(SourceRecord)
        .where(
            SourceRecord.program_id == from_id,
            SourceRecord.directory.in_([str(each) for each in directories]),
        )
        .values(program_id=to_id)
    )


def take_off_the_list(session: Session, program_id: str) -> None:
    """Take a program off the list: its rows are kept to be recognised by, and hold it no more."""
    session.execute(
        update(SourceRecord)
        .where(SourceRecord.program_id == program_id, SourceRecord.current)
        .values(current=False)
    )
    session.execute(update(Program).where(Program.id == program_id).values(listed=False))
    session.expire_all()


def drop_stale_records(session: Session, program_id: str) -> None:
    """Mark the rows of a program that a newer edition of their directory does not hold."""
    newest = dict(
        session.execute(
            select(Source.directory, func.max(Source.vintage)).group_by(Source.directory)
        ).all()
    )
    rows = session.execute(
        select(SourceRecord.id, Source.directory, Source.vintage)
        .join(Source, Source.id == SourceRecord.source_id)
        .where(SourceRecord.program_id == program_id)
    ).all()
    stale = [id_ for id_, directory, vintage in rows if vintage < newest[directory]]
    session.execute(update(SourceRecord).where(SourceRecord.id.in_(stale)).values(current=False))
