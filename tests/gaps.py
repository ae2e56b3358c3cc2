"""Steps that ask and that nobody fills, for tests of what plans ask and say."""

from __future__ import annotations

from matcher.domain.plans.asked import step_needs
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.patient import Patient, Surroundings
from matcher.domain.plans.plan import PlanStep
from matcher.importers.seeds import read_taxonomy
from tests.builders import FRESNO

TAXONOMY = read_taxonomy()
AROUND = Surroundings(FRESNO, 50, lambda term: TAXONOMY.term(term).group)


def a_gap(patient: Patient, kind: StepKind) -> PlanStep:
    """Build one step of a person's plan as a gap."""
    return PlanStep(
        kind,
        step_needs(patient, kind, AROUND),
        joint=False,
        filling=None,
        miles_from_previous=None,
        hand_over=None,
        nearest_outside=None,
    )
