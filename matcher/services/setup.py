"""Everything a machine needs before it can answer; cheap where it is done already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import answers, browse
from matcher.persistence.migrating import ensure_database
from matcher.services.places import ensure_places, places_kept
from matcher.services.seeding import seed_samples


@dataclass(frozen=True, slots=True)
class Done:
    """What had to be done."""

    migrated: bool
    places: int
    """How many were added."""
    derived_anew: bool
    """Whether answers of an older taxonomy were brought up to date."""
    samples: int
    """How many fictional listings were added."""


def set_up(
    session: Session,
    taxonomy: Taxonomy,
    on: date,
    *,
    sample: bool = False,
    say: Callable[[str], object] = bool,
) -> Done:
    """Bring database, places and answers up to date; with *sample*, fill an empty directory."""
    migrated = ensure_database(_address(session))
    session.rollback()  # what was read before the migration is no longer true
    places = 0
    if not places_kept(session):
        say("Copying ZIP codes and cities into the database (once).")
        places = ensure_places(session)
    stale = not answers.up_to_date(session, taxonomy)
    if stale:
        answers.derive_all(session, taxonomy)
        session.commit()
    samples = 0
    if sample and not (browse.has_real(session) or browse.has_samples(session)):
        say("Adding the sample directory.")
        samples = seed_samples(session, taxonomy, on).add
    return Done(migrated, places, stale, samples)


def _address(session: Session) -> str:
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    return engine.url.render_as_string(hide_password=False)
