"""The kinds of steps and of plans."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from matcher.domain.criteria import Criterion


class StepKind(StrEnum):
    """What one step of a plan is for."""

    WITHDRAWAL = "withdrawal"
    MEDICATION_START = "medication_start"
    LIVE_IN = "live_in"
    INTENSIVE = "intensive"
    OUTPATIENT = "outpatient"
    AFTERCARE = "aftercare"

    @property
    def lives_in(self) -> bool:
        """Whether the person sleeps there."""
        return self in {StepKind.WITHDRAWAL, StepKind.LIVE_IN}


class PlanKind(StrEnum):
    """Where a plan begins."""

    STANDARD = "standard"
    MEDICINE_FIRST = "medicine_first"
    STAY_FIRST = "stay_first"


TREATMENT = frozenset({StepKind.LIVE_IN, StepKind.INTENSIVE, StepKind.OUTPATIENT})
"""The steps that treat; withdrawal and a first dose alone do not."""


KIND_OF_TERM: Mapping[str, StepKind] = {
    "medical_detox": StepKind.WITHDRAWAL,
    "detox_24_hour": StepKind.WITHDRAWAL,
    "detox_opioids": StepKind.WITHDRAWAL,
    "detox_alcohol": StepKind.WITHDRAWAL,
    "detox_benzodiazepines": StepKind.WITHDRAWAL,
    "detox_cocaine": StepKind.WITHDRAWAL,
    "detox_methamphetamine": StepKind.WITHDRAWAL,
    "maintenance_medication": StepKind.MEDICATION_START,
    "residential_short": StepKind.LIVE_IN,
    "residential_long": StepKind.LIVE_IN,
    "inpatient_hospital": StepKind.LIVE_IN,
    "outpatient": StepKind.OUTPATIENT,
    "aftercare": StepKind.AFTERCARE,
}
"""The terms that are a kind of step themselves."""

STARTED = "maintenance_medication"
"""Medicine for opioid use that is begun at a program."""
KEEPS = frozenset({"keeps_methadone", "keeps_buprenorphine"})
"""Such medicine that is taken already."""
MEDICINE = KEEPS | {STARTED}
"""The medicine for opioid use that must not stop at a step's door."""


def kind_of(criterion: Criterion) -> StepKind | None:
    """Return the kind of step that a criterion asks for; None where it asks for no step."""
    kinds = {KIND_OF_TERM.get(term) for term in criterion.terms}
    return kinds.pop() if len(kinds) == 1 else None
