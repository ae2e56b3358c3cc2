"""Publishing programs anew, from what their directories last said and what curators record."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field, in_force
from matcher.domain.spelling import place_key
from matcher.domain.taxonomy import Taxonomy
from matcher.importers.source import Reading, describe
from matcher.persistence import answers, details, places, recording, tombstones
from matcher.persistence.recording import Known
from matcher.services.keeping import Keeper
from matcher.services.publishing import Gazetteer, Said, publish

NOTHING_READ = Reading("", "", [])


def republish(session: Session, taxonomy: Taxonomy, program_ids: Collection[str], on: date) -> None:
    """Make the listings of programs what their records and their curated details come to.

    Part of a change that the caller began and will commit.
    """
    session.flush()
    known = recording.known_programs(session, program_ids)
    curated = {
        id_: in_force(each, on) for id_, each in details.details_of(session, program_ids).items()
    }
    gazetteer = Gazetteer(*places.centroids(session, _places_named(known, curated)))
    keeper = Keeper(session, NOTHING_READ, on, known)
    gone = tombstones.gone(session, known)
    for each in known.values():
        if not each.records:
            continue
        published = publish(
            taxonomy,
            gazetteer,
            said_of(each),
            confidential=each.published.address.confidential,
            before=each.published,
            details=curated.get(each.id, {}),
        )
        if each.published.address.confidential and not published.address.confidential:
            recording.forget_secret(session, each.location_id)
        keeper.keep_program(
            each, replace(published, listed=published.listed and each.id not in gone)
        )
    keeper.write()
    recording.sweep(session)
    answers.derive_for(session, taxonomy, program_ids)
    session.expire_all()


def said_of(known: Known) -> list[Said]:
    """Return what each directory last said of a program."""
    return [
        Said(directory, each.source_name, each.vintage, each.current, each.codes, each.raw)
        for directory, each in known.records.items()
    ]


def _places_named(
    known: dict[str, Known], curated: dict[str, dict[Field, CuratedDetail]]
) -> set[str]:
    """Return the keys of every place that the listings could be put at."""
    named = [
        (each.published.address.postal_code, each.published.address.city) for each in known.values()
    ]
    for program in curated.values():
        if Field.ADDRESS in program:
            written = program[Field.ADDRESS].value
            named.append((written["postal_code"], written["city"]))
    for each in known.values():
        for record in each.records.values():
            described = describe(json.loads(record.raw))
            named.append((described.postal_code, described.city))
    return {key for zip_code, city in named for key in (zip_code[:5], place_key(city))}
