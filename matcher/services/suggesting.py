"""Take in corrections that people send; none is believed until a curator has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, suggestions
from matcher.persistence.suggestions import Suggestion
from matcher.services.showing import ProgramUnknown

MOST_A_DAY_OF_A_PROGRAM = 10
MOST_A_DAY = 300
"""More than curators can read is more likely a machine."""

LONGEST_WORDS = 1000


class EnoughForToday(RuntimeError):
    """So many corrections came in today that no more are taken."""


class Heard(StrEnum):
    """How somebody knows that a listing is wrong."""

    CALLED = "called"
    BEEN_THERE = "been_there"
    WORKS_THERE = "works_there"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says of a listing."""

    words: str = ""
    term: str = ""
    """The fact it is about; empty where it is about something else."""
    is_true: bool | None = None
    """What is true of the term; None where it is only described in words."""
    heard: Heard | None = None


def suggest(
    session: Session, taxonomy: Taxonomy, slug: str, correction: Correction, on: date
) -> None:
    """Keep a correction for the curators.

    :raise ProgramUnknown: where no program has that address.
    :raise EnoughForToday: where too many came in.
    """
    program = directory.program_by_slug(session, taxonomy, slug, on)
    if program is None:
        raise ProgramUnknown
    if (
        suggestions.received(session, on, program.id) >= MOST_A_DAY_OF_A_PROGRAM
        or suggestions.received(session, on) >= MOST_A_DAY
    ):
        raise EnoughForToday
    says = {None: "", True: "yes", False: "no"}[correction.is_true] if correction.term else ""
    session.add(
        Suggestion(
            program_id=program.id,
            term=taxonomy.term(correction.term).slug if correction.term else "",
            statement=says,
            words=correction.words[:LONGEST_WORDS],
            heard=correction.heard.value if correction.heard else "",
            received_on=on,
            state="new",
        )
    )
    session.commit()
