"""What a page of plans shows, made ready so that the page has nothing left to work out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.domain import result_words
from matcher.domain.answers import ForWhom
from matcher.domain.message import Message, msg
from matcher.domain.plans.beginnings import beginning, why_detox_first
from matcher.domain.plans.calling import called
from matcher.domain.plans.first_week import Day, first_week
from matcher.domain.plans.kinds import PlanKind
from matcher.domain.plans.objective import IN_WORDS
from matcher.domain.plans.plan import Plan, Plans, PlanStep
from matcher.domain.plans.words import (
    FAMILY_TRACK,
    JOINT_STEP,
    STEP_EXPLANATIONS,
    STEP_TITLES,
    family_part,
    what_it_costs,
    whose_plan,
)
from matcher.domain.program import Program
from matcher.domain.safety import ShownCard

BEFORE_THE_PLANS = frozenset({"pregnancy", "opioids", "keep_medication"})
"""Medical cards that somebody should read before they choose."""


@dataclass(frozen=True, slots=True)
class AlternativeCard:
    """Another program for a step, and what it would cost."""

    program: Program
    name: Message
    costs: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step on the path."""

    position: int
    anchor: str
    title: Message
    explanation: Message
    why: Message | None
    """Why it comes first, where that has to be said."""
    step: PlanStep
    remark: Message | None
    questions: tuple[Message, ...]
    """What was not asked at an earlier step with the same program."""
    alternatives: tuple[AlternativeCard, ...]

    @property
    def together(self) -> Message | None:
        """What two people do together in it; None where one is alone."""
        return JOINT_STEP if self.step.joint else None

    @property
    def program(self) -> Program | None:
        """Who fills it; None is a gap."""
        return self.step.filling.program if self.step.filling else None

    @property
    def name(self) -> Message:
        """Who fills it, in words."""
        return msg("a gap") if self.program is None else called(self.program)


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan: what it asks of a family, its steps, and what else there is."""

    number: int
    """Its position among all plans. It never stands on the page: it tells of other plans."""
    way: int
    """Its number on this page."""
    plan: Plan
    title: Message
    summary: Message
    beside: Message | None
    """Which plan of the other it goes with, where two of its kind stand side by side."""
    family_part: tuple[Message, ...]
    steps: tuple[StepCard, ...]
    runner_up: tuple[Message, ...]
    """The programs of the next best plan, a step each; none where there is no other."""

    @property
    def changed(self) -> tuple[Message, ...]:
        """What the changes made by hand cost; nothing where the best programs stand here."""
        if self.plan.worth == self.plan.best:
            return ()
        return what_it_costs(self.plan.best, self.plan.worth)

    @property
    def programs(self) -> list[Program]:
        """Every program of the plan, each once, in the order of the steps."""
        found = {step.program.id: step.program for step in self.steps if step.program is not None}
        return list(found.values())

    @property
    def together(self) -> bool:
        """Whether a step of it is taken by two, so that it says something about both."""
        return any(step.step.joint for step in self.steps)

    @property
    def week(self) -> tuple[Day, ...]:
        """The first week, day by day."""
        return first_week(self.plan)


class PlanPage:
    """Everything the template prints, for one person."""

    def __init__(self, made: Plans, person: int, *, unused: Message | None = None) -> None:
        self.place = made.place
        self.within_miles = made.within_miles
        self.people = made.people
        self.person = person
        self.unused = unused
        """What was weighed by hand and these plans do not follow."""
        self._made = made
        self.how_chosen = IN_WORDS
        self.family_track = FAMILY_TRACK

    @cached_property
    def plans(self) -> list[PlanCard]:
        """The plans of this person, side by side; the same plan stands here once."""
        mine: dict[tuple[PlanKind, tuple[str, ...]], tuple[int, Plan]] = {}
        for number, plan in enumerate(self._made.plans):
            if plan.person == self.person:
                mine.setdefault((plan.kind, plan.ids), (number, plan))
        kinds = [kind for kind, _ in mine]
        return [
            self._card(number, way, plan, repeated=kinds.count(plan.kind) > 1)
            for way, (number, plan) in enumerate(mine.values(), start=1)
        ]

    @property
    def answers_for(self) -> ForWhom | None:
        """For whom the cards are worded."""
        return self.plans[0].plan.answers.for_whom

    @property
    def emergencies(self) -> list[ShownCard]:
        """The cards that come before anything else."""
        return [each for each in self._cards if each.card.emergency]

    @property
    def cards_before(self) -> list[ShownCard]:
        """The other cards to read before choosing."""
        return [each for each in self._calm if each.id in BEFORE_THE_PLANS]

    @property
    def cards_after(self) -> list[ShownCard]:
        """The cards that can wait."""
        return [each for each in self._calm if each.id not in BEFORE_THE_PLANS]

    @property
    def notes(self) -> tuple[Message, ...]:
        """What two people who share a step need to know."""
        return self.plans[0].plan.notes

    @property
    def changed(self) -> bool:
        """Whether anything here was put in by hand."""
        return any(each.changed for each in self.plans)

    @property
    def has_samples(self) -> bool:
        """Whether anything shown is made up."""
        return any(each.sample for card in self.plans for each in card.programs)

    @property
    def whose(self) -> Message:
        """Whose plan it is, without a word of anybody else."""
        return msg("Your plan") if self.answers_for is ForWhom.SELF else msg("Their plan")

    @property
    def whose_said(self) -> Message:
        """Whose plan it is, where one chooses between two."""
        first = next(plan for plan in self._made.plans if plan.person == 0)
        return whose_plan(self.person, first.answers.for_whom)

    @property
    def gap_said(self) -> Message:
        """What a gap means here."""
        return gap_said(self.within_miles)

    @property
    def _cards(self) -> tuple[ShownCard, ...]:
        return self.plans[0].plan.cards

    @property
    def _calm(self) -> Iterable[ShownCard]:
        return (each for each in self._cards if not each.card.emergency)

    def _card(self, number: int, way: int, plan: Plan, *, repeated: bool) -> PlanCard:
        kinds = tuple(step.kind for step in plan.steps)
        begins = beginning(plan.kind, plan.steps)
        return PlanCard(
            number=number,
            way=way,
            plan=plan,
            title=begins.title,
            summary=begins.summary,
            beside=self._beside(plan) if repeated else None,
            family_part=family_part(plan.kind, kinds),
            steps=tuple(_step(plan, way, position) for position in range(len(plan.steps))),
            runner_up=tuple(
                msg("a gap") if program is None else called(program)
                for program in (plan.runner_up.programs if plan.runner_up else ())
            ),
        )

    def _beside(self, plan: Plan) -> Message | None:
        """Say which plan of the other a joint plan goes with."""
        others = (
            beginning(each.kind, each.steps).beside
            for each in self._made.plans
            if each.pair == plan.pair and each.person != plan.person
        )
        return None if plan.pair is None else next(others, None)


def step_card(step: PlanStep, way: int, position: int, questions: tuple[Message, ...]) -> StepCard:
    """Make one step ready, with nothing beside it that another program could do."""
    return StepCard(
        position=position,
        anchor=f"way-{way}-step-{position + 1}",
        title=STEP_TITLES[step.kind],
        explanation=STEP_EXPLANATIONS[step.kind],
        why=why_detox_first(step),
        step=step,
        remark=None,
        questions=questions,
        alternatives=(),
    )


def _step(plan: Plan, way: int, position: int) -> StepCard:
    step = plan.steps[position]
    return replace(
        step_card(step, way, position, tuple(new_questions(plan.steps, position))),
        remark=result_words.only_for(step.filling.program, plan.answers.who)
        if step.filling
        else None,
        alternatives=tuple(
            AlternativeCard(
                each.program, called(each.program), what_it_costs(plan.worth, each.worth)
            )
            for each in plan.alternatives(position)
        ),
    )


def new_questions(steps: Sequence[PlanStep], position: int) -> Iterator[Message]:
    """Yield what to ask at a step; one call to a program need not ask the same thing twice."""
    filling = steps[position].filling
    if filling is None:
        return
    asked = {
        question.id
        for earlier in steps[:position]
        if earlier.filling is not None and earlier.filling.program.id == filling.program.id
        for question in earlier.filling.questions
    }
    yield from (each.question for each in filling.questions if each.id not in asked)


def gap_said(within_miles: float | None) -> Message:
    """Say that nobody can fill a step."""
    if within_miles is None:
        return msg("A gap: no program says yes, or leaves it open, to what this step needs.")
    return msg(
        "A gap: no program within %(miles)s miles offers what this step needs.",
        miles=f"{within_miles:g}",
    )
