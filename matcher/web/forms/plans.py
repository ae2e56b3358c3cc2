"""Forms of a plan: one program to put into one step by hand, and what a link to it shows."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField

from matcher.web.forms.base import BaseForm
from matcher.web.forms.shortlists import ShareForm


class ChangeForm(BaseForm):
    """Which of the plans on the page, its step, and the program to put there."""

    way = IntegerField()
    step = IntegerField()
    program = HiddenField()

    def is_whole(self) -> bool:
        """Whether it says everything that a change needs."""
        return None not in {self.way.data, self.step.data} and bool(self.program.data)


class SharePlanForm(ShareForm):
    """What the link to a plan shows, and for how long."""

    reasons = BooleanField(_l("Show the plan itself: its steps, and what to ask at each"))
