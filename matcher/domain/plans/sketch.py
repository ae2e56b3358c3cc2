"""Plans before any program is in them: whose steps, and what each asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.domain.needs import Needs
from matcher.domain.plans.asked import joint_needs, step_needs
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.patient import Patient, Surroundings
from matcher.domain.plans.people import MOST_PEOPLE, Party
from matcher.domain.weighing import NOTHING_WEIGHED, Weighing


@dataclass(frozen=True, slots=True)
class Sketch:
    """One variant of one plan for one person: its steps, and the search that fills each."""

    kind: PlanKind
    person: int
    patient: Patient
    steps: tuple[StepKind, ...]
    needs: tuple[Needs, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Plans made together, each with its variants: one, or two that share a joint step."""

    plans: tuple[tuple[Sketch, ...], ...]

    @property
    def joint(self) -> bool:
        """Whether two plans share a step."""
        return len(self.plans) == MOST_PEOPLE

    def needs(self) -> Iterator[Needs]:
        """Return every search that any variant needs."""
        for variants in self.plans:
            for sketch in variants:
                yield from sketch.needs


def groups(
    whose: Party, around: Surroundings, weighing: Weighing = NOTHING_WEIGHED
) -> tuple[Group, ...]:
    """Return every plan to make, in the order they are shown.

    What was weighed by hand is the first person's, as the search is. Two people with a joint step
    get pairs: the first plan of one with the first of the other, and so on; who has fewer plans
    takes the last one again.
    """
    first, *others = (Patient.of(answers, apart=whose.apart) for answers in whose.people)
    patients = [first.weighed(weighing, around.home), *others]
    shared = joint_needs(patients, around) if whose.joint else None
    own = [_sketches(person, patient, around, shared) for person, patient in enumerate(patients)]
    if shared is None:
        return tuple(Group((plan,)) for plans in own for plan in plans)
    mine, theirs = own
    return tuple(
        Group((mine[min(number, len(mine) - 1)], theirs[min(number, len(theirs) - 1)]))
        for number in range(max(len(mine), len(theirs)))
    )


def _sketches(
    person: int, patient: Patient, around: Surroundings, shared: Needs | None
) -> list[tuple[Sketch, ...]]:
    """Return one person's plans, each with its variants."""

    def needs(step: StepKind) -> Needs:
        if shared is not None and step is StepKind.OUTPATIENT:
            return shared
        return step_needs(patient, step, around)

    return [
        tuple(
            Sketch(outline.kind, person, patient, steps, tuple(map(needs, steps)))
            for steps in outline.variants
        )
        for outline in patient.outlines
    ]
