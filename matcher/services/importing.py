"""Taking in an edition of a directory: one transaction, and nothing lost of what we knew."""

from __future__ import annotations

import itertools
import json
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.identity import Marks, Rung, pair, possible_duplicates
from matcher.domain.spelling import slugify
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers.source import (
    Claim,
    ListingRow,
    Reading,
    SourceRefused,
    describe,
    vintage_in,
)
from matcher.persistence import answers, browse, places, recording
from matcher.persistence.listings import (
    ConfidentialAddress,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
)
from matcher.persistence.recording import Address, Batch, Known, Published, Record
from matcher.services.publishing import Gazetteer, Said, differences, name_of_source, publish

OURS = uuid.UUID("5f0c6a52-6f0b-5d53-9d0c-3a1f6d0d5a11")
"""The namespace of our ids: the same listing gets the same id on every machine."""

OWN_CSV = "csv"

SHORTEST_SUFFIX = 4

STRICT_ENOUGH = frozenset({Rung.EXACT, Rung.SPELLING, Rung.NAME_THERE})
"""A shared phone at one address joins editions of one directory, not two directories."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is to be run."""

    on: date
    vintage: date | None = None
    dry_run: bool = False
    strict: bool = False
    complete: bool = False
    """Whether a file that is not a whole edition may say what is no longer listed."""


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
        self.batch = Batch()
        self.sources: dict[tuple[Directory, date, str], int] = {}
        self.report = Report(reading.file_name, reading.kind, options.dry_run)

    def run(self, advance: Callable[[], object]) -> Report:
        """Do everything but end the transaction."""
        report, rows = self.report, self.reading.rows
        self._check_strictness()
        recording.begin_change(self.session)
        if not answers.up_to_date(self.session, self.taxonomy):
            answers.derive_all(self.session, self.taxonomy)
        self._meet_samples()
        self._check_vintages()
        self.known = recording.known_programs(self.session)
        self.slugs = {each.slug for each in self.known.values()}
        self.organizations = recording.organization_ids(self.session)
        self.gazetteer = Gazetteer(*places.centroids(self.session))
        recognised = self._recognise()
        for row in rows:
            self._take(row, recognised.get(row.number))
            advance()
        self._delist(set(recognised.values()))
        report.rows = len(rows)
        report.skipped = [str(problem) for problem in self.reading.problems]
        report.possible_duplicates = possible_duplicates(
            (row.number, row.described.marks) for row in rows
        )
        written = Counter(
            code
            for row in rows
            for claim in row.claims
            for code in set(answers.split_codes(claim.codes))
        )
        report.unknown_codes = {
            code: written[code] for code in self.taxonomy.unknown_codes(written)
        }
        self.batch.write(self.session)
        report.changed = bool(self.batch.inserts or self.batch.updates or report.samples_removed)
        if report.changed:
            recording.sweep(self.session)
        return report

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
        for directory in sorted({c.directory for row in self.reading.rows for c in row.claims}):
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

    def _recognise(self) -> dict[int, str]:
        """Return the program that each row (by its number) is; new ones are left out."""
        rows = {row.number: row for row in self.reading.rows}
        by_slug = {each.slug: each.id for each in self.known.values()}
        found = {
            number: own
            for number, row in rows.items()
            if (own := row.program_id if row.program_id in self.known else by_slug.get(row.slug))
        }
        present = {claim.directory for row in rows.values() for claim in row.claims}
        rungs: Counter[Rung] = Counter()
        for same_directory in (True, False):
            taken = set(found.values())
            programs = [
                (each.id, self._marks(each, present))
                for each in self.known.values()
                if each.records
                and each.id not in taken
                and bool(each.records.keys() & present) is same_directory
            ]
            left = [number for number in rows if number not in found]
            marks = [_row_marks(rows[number]) for number in left]
            for match in pair(programs, marks):
                if same_directory or match.rung in STRICT_ENOUGH:
                    found[left[match.row]] = match.program_id
                    rungs[match.rung] += 1
        self.report.recognized = {rung: rungs[rung] for rung in Rung if rungs[rung]}
        return found

    def _marks(self, known: Known, directories: set[Directory]) -> Marks:
        """Return how a program is recognised by a file of those directories."""
        kept = [known.records[each] for each in Directory if each in known.records]
        best = [known.records[each] for each in known.records if each in directories]
        record = (best or kept)[0]
        return _with_codes(describe(json.loads(record.raw)).marks, record.codes)

    def _take(self, row: ListingRow, program_id: str | None) -> None:
        if program_id is None:
            published = self._add(row)
        else:
            published = self._update(row, self.known[program_id])
        precision = published.address.precision or "unplaced"
        self.report.placed[precision] = self.report.placed.get(precision, 0) + 1

    def _add(self, row: ListingRow) -> Published:
        program_id = self._new_id(row)
        said = [self._said(claim, row) for claim in row.claims]
        published = publish(
            self.taxonomy, self.gazetteer, said, confidential=row.confidential, before=None
        )
        slug = self._new_slug(row, published, program_id)
        location_id = str(uuid.uuid5(OURS, f"location {program_id}"))
        self.known[program_id] = Known(program_id, slug, location_id, row.sample, published, {})
        self._insert_location(location_id, published.address)
        self.batch.insert(
            Program,
            id=program_id,
            slug=slug,
            location_id=location_id,
            sample=row.sample,
            **self._program_values(published),
        )
        for each in said:
            self._insert_record(program_id, row, each)
        self.report.add += 1
        return published

    def _update(self, row: ListingRow, known: Known) -> Published:
        said = {claim.directory: self._said(claim, row) for claim in row.claims}
        kept = _kept(known)
        published = publish(
            self.taxonomy,
            self.gazetteer,
            (kept | said).values(),
            confidential=known.published.address.confidential or row.confidential,
            before=known.published,
        )
        fields = differences(known.published, published)
        if _codes(kept) != _codes(kept | said):
            fields.append("codes")
        if self.reading.kind == OWN_CSV and not fields and published == known.published:
            # Our own words come back: the row they were made from says more, so it stays.
            self.report.same += 1
            return published
        for directory, each in said.items():
            self._keep_record(known, row, each, known.records.get(directory))
        self._keep_program(known, published)
        for name in fields:
            self.report.changed_fields[name] = self.report.changed_fields.get(name, 0) + 1
        self.report.change += bool(fields)
        self.report.same += not fields
        return published

    def _delist(self, named: set[str]) -> None:
        """Mark what the new edition of a directory does not hold."""
        if not (self.reading.delists or self.options.complete):
            return
        present = {claim.directory for row in self.reading.rows for claim in row.claims}
        named = named | self._seen_in_skipped_rows(named)
        for known in self.known.values():
            gone = {
                directory: record
                for directory, record in known.records.items()
                if directory in present and record.current
            }
            if known.id in named or not gone:
                continue
            for record in gone.values():
                self.batch.update(SourceRecord, id=record.id, current=False)
            kept = {
                directory: replace(each, current=each.current and directory not in gone)
                for directory, each in _kept(known).items()
            }
            published = publish(
                self.taxonomy,
                self.gazetteer,
                kept.values(),
                confidential=known.published.address.confidential,
                before=known.published,
            )
            self._keep_program(known, published)
            if published.listed:
                self.report.change += 1
            else:
                self.report.no_longer_listed += 1

    def _seen_in_skipped_rows(self, named: set[str]) -> set[str]:
        """Return the programs of rows that cannot be used: they are not gone."""
        seen = [problem.seen for problem in self.reading.problems if problem.seen is not None]
        present = {claim.directory for row in seen for claim in row.claims}
        programs = [
            (each.id, self._marks(each, present))
            for each in self.known.values()
            if each.records and each.id not in named
        ]
        return {match.program_id for match in pair(programs, [_row_marks(row) for row in seen])}

    def _said(self, claim: Claim, row: ListingRow) -> Said:
        vintage = self._vintage(claim)
        return Said(
            directory=claim.directory,
            source_name=claim.source_name or name_of_source(claim.directory, vintage),
            vintage=vintage,
            current=claim.current,
            codes=claim.codes,
            raw=json.dumps(row.raw, ensure_ascii=False),
        )

    def _source(self, said: Said) -> int:
        key = (said.directory, said.vintage, said.source_name)
        if key not in self.sources:
            self.sources[key] = recording.source_id(
                self.session,
                Source(
                    kind=self.reading.kind,
                    directory=said.directory,
                    vintage=said.vintage,
                    name=said.source_name,
                    file_name=self.reading.file_name,
                    imported_on=self.options.on,
                ),
            )
        return self.sources[key]

    def _insert_record(self, program_id: str, row: ListingRow, said: Said) -> None:
        self.batch.insert(
            SourceRecord,
            program_id=program_id,
            source_id=self._source(said),
            directory=said.directory,
            current=said.current,
            row_number=row.number,
            codes=said.codes,
            raw=said.raw,
        )

    def _keep_record(
        self, known: Known, row: ListingRow, said: Said, record: Record | None
    ) -> None:
        if record is None:
            self._insert_record(known.id, row, said)
            return
        now = {
            "source_id": self._source(said),
            "current": said.current,
            "row_number": row.number,
            "codes": said.codes,
            "raw": said.raw,
        }
        if any(getattr(record, name) != value for name, value in now.items()):
            self.batch.update(SourceRecord, id=record.id, **now)

    def _keep_program(self, known: Known, published: Published) -> None:
        before = known.published
        if published.address != before.address:
            self._update_location(known, published.address)
        if replace(published, address=before.address) != before:
            values = self._program_values(published)
            self.batch.update(Program, id=known.id, **values)

    def _program_values(self, published: Published) -> dict[str, Any]:
        return {
            "organization_id": self._organization(published),
            "name": published.name,
            "phone": published.phone,
            "intake_phone": published.intake_phone,
            "website": published.website,
            "listed": published.listed,
            "directories": published.directories,
            "vintage": published.vintage,
            "imported_from": published.imported_from,
            "answers": published.answers,
        }

    def _organization(self, published: Published) -> str:
        name, state = published.organization, published.address.state
        id_ = str(uuid.uuid5(OURS, f"organization {name}\x1f{state}"))
        if id_ not in self.organizations:
            self.organizations.add(id_)
            self.batch.insert(Organization, id=id_, name=name, state=state)
        return id_

    def _insert_location(self, location_id: str, address: Address) -> None:
        self.batch.insert(Location, id=location_id, **_told(address))
        if address.confidential:
            self.batch.insert(ConfidentialAddress, location_id=location_id, **_secret(address))

    def _update_location(self, known: Known, address: Address) -> None:
        self.batch.update(Location, id=known.location_id, **_told(address))
        if address.confidential:
            keep = self.batch.update if known.published.address.confidential else self.batch.insert
            keep(ConfidentialAddress, location_id=known.location_id, **_secret(address))

    def _new_id(self, row: ListingRow) -> str:
        if row.program_id:
            return row.program_id
        if row.slug:
            return str(uuid.uuid5(OURS, f"slug {row.slug}"))
        four = "\x1f".join(row.described.marks.four)
        names = (f"program {four}\x1f{ordinal}" for ordinal in itertools.count(1))
        ids = (str(uuid.uuid5(OURS, name)) for name in names)
        return next(id_ for id_ in ids if id_ not in self.known)

    def _new_slug(self, row: ListingRow, published: Published, program_id: str) -> str:
        address = published.address
        wanted = row.slug or slugify(published.name, address.city, address.state) or "program"
        slug = next(
            slug
            for length in range(len(program_id) + 1)
            if (slug := f"{wanted}-{program_id[:length]}".rstrip("-")) not in self.slugs
            and (length == 0 or length >= SHORTEST_SUFFIX)
        )
        self.slugs.add(slug)
        return slug


def _row_marks(row: ListingRow) -> Marks:
    return _with_codes(row.described.marks, " ".join(claim.codes for claim in row.claims))


def _with_codes(marks: Marks, codes: str) -> Marks:
    return replace(marks, codes=" ".join(sorted(answers.split_codes(codes))))


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


def _told(address: Address) -> dict[str, Any]:
    """Return what a location may tell."""
    values = asdict(address)
    if address.confidential:
        values |= dict.fromkeys(_secret(address), "")
    return values


def _secret(address: Address) -> dict[str, str]:
    return {
        "street": address.street,
        "street2": address.street2,
        "postal_code": address.postal_code,
    }
