"""A plan as it is shown: its steps with their programs, what it is worth, what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.domain.answers import Answers
from matcher.domain.criteria import Finding
from matcher.domain.geography import Place
from matcher.domain.message import Message
from matcher.domain.needs import Needs
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.objective import GAP, Worth, worth
from matcher.domain.plans.optimiser import Road
from matcher.domain.program import Program
from matcher.domain.questions import CallQuestion
from matcher.domain.ranking import Standing
from matcher.domain.safety import ShownCard

MOST_ALTERNATIVES = 5


@dataclass(frozen=True, slots=True)
class Filling:
    """A program in a step: how it stands to what the step asks, and what to ask it."""

    program: Program
    standing: Standing
    findings: tuple[Finding, ...]
    questions: tuple[CallQuestion, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """The way from one program to the next, where people get lost."""

    before: Program
    after: Program
    miles: float
    ask: Message


@dataclass(frozen=True, slots=True)
class Outside:
    """The nearest program for a step that nobody within the radius can fill."""

    program: Program
    miles: float
    """From home."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: filled, or a gap."""

    kind: StepKind
    needs: Needs
    joint: bool
    """Whether two people take it together."""
    filling: Filling | None
    """None is a gap."""
    miles_from_previous: float | None
    """None where there is no step before, or either is a gap; 0 where one stays."""
    hand_over: HandOver | None
    """None where one stays, where there is no step before, or where either is a gap."""
    nearest_outside: Outside | None
    """Only for a gap; None where there is no such program anywhere."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another program for a step, and the plan's figures with it; the other steps stay."""

    program: Program
    worth: Worth


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best plan of the same steps that differs in at least one program."""

    programs: tuple[Program | None, ...]
    """One a step; None is a gap."""
    worth: Worth


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps across programs for one person, from the first day to aftercare."""

    kind: PlanKind
    person: int
    pair: int | None
    """The same for two plans that share a joint step."""
    answers: Answers
    steps: tuple[PlanStep, ...]
    cards: tuple[ShownCard, ...]
    notes: tuple[Message, ...]
    best: Worth
    """The figures of the best programs."""
    worth: Worth
    """The figures of the programs shown: fewer points where somebody chose by hand."""
    runner_up: RunnerUp | None
    """None where there is only one program for each step."""
    road: Road
    programs: Mapping[str, Program]
    """Every program that could have filled a step, by id."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The program of each step."""
        return tuple(step.filling.program.id if step.filling else GAP for step in self.steps)

    def alternatives(self, position: int, most: int = MOST_ALTERNATIVES) -> list[Alternative]:
        """Return the next best programs for one step, and what the plan is worth with each."""
        ids = self.ids
        others = [each for each in self.road.slots[position].options if each.id != ids[position]]
        return [
            Alternative(
                self.programs[each.id],
                worth(
                    self.road.slots,
                    (*ids[:position], each.id, *ids[position + 1 :]),
                    self.road.ways,
                ),
            )
            for each in others[:most]
        ]


@dataclass(frozen=True, slots=True)
class Plans:
    """Every plan for one person or two."""

    place: Place
    within_miles: float | None
    plans: tuple[Plan, ...]
    people: int

    def of(self, person: int) -> tuple[Plan, ...]:
        """Return one person's plans, side by side."""
        return tuple(plan for plan in self.plans if plan.person == person)
