"""Listings put into a store row by row, for tests that are not about importing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from random import Random

from sqlalchemy import update
from sqlalchemy.orm import Session

from matcher.domain.geography import Place, PlaceRow, Point
from matcher.domain.provenance import CuratedFact, Statement
from matcher.domain.spelling import slugify
from matcher.domain.taxonomy import Directory
from matcher.importers.seeds import read_taxonomy
from matcher.persistence import answers, places
from matcher.persistence.listings import (
    Fact,
    ListingState,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
)
from tests.builders import FRESNO, SAN_FRANCISCO, a_fact

TAXONOMY = read_taxonomy()
DIGEST = answers.digest(TAXONOMY)

_numbers = count(1)


def a_listing(
    session: Session,
    id: str | None = None,  # noqa: A002  the column's own name
    *,
    at: Point | None = FRESNO,
    codes: str = "",
    facts: Iterable[CuratedFact] = (),
    vintage: date | None = date(2023, 1, 1),
    listed: bool = True,
    name: str = "Orchard Program",
) -> str:
    """Keep one listing of the drug and alcohol directory, commit, and return its id."""
    id_ = id or f"program-{next(_numbers):05}"
    session.add_all(
        [
            Organization(id=f"{id_}-organization", name="Orchard House", state="CA"),
            Location(
                id=f"{id_}-location",
                street="12 Pear Street",
                street2="",
                city="Fresno",
                state="CA",
                postal_code="93701",
                latitude=None if at is None else at.latitude,
                longitude=None if at is None else at.longitude,
                precision=None if at is None else "exact",
                confidential=False,
            ),
        ]
    )
    source = _source(session)
    session.flush()
    session.add(
        Program(
            id=id_,
            slug=slugify(name, id_),
            organization_id=f"{id_}-organization",
            location_id=f"{id_}-location",
            name=name,
            phone="559-555-0100",
            intake_phone="",
            website="",
            listed=listed,
            sample=False,
            directories="SU",
            vintage=vintage,
            imported_from="SAMHSA directory 2023",
            answers=answers.derive(TAXONOMY, frozenset(codes.split()), frozenset({Directory.SU})),
        )
    )
    session.flush()
    session.add(
        SourceRecord(
            program_id=id_,
            source_id=source.id,
            directory="SU",
            current=listed,
            row_number=1,
            codes=codes,
            raw="{}",
        )
    )
    session.add_all(_fact(id_, fact) for fact in facts)
    _turn_the_page(session)
    session.commit()
    return id_


def some_places(session: Session) -> None:
    """Keep Fresno, San Francisco, one ZIP code of each, and two Springfields."""
    places.replace_all(
        session,
        [
            PlaceRow("zip", "93701", "CA", Place("Fresno, CA 93701", FRESNO), 1),
            PlaceRow("city", "fresno", "CA", Place("Fresno, CA", FRESNO), 30),
            PlaceRow("zip", "94110", "CA", Place("San Francisco, CA 94110", SAN_FRANCISCO), 1),
            PlaceRow("city", "sanfrancisco", "CA", Place("San Francisco, CA", SAN_FRANCISCO), 30),
            PlaceRow("city", "springfield", "IL", Place("Springfield, IL", Point(39.8, -89.6)), 12),
            PlaceRow("city", "springfield", "MA", Place("Springfield, MA", Point(42.1, -72.5)), 10),
        ],
    )
    session.commit()


def a_directory(session: Session, programs: int = 60) -> None:
    """Keep listings with the survey's own codes, some in one spot, some doubted, some nowhere."""
    random = Random(7)
    codes = sorted(TAXONOMY.codes)
    terms = sorted(TAXONOMY.terms)
    spots = [Point(FRESNO.latitude + north, FRESNO.longitude) for north in (0, 0, 0.2, 1, 5)]
    for number in range(programs):
        facts = [
            a_fact(term, random.choice(list(Statement)), expires_on=ends)
            for term in random.sample(terms, random.choice([0, 0, 0, 3]))
            for ends in [random.choice([None, date(2026, 3, 4), date(2100, 1, 1)])]
        ]
        a_listing(
            session,
            f"p{number:03}",
            at=None if number % 11 == 0 else random.choice(spots),
            codes=" ".join(random.sample(codes, random.randint(0, len(codes) // 2))),
            facts=facts,
            listed=number % 13 != 0,
        )


def _fact(program_id: str, fact: CuratedFact) -> Fact:
    return Fact(
        program_id=program_id,
        term=fact.term,
        statement=fact.statement.value,
        source=fact.provenance.source,
        evidence=fact.provenance.evidence.value,
        recorded_by=fact.provenance.recorded_by,
        recorded_on=fact.provenance.on,
        expires_on=fact.expires_on,
        note=fact.note,
    )


def _source(session: Session) -> Source:
    known = session.get(Source, 1)
    if known is None:
        known = Source(
            id=1,
            kind="samhsa-directory",
            directory="SU",
            vintage=date(2023, 1, 1),
            name="SAMHSA directory 2023",
            file_name="2023.xlsx",
            imported_on=date(2026, 1, 1),
        )
        session.add(known)
    return known


def _turn_the_page(session: Session) -> None:
    session.execute(
        update(ListingState).values(version=ListingState.version + 1, taxonomy_digest=DIGEST)
    )
