"""Listings put into a store row by row, for tests that are not about importing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from sqlalchemy import update
from sqlalchemy.orm import Session

from matcher.domain.geography import Point
from matcher.domain.provenance import CuratedFact
from matcher.domain.spelling import slugify
from matcher.domain.taxonomy import Directory
from matcher.importers.seeds import read_taxonomy
from matcher.persistence import answers
from matcher.persistence.listings import (
    Fact,
    ListingState,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
)
from tests.builders import FRESNO

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
