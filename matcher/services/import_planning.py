"""What taking in a file would do: worked out by reading alone, so that nobody waits for it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.details import Details, in_force
from matcher.domain.identity import possible_duplicates
from matcher.domain.provenance import CuratedFact
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.domain.tombstone import Ending
from matcher.importers import locator, locator_json, own_csv
from matcher.importers.source import Claim, ListingRow, Reading, SourceRefused, vintage_in
from matcher.persistence import (
    answers,
    browse,
    details,
    directory,
    duplicates,
    places,
    recording,
)
from matcher.persistence.recording import Known, Published
from matcher.persistence.tombstones import Standing, Tombstones, tombstones
from matcher.services import recognising
from matcher.services.duplicates.recognised import follow_merges
from matcher.services.import_differences import conflicts, differences_of
from matcher.services.import_report import Difference, Effect, Finding, Options, Report
from matcher.services.keeping import Keeper
from matcher.services.publishing import Gazetteer, Said, differences, name_of_source, publish
from matcher.services.recognising import Group

FROM_THE_LOCATOR = frozenset({locator.KIND, locator_json.KIND})


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do to one version of the directory, ready to be written."""

    version: int
    report: Report
    findings: list[Finding]
    keeper: Keeper
    digest: str
    """The same for two plans that would write the same, to the letter."""
    derives_anew: bool
    """Whether the stored answers are of another taxonomy."""


def plan(
    session: Session,
    taxonomy: Taxonomy,
    reading: Reading,
    options: Options,
    advance: Callable[[], object] = bool,
) -> Planned:
    """Return what taking in *reading* would do; *advance* is called once a row.

    Nothing is locked: whoever writes it makes sure that the directory is still of its version.

    :raise SourceRefused: where it cannot be taken in.
    """
    return _Plan(session, taxonomy, reading, options).make(advance)


