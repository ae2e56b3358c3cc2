"""Taking in an edition of a directory: one transaction, and nothing lost of what we knew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from matcher.domain.identity import possible_duplicates
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers import own_csv
from matcher.importers.source import Claim, ListingRow, Reading, SourceRefused, vintage_in
from matcher.persistence import answers, browse, journal, places, recording
from matcher.persistence.journal import Change, Kind
from matcher.persistence.recording import Known, Published
from matcher.services import recognising
from matcher.services.keeping import Keeper
from matcher.services.publishing import Gazetteer, Said, differences, name_of_source, publish


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is to be run."""

    on: date
    vintage: date | None = None
    dry_run: bool = False
    strict: bool = False
    complete: bool = False
    """Whether a file that is not a whole edition may say what is no longer listed."""
    at: datetime | None = None
    """The moment, for the journal; None: the day's first."""
    by: str = "the command line"
    """Who imports, as curators read it."""
    account_id: int | None = None


@dataclass(slots=True)
class Report:
    """What an import did, or with a dry run would do."""

    file: str
    kind: str
    dry_run: bool
    vintages: dict[str, str] = field(default_factory=dict)
    """By directory, the day its edition speaks for."""
    rows: int = 0
    add: int = 0
    change: int = 0
    no_longer_listed: int = 0
    same: int = 0
    recognized: dict[str, int] = field(default_factory=dict)
    """How programs known before were recognised, by rung."""
    changed_fields: dict[str, int] = field(default_factory=dict)
    placed: dict[str, int] = field(default_factory=dict)
    """How closely the listings of the file are placed."""
    unknown_codes: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    possible_duplicates: list[tuple[int, ...]] = field(default_factory=list)
    """Numbers of rows that share names, street and ZIP."""
    samples_removed: int = 0
    changed: bool = False
    """Whether anything at all is kept that was not; the age of a source counts."""


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
        report = take_in(session, taxonomy, reading, options, advance)
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
    """Do all that `run_import` does but end the transaction, which is the caller's."""
    return _Import(session, taxonomy, reading, options).run(advance)


