"""What the public may know of the directory; the queries say what comes back.

Everything leaves as domain objects, read for one day (*on*): imported answers from the program's
string, and where a curator has spoken, what holds that day. A confidential location leaves without
street and ZIP, at its city's centroid.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.geography import Point, Precision
from matcher.domain.operator import Operator
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, resolve
from matcher.domain.program import Program as Listing
from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.domain.tombstone import Ending, Gone
from matcher.persistence import answers, details, duplicates
from matcher.persistence.listings import (
    Fact,
    ListingState,
    Location,
    Organization,
    Program,
    SourceRecord,
)
from matcher.persistence.standing import Question
from matcher.persistence.tombstones import Tombstone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed program, as much of it as ranking needs."""

    id: str
    point: Point | None
    letters: str
    positions: Mapping[str, int]

    def outcome(self, term: str) -> Outcome:
        """Return which of the four answers the listing gives to *term*."""
        position = self.positions.get(term)
        return Outcome.UNKNOWN if position is None else answers.OUTCOMES[self.letters[position]]


@dataclass(frozen=True, slots=True)
class Columns:
    """All listed programs side by side, by id; for an index to take in whole."""

    version: int
    terms: tuple[str, ...]
    """What each letter answers, in order."""
    ids: list[str]
    latitudes: list[float]
    """Not a number where nobody knows where the program is; so are longitudes."""
    longitudes: list[float]
    letters: list[str]
    """One string a program: m met, u unknown, l unlisted, n unmet."""


_VERSION = Question(select(ListingState.__table__.c.version))


def version(session: Session) -> int:
    """Return a count that grows with every transaction that changes listings."""
    rows = _VERSION.ask(session)
    return rows[0][0] if rows else 0


def columns(session: Session, taxonomy: Taxonomy, on: date) -> Columns:
    """Return all listed programs as columns, of one version even while an import commits."""
    while True:
        before = version(session)
        answers.check(session, taxonomy)
        # Sorted here, because databases disagree about the order of letters.
        rows = sorted(
            session.execute(
                select(Program.id, Location.latitude, Location.longitude, Program.answers)
                .join(Location, Location.id == Program.location_id)
                .where(Program.listed)
            ),
            key=itemgetter(0),
        )
        spoken_of = _curated_letters(session, taxonomy, on)
        if version(session) == before:
            break
    return Columns(
        version=before,
        terms=tuple(taxonomy.terms),
        ids=[id_ for id_, *_ in rows],
        latitudes=[math.nan if latitude is None else latitude for _, latitude, _, _ in rows],
        longitudes=[math.nan if longitude is None else longitude for _, _, longitude, _ in rows],
        letters=[spoken_of.get(id_, letters) for id_, _, _, letters in rows],
    )


def candidates(session: Session, taxonomy: Taxonomy, on: date) -> list[Candidate]:
    """Return every listed program for ranking, by id."""
    table = columns(session, taxonomy, on)
    positions = answers.positions(taxonomy)
    return [
        Candidate(
            id_, None if math.isnan(latitude) else Point(latitude, longitude), letters, positions
        )
        for id_, latitude, longitude, letters in zip(
            table.ids, table.latitudes, table.longitudes, table.letters, strict=True
        )
    ]


_CODES = " " + func.replace(func.aggregate_strings(SourceRecord.codes, " "), "*", " ") + " "
_OPERATOR = (
    select(case(*((_CODES.contains(f" {each} "), each.value) for each in Operator)))
    .where(SourceRecord.program_id == Program.id, SourceRecord.current | ~Program.listed)
    .scalar_subquery()
)
# Asked by every page that shows a program: built once, for that takes longer than asking.
_PUBLISHED = (
    select(
        Program.id,
        Program.slug,
        Program.name,
        Organization.name.label("organization"),
        Location.street,
        Location.street2,
        Location.city,
        Location.state,
        Location.postal_code,
        Location.latitude,
        Location.longitude,
        Location.precision,
        Location.confidential,
        Program.phone,
        Program.intake_phone,
        Program.website,
        Program.listed,
        Program.sample,
        Program.directories,
        Program.vintage,
        Program.imported_from,
        Program.answers,
        _OPERATOR.label("operator"),
        Tombstone.kind.label("ending"),
        Tombstone.successor_id,
        Tombstone.moved_to,
        Tombstone.recorded_on,
    )
    .join(Organization, Organization.id == Program.organization_id)
    .join(Location, Location.id == Program.location_id)
    .outerjoin(Tombstone, Tombstone.program_id == Program.id)
)
_BY_IDS = _PUBLISHED.where(Program.id.in_(bindparam("asked", expanding=True)))
_BY_SLUG = _PUBLISHED.where(Program.slug == bindparam("asked"))
_FACTS_OF = (
    select(Fact).where(Fact.program_id.in_(bindparam("asked", expanding=True))).order_by(Fact.term)
)


def programs_by_ids(
    session: Session, taxonomy: Taxonomy, ids: Iterable[str], on: date
) -> dict[str, Listing]:
    """Return programs by id, listed or not, in the order asked; an unknown id has none."""
    asked = list(dict.fromkeys(ids))
    found = {each.id: each for each in _programs(session, taxonomy, on, _BY_IDS, asked)}
    return {id_: found[id_] for id_ in asked if id_ in found}


