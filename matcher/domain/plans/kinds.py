"""The kinds of steps and of plans."""

from __future__ import annotations

from enum import StrEnum


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
