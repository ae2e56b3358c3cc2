"""The packet of one plan: what one person carries to the phone, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.domain.message import Message
from matcher.domain.program import Program
from matcher.domain.questions import CallQuestion
from matcher.web.plans.plan_page import PlanCard, StepCard


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page for one call."""

    program: Program
    steps: tuple[StepCard, ...]
    """The steps that this program fills: one call asks for all of them."""

    @property
    def miles(self) -> float | None:
        """How far it is from home."""
        filling = self.steps[0].step.filling
        return filling.standing.miles if filling else None

    @property
    def questions(self) -> tuple[CallQuestion, ...]:
        """What to ask, each thing once."""
        asked = {
            each.id: each
            for card in self.steps
            if card.step.filling
            for each in card.step.filling.questions
        }
        return tuple(asked.values())

    @property
    def remark(self) -> Message | None:
        """Whom the listing names, where that is not everybody."""
        return self.steps[0].remark


@dataclass(frozen=True, slots=True)
class PlanPacket:
    """One plan, ready for paper."""

    card: PlanCard
    printed_on: date

    @property
    def sheets(self) -> list[Sheet]:
        """A sheet for each program, in the order in which the plan comes to them."""
        return [
            Sheet(program, tuple(each for each in self.card.steps if each.program == program))
            for program in self.card.programs
        ]
