"""Forms of a plan: one program to put into one step by hand."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField

from matcher.web.forms.base import BaseForm


class ChangeForm(BaseForm):
    """Which of the plans on the page, its step, and the program to put there."""

    way = IntegerField()
    step = IntegerField()
    program = HiddenField()

    def is_whole(self) -> bool:
        """Whether it says everything that a change needs."""
        return None not in {self.way.data, self.step.data} and bool(self.program.data)
