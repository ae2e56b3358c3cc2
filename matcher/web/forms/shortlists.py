"""Forms of the list: one program, where to go back to, what to share."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.services.sharing import DAYS
from matcher.web.forms.base import AnyOf, BaseForm, one_of

MOST_COMPARED = 4


class Move(StrEnum):
    """Which way a program goes on the list."""

    UP = "up"
    DOWN = "down"


class Days(StrEnum):
    """For how long a link opens."""

    ONE = "1"
    SEVEN = "7"
    THIRTY = "30"


DAYS_LABELS = {Days.ONE: _l("1 day"), Days.SEVEN: _l("7 days"), Days.THIRTY: _l("30 days")}


class ProgramForm(BaseForm):
    """One program to add or to take off, and the page to go back to."""

    program = HiddenField()
    back = HiddenField()


class MoveForm(BaseForm):
    """One program to move up or down."""

    program = HiddenField()
    way = HiddenField()

    def to_move(self) -> Move | None:
        """Return which way; None where it is neither."""
        return Move(self.way.data) if self.way.data in set(Move) else None


class ShareForm(BaseForm):
    """What a link shows, and for how long."""

    days = one_of(_l("The link works for"), Days, DAYS_LABELS, default=Days(str(DAYS)))
    reasons = BooleanField(_l("Also show why each fits, and what to ask"))

    def to_days(self) -> int:
        """Return for how many days."""
        return int(self.days.data or DAYS)


class CompareForm(BaseForm):
    """Up to four programs of the list."""

    programs = AnyOf(_l("Programs to compare"))

    def offer(self, names: dict[str, str], chosen: list[str]) -> None:
        """Offer the programs of the list by id, those *chosen* ticked at first."""
        self.programs.choices = [
            SelectChoice(value=program_id, label=name) for program_id, name in names.items()
        ]
        if not self.is_submitted():
            self.programs.data = chosen

    def validate_programs(self, field: AnyOf) -> None:
        """Ask for two to four: fewer is nothing to compare, more is nothing to read."""
        if not 2 <= len(field.data or ()) <= MOST_COMPARED:
            raise StopValidation(
                gettext("Choose two, three or %(most)s programs.", most=MOST_COMPARED)
            )