def programs_now(
    session: Session, taxonomy: Taxonomy, ids: Iterable[str], on: date
) -> dict[str, Listing]:
    """Return programs by the id asked: one that was merged is the one that it is part of by now.

    Lists, links and shared copies that people hold keep the ids they were made with.
    """
    found = programs_by_ids(session, taxonomy, ids, on)
    gone = [id_ for id_, each in found.items() if not each.listed]
    survivors = duplicates.survivors(session, gone) if gone else {}
    kept = programs_by_ids(session, taxonomy, set(survivors.values()), on) if survivors else {}
    return {
        id_: replace(kept[survivors[id_]], id=id_) if id_ in survivors else each
        for id_, each in found.items()
    }


def slug_now(session: Session, program_id: str) -> str | None:
    """Return the address of what a program is part of by now; None where it is its own."""
    survivor = duplicates.survivors(session, [program_id]).get(program_id)
    if survivor is None:
        return None
    return session.scalar(select(Program.slug).where(Program.id == survivor))


def program_by_slug(session: Session, taxonomy: Taxonomy, slug: str, on: date) -> Listing | None:
    """Return the program of that address, listed or not; None where there is none."""
    found = _programs(session, taxonomy, on, _BY_SLUG, slug)
    return found[0] if found else None


def facts_of(session: Session, program_ids: Collection[str]) -> dict[str, list[CuratedFact]]:
    """Return what curators have recorded about programs, lapsed or not."""
    return _by_program(session.scalars(_FACTS_OF, {"asked": list(program_ids)}))


def all_facts(session: Session) -> dict[str, list[CuratedFact]]:
    """Return what curators have recorded about every program, lapsed or not."""
    return _by_program(session.scalars(select(Fact).order_by(Fact.term)))


def _programs(
    session: Session,
    taxonomy: Taxonomy,
    on: date,
    query: Select[*tuple[Any, ...]],
    asked: str | list[str],
) -> list[Listing]:
    answers.check(session, taxonomy)
    rows = session.execute(query, {"asked": asked}).all()
    curated = facts_of(session, [row.id for row in rows])
    codes = answers.joined_codes(session, curated) if curated else {}
    positions = answers.positions(taxonomy)
    palettes: dict[Provenance | None, dict[str, Answer]] = {}

    def answers_of(row: Row[*tuple[Any, ...]]) -> Mapping[str, Answer]:
        said = _imported_from(row)
        if row.id in curated:
            return resolve(
                taxonomy,
                codes.get(row.id, frozenset()),
                answers.read_directories(row.directories),
                said,
                curated[row.id],
                on,
            )
        if said not in palettes:
            palettes[said] = answers.palette(said)
        return answers.PackedAnswers(row.answers, positions, palettes[said])

    recorded = details.details_of(session, [row.id for row in rows])
    return [_listing(row, answers_of(row), recorded.get(row.id, {})) for row in rows]


def _listing(
    row: Row[*tuple[Any, ...]],
    said: Mapping[str, Answer],
    recorded: Mapping[Field, CuratedDetail],
) -> Listing:
    gone = _gone(row)
    silent = gone is not None and gone.says_nothing_more
    told = not (row.confidential or silent)
    street = ", ".join(part for part in (row.street, row.street2) if part)
    return Listing(
        id=row.id,
        slug=row.slug,
        name=row.name,
        organization=row.organization,
        city=row.city,
        state=row.state,
        phone="" if silent else row.phone,
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        answers=said,
        street=street if told else "",
        postal_code=row.postal_code if told else "",
        intake_phone="" if silent else row.intake_phone,
        website="" if silent else row.website,
        precision=None if row.precision is None else Precision(row.precision),
        confidential=row.confidential,
        sample=row.sample,
        listed=row.listed,
        directories=answers.read_directories(row.directories),
        operator=Operator(row.operator) if row.operator else None,
        vintage=row.vintage,
        details={} if silent else recorded,
        gone=gone,
    )


def _gone(row: Row[*tuple[Any, ...]]) -> Gone | None:
    if row.ending is None:
        return None
    return Gone(Ending(row.ending), row.successor_id, row.moved_to, row.recorded_on)


def _imported_from(row: Row[*tuple[Any, ...]]) -> Provenance | None:
    if not row.imported_from:
        return None
    return Provenance(row.imported_from, row.vintage, Evidence.PROGRAM)


def fact_from(row: Any) -> CuratedFact:
    """Return the fact that a row of the table keeps."""
    return CuratedFact(
        term=row.term,
        statement=Statement(row.statement),
        provenance=Provenance(row.source, row.recorded_on, Evidence(row.evidence), row.recorded_by),
        expires_on=row.expires_on,
        note=row.note,
    )


def _by_program(facts: Iterable[Fact]) -> dict[str, list[CuratedFact]]:
    found: dict[str, list[CuratedFact]] = {}
    for fact in facts:
        found.setdefault(fact.program_id, []).append(fact_from(fact))
    return found


def _curated_letters(session: Session, taxonomy: Taxonomy, on: date) -> dict[str, str]:
    """Return the strings of the listed programs that a curator has spoken of, as of that day."""
    spoken_of = _by_program(
        session.scalars(
            select(Fact).join(Program, Program.id == Fact.program_id).where(Program.listed)
        )
    )
    if not spoken_of:
        return {}
    codes = answers.joined_codes(session, spoken_of)
    # Through all(): dict() would take a result, which has keys, for a mapping.
    directories = dict(
        session.execute(
            select(Program.id, Program.directories).where(Program.id.in_(list(spoken_of)))
        ).all()
    )
    return {
        program_id: answers.pack(
            answer.outcome
            for answer in resolve(
                taxonomy,
                codes.get(program_id, frozenset()),
                answers.read_directories(directories[program_id]),
                None,
                facts,
                on,
            ).values()
        )
        for program_id, facts in spoken_of.items()
    }
