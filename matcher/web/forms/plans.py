"""Forms of a plan: one program to put into one step by hand."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField

from matcher.services.plan_filling import ByHand
from matcher.web.forms.base import BaseForm


class ChangeForm(BaseForm):
    """The plan, its step, and the program to put there."""

    plan = IntegerField()
    step = IntegerField()
    program = HiddenField()

    def to_change(self) -> ByHand | None:
        """Return the change; None where it is none."""
        if self.plan.data is None or self.step.data is None or not self.program.data:
            return None
        return ByHand(self.plan.data, self.step.data, self.program.data)
