"""The fictional directory that shows a living product where there is no real one yet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement, expiry
from matcher.domain.taxonomy import Taxonomy
from matcher.importers import own_csv
from matcher.importers.seeds import SEEDS, rows
from matcher.persistence import recording
from matcher.services.importing import Options, Report, take_in

SAMPLE = SEEDS / "sample"


def seed_samples(session: Session, taxonomy: Taxonomy, on: date, folder: Path = SAMPLE) -> Report:
    """Keep the sample listings and what curators say of them; twice is safe.

    :raise SourceRefused: where real listings are kept.
    """
    reading = own_csv.read(folder / "programs.csv", taxonomy)
    try:
        report = take_in(session, taxonomy, reading, Options(on=on, strict=True))
        ids = recording.ids_by_slug(session)
        kept = recording.facts_kept(session)
        for slug, fact in _facts(folder / "facts.csv", taxonomy, on):
            if (ids[slug], fact.term) not in kept:
                recording.keep_fact(session, ids[slug], fact)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return report


def _facts(path: Path, taxonomy: Taxonomy, on: date) -> list[tuple[str, CuratedFact]]:
    """Read the facts; their days count back from *on*, so that some hold and some ran out."""
    found = []
    for row in rows(path):
        term = taxonomy.term(row["term"])
        recorded_on = on - timedelta(days=int(row["recorded_days_ago"]))
        holds = row["holds_for_days"]
        found.append(
            (
                row["slug"],
                CuratedFact(
                    term=term.slug,
                    statement=Statement(row["statement"]),
                    provenance=Provenance(
                        row["source"], recorded_on, Evidence(row["evidence"]), row["recorded_by"]
                    ),
                    expires_on=recorded_on + timedelta(days=int(holds))
                    if holds
                    else expiry(term.group, recorded_on),
                    note=row["note"],
                ),
            )
        )
    return found
