"""Who said so, when, and for how long it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matcher.domain.outcome import Outcome


class Evidence(StrEnum):
    """What a fact rests on, the strongest first."""

    REGULATOR = "regulator"
    ACCREDITOR = "accreditor"
    PROGRAM = "program"  # the program's own word, in a survey or on its pages
    CALL = "call"  # a curator's call
    FAMILY = "family"  # a family's report


class Statement(StrEnum):
    """What a curator recorded for one term."""

    YES = "yes"
    NO = "no"
    CLEARED = "cleared"

    @property
    def outcome(self) -> Outcome:
        """The answer this statement gives while it holds."""
        return {
            Statement.YES: Outcome.MET,
            Statement.NO: Outcome.UNMET,
            Statement.CLEARED: Outcome.UNKNOWN,
        }[self]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer comes from."""

    source: str
    """A name a family can read, such as “federal directory 2023”."""
    on: date | None
    """The day the source speaks for; None where it gives none."""
    evidence: Evidence
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True)
class CuratedFact:
    """One curator's statement about one term of one program."""

    term: str
    statement: Statement
    provenance: Provenance
    expires_on: date | None
    """The first day on which it no longer holds; None: it holds until it is replaced."""
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether the fact still stands on that day."""
        return self.expires_on is None or on < self.expires_on


HOLDS_FOR_DAYS = {"payer": 90}
"""Days a curator's fact holds, by vocabulary group (DESIGN section 3)."""

HOLDS_FOR_DAYS_OTHERWISE = 365
"""Services, licence and accreditation: every other group of terms."""


def expiry(group: str, recorded_on: date) -> date:
    """Return the first day on which a fact about a term of *group* no longer holds."""
    return recorded_on + timedelta(days=HOLDS_FOR_DAYS.get(group, HOLDS_FOR_DAYS_OTHERWISE))
