"""Taking in an edition of a directory: one transaction, and nothing lost of what we knew.

What it does is worked out first, by reading alone; only the writing holds the lock that others
wait for. Where the directory moved in between, it is worked out again under the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.importers.source import Reading
from matcher.persistence import answers, directory, journal, recording
from matcher.persistence.journal import Change, Kind
from matcher.services.import_planning import Planned, plan
from matcher.services.import_report import Options, Report

__all__ = ["Options", "Report", "Written", "run_import", "take_in", "write"]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in a transaction that is still the caller's to end."""

    planned: Planned
    change_set_id: int


def run_import(
    session: Session,
    taxonomy: Taxonomy,
    reading: Reading,
    options: Options,
    advance: Callable[[], object] = bool,
) -> Report:
    """Take in what was read, all or nothing; *advance* is called once a row.

    :raise SourceRefused: with nothing changed.
    """
    try:
        planned = plan(session, taxonomy, reading, options, advance)
        report = planned.report
        if not options.dry_run and report.changed:
            report = write(session, taxonomy, reading, options, planned).planned.report
    except BaseException:
        session.rollback()
        raise
    if options.dry_run or not report.changed:
        session.rollback()
    else:
        session.commit()
    return report


def take_in(
    session: Session,
    taxonomy: Taxonomy,
    reading: Reading,
    options: Options,
    advance: Callable[[], object] = bool,
) -> Report:
    """Take in what was read under a change that the caller may add to, and will commit."""
    planned = plan(session, taxonomy, reading, options, advance)
    return write(session, taxonomy, reading, options, planned).planned.report


def write(
    session: Session,
    taxonomy: Taxonomy,
    reading: Reading,
    options: Options,
    planned: Planned,
) -> Written:
    """Begin a change and write what was planned, or what it comes to on the directory of now."""
    set_id = journal.begin_change(
        session,
        Change(
            Kind.IMPORT,
            options.by,
            options.at or datetime.combine(options.on, time.min, UTC),
            reading.file_name,
            options.account_id,
        ),
    )
    if directory.version(session) != planned.version + 1:
        planned = plan(session, taxonomy, reading, options)
    if planned.derives_anew:
        answers.derive_all(session, taxonomy)
    if planned.report.samples_removed:
        recording.remove_samples(session)
    planned.keeper.write()
    if planned.report.changed:
        recording.sweep(session)
    return Written(planned, set_id)
