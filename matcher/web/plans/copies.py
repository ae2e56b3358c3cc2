"""A plan that somebody shared, as a stranger with the link reads it."""

from __future__ import annotations

from datetime import date

from matcher.domain.message import Message
from matcher.domain.plans.beginnings import beginning
from matcher.domain.plans.words import FAMILY_TRACK, family_part
from matcher.services.plan_copies import PlanCopy
from matcher.web.plans.plan_page import StepCard, gap_said, new_questions, step_card


class SharedPlanPage:
    """Everything the template prints of one shared plan."""

    def __init__(self, copy: PlanCopy) -> None:
        self.place = copy.place
        self.expires_on: date = copy.expires_on
        begins = beginning(copy.kind, copy.steps)
        self.title = begins.title
        self.summary = begins.summary
        self.family_part = family_part(copy.kind, tuple(step.kind for step in copy.steps))
        self.family_track = FAMILY_TRACK
        self.steps: list[StepCard] = [
            step_card(step, 1, position, tuple(new_questions(copy.steps, position)))
            for position, step in enumerate(copy.steps)
        ]
        self._within_miles = copy.within_miles

    @property
    def gap_said(self) -> Message:
        """What a gap means here."""
        return gap_said(self._within_miles)

    @property
    def has_samples(self) -> bool:
        """Whether anything shown is made up."""
        return any(each.program.sample for each in self.steps if each.program is not None)