class _Plan:
    """One plan while it is made."""

    def __init__(
        self, session: Session, taxonomy: Taxonomy, reading: Reading, options: Options
    ) -> None:
        self.session = session
        self.taxonomy = taxonomy
        self.reading = reading
        self.options = options
        self.directories = {claim.directory for row in reading.rows for claim in row.claims}
        self.report = Report(reading.file_name, reading.kind, options.dry_run)
        self.findings: list[Finding] = []

    def make(self, advance: Callable[[], object]) -> Planned:
        """Decide about every row, and about every program that the file does not hold."""
        report, rows = self.report, self.reading.rows
        self._check_strictness()
        version = directory.version(self.session)
        derives_anew = not answers.up_to_date(self.session, self.taxonomy)
        replaces_samples = self._meets_samples()
        self._check_vintages(without_samples=replaces_samples)
        self._read_store(derives_anew=derives_anew, without_samples=replaces_samples)
        recognised, report.recognized = recognising.recognise(self.known, rows)
        groups, kept = follow_merges(recognised, self.merged_into)
        for group in groups:
            self._take(group)
            for _ in group.rows:
                advance()
        for group in kept:
            self._keep(group)
            for _ in group.rows:
                advance()
        self._delist([*groups, *kept])
        report.rows = len(rows)
        report.joined = len(rows) - len(groups)
        self._tell_problems()
        report.possible_duplicates = possible_duplicates(
            (row.number, row.described.marks) for row in rows
        )
        report.unknown_codes = self._unknown_codes()
        report.unmapped_services = dict(self.reading.unmapped)
        report.changed = self.keeper.anything or report.samples_removed > 0
        digest = f"{report.samples_removed} {self.keeper.digest}"
        return Planned(version, report, self.findings, self.keeper, digest, derives_anew)

    def _check_strictness(self) -> None:
        problems = self.reading.problems
        if self.options.strict and problems:
            raise SourceRefused(f"{len(problems)} rows cannot be used: {problems[0]}.")

    def _meets_samples(self) -> bool:
        """Whether samples make room: real and fictional listings never stand side by side."""
        if any(not row.sample for row in self.reading.rows):
            self.report.samples_removed = recording.count_samples(self.session)
            return self.report.samples_removed > 0
        if browse.has_real(self.session):
            raise SourceRefused(
                "Sample listings do not go into a database that holds real listings."
            )
        return False

    def _check_vintages(self, *, without_samples: bool) -> None:
        spoken: dict[Directory, date] = {}
        for row in self.reading.rows:
            for claim in row.claims:
                vintage = self._vintage(claim)
                spoken[claim.directory] = max(spoken.get(claim.directory, vintage), vintage)
        for each in sorted(spoken):
            newest = recording.newest_vintage(self.session, each, without_samples=without_samples)
            if newest is not None and spoken[each] < newest:
                raise SourceRefused(
                    f"{self.reading.file_name} is of {spoken[each]}, but the {each} directory here"
                    f" is already of {newest}."
                )
            self.report.vintages[each] = spoken[each].isoformat()

    def _vintage(self, claim: Claim) -> date:
        told = self.options.vintage or claim.vintage or vintage_in(self.reading.file_name)
        return told or self.options.on

    def _read_store(self, *, derives_anew: bool, without_samples: bool) -> None:
        known = recording.known_programs(self.session)
        if without_samples:
            known = {id_: each for id_, each in known.items() if not each.sample}
        if derives_anew:
            known = {id_: self._derived(each) for id_, each in known.items()}
        self.known = known
        self.details: dict[str, Details] = {
            id_: in_force(each, self.options.on)
            for id_, each in details.all_details(self.session).items()
        }
        self.facts: dict[str, list[CuratedFact]] = {
            id_: [fact for fact in facts if fact.holds(self.options.on)]
            for id_, facts in directory.all_facts(self.session).items()
        }
        self.stones: Tombstones = tombstones(self.session)
        self.merged_into = duplicates.survivors(self.session)
        self.gazetteer = Gazetteer(*places.centroids(self.session))
        self.keeper = Keeper(
            self.session,
            self.reading,
            self.options.on,
            known,
            without_samples=without_samples,
        )

    def _derived(self, known: Known) -> Known:
        """Return a program with the answers that its codes come to under the taxonomy of today."""
        published = known.published
        codes = answers.in_force((each.current, each.codes) for each in known.records.values())
        letters = answers.derive(
            self.taxonomy, codes, answers.read_directories(published.directories)
        )
        return replace(known, published=replace(published, answers=letters))

    def _take(self, group: Group) -> None:
        if group.program_id is None:
            published = self._add(group)
        else:
            published = self._update(group, self.known[group.program_id])
        if published is not None:
            precision = published.address.precision or "unplaced"
            self.report.placed[precision] = self.report.placed.get(precision, 0) + 1

    def _add(self, group: Group) -> Published | None:
        row = group.rows[0]
        stone = self.stones.of_row(row.described.marks) if len(self.stones) else None
        if stone is not None and stone.kind is not Ending.MOVED:
            # What moved may well be back at its new place, under its old names and phone.
            self._hold(row, stone)
            return None
        said = self._said(group)
        published = self._publish(said, group)
        id_ = self.keeper.add(row, said.values(), published)
        self.report.add += 1
        self._find(Effect.NEW, published, row.number, id_)
        return published

    def _update(self, group: Group, known: Known) -> Published:
        said, kept = self._said(group), _kept(known)
        stone = self.stones.of_program(known.id)
        published = self._publish(kept | said, group, known)
        self._compare(group, known, kept | said, published)
        if stone is not None:
            self._hold(group.rows[0], stone)
        fields = differences(known.published, published)
        if _codes(kept) != _codes(kept | said):
            fields.append("codes")
        self.report.change += bool(fields)
        self.report.same += not fields
        for name in fields:
            self.report.changed_fields[name] = self.report.changed_fields.get(name, 0) + 1
        if fields:
            told = differences_of(self.taxonomy, known.published, published, fields)
            self._find(Effect.CHANGED, published, group.rows[0].number, known.id, told)
        if self.reading.kind == own_csv.KIND and not fields and published == known.published:
            # Our own words come back: the row they were made from says more, so it stays.
            return published
        for each in said.values():
            self.keeper.keep_record(known, each)
        self.keeper.keep_program(known, published)
        return published

    def _keep(self, group: Group) -> None:
        """Keep the rows of a program that is part of another, to be recognised by next time."""
        if group.program_id is None or self.reading.kind == own_csv.KIND:
            return
        for said in self._said(group).values():
            self.keeper.keep_record(self.known[group.program_id], replace(said, current=False))

    def _compare(
        self, group: Group, known: Known, said: Mapping[Directory, Said], published: Published
    ) -> None:
        """Note where a curator says otherwise than the file."""
        details_, facts = self.details.get(known.id, {}), self.facts.get(known.id, [])
        if not (details_ or facts):
            return
        bare = self._publish(said, group, known, curated=False)
        found = conflicts(self.taxonomy, bare, published, details_, facts)
        if found:
            self.report.conflicts += 1
            self._find(Effect.CONFLICT, published, group.rows[0].number, known.id, found)

    def _hold(self, row: ListingRow, stone: Standing) -> None:
        described = row.described
        name = described.name2 or described.name1
        self.report.held_back.append(f"row {row.number}, {name}: {WORDS[stone.kind]}")
        self.findings.append(
            Finding(
                Effect.HELD,
                row.number,
                stone.program_id,
                name,
                f"{described.city}, {described.state}",
                reason=stone.kind,
            )
        )

    def _delist(self, groups: list[Group]) -> None:
        """Mark what the new edition of a directory does not hold."""
        if not (self.reading.delists or self.options.complete):
            return
        named = {
            (group.program_id, claim.directory)
            for group in groups
            for row in group.rows
            for claim in row.claims
        }
        skipped = [problem.seen for problem in self.reading.problems if problem.seen is not None]
        # A row that cannot be used is still there: its program is not gone.
        whole = {group.program_id for group in groups if group.program_id is not None}
        still = recognising.seen_in(self.known, skipped, set() if self._mixed else whole)
        for known in self.known.values():
            gone = {
                each
                for each, record in known.records.items()
                if each in self.directories and record.current and (known.id, each) not in named
            }
            if known.id in still or not gone:
                continue
            self._drop(known, gone)

    @property
    def _mixed(self) -> bool:
        return len(self.directories) > 1

    def _drop(self, known: Known, gone: set[Directory]) -> None:
        kept = {
            each: replace(said, current=said.current and each not in gone)
            for each, said in _kept(known).items()
        }
        published = self._publish(kept, None, known)
        self.keeper.drop_records(known, gone)
        self.keeper.keep_program(known, published)
        if published.listed:
            self.report.change += 1
            fields = [*differences(known.published, published), "directories"]
            told = differences_of(self.taxonomy, known.published, published, fields)
            self._find(Effect.CHANGED, published, None, known.id, told)
        elif known.published.listed:
            self.report.no_longer_listed += 1
            self._find(Effect.GONE, published, None, known.id)

    def _find(
        self,
        effect: Effect,
        published: Published,
        row: int | None,
        program_id: str,
        told: tuple[Difference, ...] = (),
    ) -> None:
        place = f"{published.address.city}, {published.address.state}"
        self.findings.append(Finding(effect, row, program_id, published.name, place, told))

    def _tell_problems(self) -> None:
        for problem in self.reading.problems:
            self.report.skipped.append(str(problem))
            seen = problem.seen.described if problem.seen else None
            self.findings.append(
                Finding(
                    Effect.REFUSED,
                    problem.row,
                    None,
                    (seen.name2 or seen.name1) if seen else "",
                    f"{seen.city}, {seen.state}" if seen and seen.city else "",
                    reason=f"{problem.column}: {problem.message}",
                )
            )

    def _unknown_codes(self) -> dict[str, int]:
        written = Counter(
            code
            for row in self.reading.rows
            for claim in row.claims
            for code in set(answers.split_codes(claim.codes))
        )
        return {code: written[code] for code in self.taxonomy.unknown_codes(written)}

    def _publish(
        self,
        said: Mapping[Directory, Said],
        group: Group | None,
        known: Known | None = None,
        *,
        curated: bool = True,
    ) -> Published:
        before = known.published if known else None
        told = group is not None and any(row.confidential for row in group.rows)
        published = publish(
            self.taxonomy,
            self.gazetteer,
            said.values(),
            confidential=told or (before is not None and before.address.confidential),
            before=before,
            details=self.details.get(known.id, {}) if known and curated else {},
        )
        if known and self.stones.of_program(known.id):
            return replace(published, listed=False)
        return published

    def _said(self, group: Group) -> dict[Directory, Said]:
        found = {}
        for row in group.rows:
            raw = json.dumps(row.raw, ensure_ascii=False)
            for claim in row.claims:
                found[claim.directory] = Said(
                    directory=claim.directory,
                    source_name=claim.source_name or self._source_name(claim),
                    vintage=self._vintage(claim),
                    current=claim.current,
                    codes=claim.codes,
                    raw=raw,
                    row_number=row.number,
                )
        return found

    def _source_name(self, claim: Claim) -> str:
        vintage = self._vintage(claim)
        if self.reading.kind in FROM_THE_LOCATOR:
            return f"{locator.SOURCE} {vintage.year}"
        return name_of_source(claim.directory, vintage)


WORDS = {
    Ending.CLOSED: "closed, by a curator’s word",
    Ending.MOVED: "moved away, by a curator’s word",
    Ending.DO_NOT_LIST: "asked not to be listed",
}


def _kept(known: Known) -> dict[Directory, Said]:
    return {
        directory: Said(
            directory,
            record.source_name,
            record.vintage,
            record.current,
            record.codes,
            record.raw,
            record.row_number,
        )
        for directory, record in known.records.items()
    }


def _codes(said: Mapping[Directory, Said]) -> dict[Directory, frozenset[str]]:
    return {
        directory: frozenset(answers.split_codes(each.codes)) for directory, each in said.items()
    }
