"""Looking at a listing as it stood on a day."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import StopValidation

from matcher.web.forms.base import BaseForm


class DayForm(BaseForm):
    """The day to look back to."""

    day = StringField(_l("On which day?"), default="")

    def validate_day(self, field: StringField) -> None:
        """Ask for a day that there is."""
        if read_day(field.data) is None:
            raise StopValidation(gettext("Enter a day as year, month, day, such as 2026-03-31."))

    def to_day(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.day.data)


def read_day(written: str | None) -> date | None:
    """Return the day that was written; None where it is none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