class _Import:
    """One import while it runs."""

    def __init__(
        self, session: Session, taxonomy: Taxonomy, reading: Reading, options: Options
    ) -> None:
        self.session = session
        self.taxonomy = taxonomy
        self.reading = reading
        self.options = options
        self.directories = {claim.directory for row in reading.rows for claim in row.claims}
        self.report = Report(reading.file_name, reading.kind, options.dry_run)

    def run(self, advance: Callable[[], object]) -> Report:
        """Do everything but end the transaction."""
        report, rows = self.report, self.reading.rows
        self._check_strictness()
        self._begin_change()
        if not answers.up_to_date(self.session, self.taxonomy):
            answers.derive_all(self.session, self.taxonomy)
        self._meet_samples()
        self._check_vintages()
        self.known = recording.known_programs(self.session)
        self.gazetteer = Gazetteer(*places.centroids(self.session))
        self.keeper = Keeper(self.session, self.reading, self.options.on, self.known)
        recognised, report.recognized = recognising.recognise(self.known, rows)
        for row in rows:
            self._take(row, recognised.get(row.number))
            advance()
        self._delist(set(recognised.values()))
        report.rows = len(rows)
        report.skipped = [str(problem) for problem in self.reading.problems]
        report.possible_duplicates = possible_duplicates(
            (row.number, row.described.marks) for row in rows
        )
        report.unknown_codes = self._unknown_codes()
        report.changed = self.keeper.write() or report.samples_removed > 0
        if report.changed:
            recording.sweep(self.session)
        return report

    def _begin_change(self) -> None:
        options = self.options
        journal.begin_change(
            self.session,
            Change(
                Kind.IMPORT,
                options.by,
                options.at or datetime.combine(options.on, time.min, UTC),
                self.reading.file_name,
                options.account_id,
            ),
        )

    def _unknown_codes(self) -> dict[str, int]:
        written = Counter(
            code
            for row in self.reading.rows
            for claim in row.claims
            for code in set(answers.split_codes(claim.codes))
        )
        return {code: written[code] for code in self.taxonomy.unknown_codes(written)}

    def _check_strictness(self) -> None:
        problems = self.reading.problems
        if self.options.strict and problems:
            raise SourceRefused(f"{len(problems)} rows cannot be used: {problems[0]}.")

    def _meet_samples(self) -> None:
        """Make room: real listings and fictional ones never stand side by side."""
        if any(not row.sample for row in self.reading.rows):
            self.report.samples_removed = recording.remove_samples(self.session)
        elif browse.has_real(self.session):
            raise SourceRefused(
                "Sample listings do not go into a database that holds real listings."
            )

    def _check_vintages(self) -> None:
        for directory in sorted(self.directories):
            spoken = max(
                self._vintage(claim)
                for row in self.reading.rows
                for claim in row.claims
                if claim.directory is directory
            )
            newest = recording.newest_vintage(self.session, directory)
            if newest is not None and spoken < newest:
                raise SourceRefused(
                    f"{self.reading.file_name} is of {spoken}, but the {directory} directory here"
                    f" is already of {newest}."
                )
            self.report.vintages[directory] = spoken.isoformat()

    def _vintage(self, claim: Claim) -> date:
        told = self.options.vintage or claim.vintage or vintage_in(self.reading.file_name)
        return told or self.options.on

    def _take(self, row: ListingRow, program_id: str | None) -> None:
        if program_id is None:
            published = self._add(row)
        else:
            published = self._update(row, self.known[program_id])
        precision = published.address.precision or "unplaced"
        self.report.placed[precision] = self.report.placed.get(precision, 0) + 1

    def _add(self, row: ListingRow) -> Published:
        said = self._said(row)
        published = self._publish(said, row.confidential)
        self.keeper.add(row, said.values(), published)
        self.report.add += 1
        return published

    def _update(self, row: ListingRow, known: Known) -> Published:
        said, kept = self._said(row), _kept(known)
        published = self._publish(kept | said, row.confidential, known.published)
        fields = differences(known.published, published)
        if _codes(kept) != _codes(kept | said):
            fields.append("codes")
        self.report.change += bool(fields)
        self.report.same += not fields
        for name in fields:
            self.report.changed_fields[name] = self.report.changed_fields.get(name, 0) + 1
        if self.reading.kind == own_csv.KIND and not fields and published == known.published:
            # Our own words come back: the row they were made from says more, so it stays.
            return published
        for each in said.values():
            self.keeper.keep_record(known, row, each)
        self.keeper.keep_program(known, published)
        return published

    def _delist(self, named: set[str]) -> None:
        """Mark what the new edition of a directory does not hold."""
        if not (self.reading.delists or self.options.complete):
            return
        skipped = [problem.seen for problem in self.reading.problems if problem.seen is not None]
        # A row that cannot be used is still there: its program is not gone.
        named = named | recognising.seen_in(self.known, skipped, named)
        for known in self.known.values():
            gone = {
                directory
                for directory, record in known.records.items()
                if directory in self.directories and record.current
            }
            if known.id in named or not gone:
                continue
            kept = {
                directory: replace(each, current=each.current and directory not in gone)
                for directory, each in _kept(known).items()
            }
            published = self._publish(kept, confidential=False, before=known.published)
            self.keeper.drop_records(known, gone)
            self.keeper.keep_program(known, published)
            self.report.change += published.listed
            self.report.no_longer_listed += not published.listed

    def _publish(
        self,
        said: Mapping[Directory, Said],
        confidential: bool,  # noqa: FBT001  as the row says it
        before: Published | None = None,
    ) -> Published:
        return publish(
            self.taxonomy,
            self.gazetteer,
            said.values(),
            confidential=confidential or (before is not None and before.address.confidential),
            before=before,
        )

    def _said(self, row: ListingRow) -> dict[Directory, Said]:
        raw = json.dumps(row.raw, ensure_ascii=False)
        return {
            claim.directory: Said(
                directory=claim.directory,
                source_name=claim.source_name
                or name_of_source(claim.directory, self._vintage(claim)),
                vintage=self._vintage(claim),
                current=claim.current,
                codes=claim.codes,
                raw=raw,
            )
            for claim in row.claims
        }


def _kept(known: Known) -> dict[Directory, Said]:
    return {
        directory: Said(
            directory, record.source_name, record.vintage, record.current, record.codes, record.raw
        )
        for directory, record in known.records.items()
    }


def _codes(said: Mapping[Directory, Said]) -> dict[Directory, frozenset[str]]:
    return {
        directory: frozenset(answers.split_codes(each.codes)) for directory, each in said.items()
    }
