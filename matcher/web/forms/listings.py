"""The table of all listings: its filter, and what is done to the rows that are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.details import PUBLISHED, Field
from matcher.domain.groups import grouped
from matcher.domain.provenance import Statement
from matcher.domain.states import state_name
from matcher.domain.taxonomy import Taxonomy
from matcher.services.editing import DetailEdit, Edit, FactEdit
from matcher.services.listing_rows import (
    LONGEST_NAME,
    Filter,
    Sort,
    Unknown,
    YesNo,
    filter_from,
)
from matcher.web.forms.base import AtMost, BaseForm, choices
from matcher.web.forms.editing import CHOICE_LABELS, TAKEN_BACK, Choice
from matcher.web.forms.editing_details import FIELD_LABELS, LONGEST
from matcher.web.forms.grounds import LONGEST_WHY, GroundsForm

YES_NO = {YesNo.ANY: _l("Either"), YesNo.YES: _l("Yes"), YesNo.NO: _l("No")}
UNKNOWNS = {
    Unknown.ANY: _l("Any"),
    Unknown.QUARTER: _l("A quarter or more"),
    Unknown.HALF: _l("Half or more"),
    Unknown.MOST: _l("Three quarters or more"),
}
SORTS = {
    Sort.NAME: _l("Name"),
    Sort.PLACE: _l("State and city"),
    Sort.UNKNOWN: _l("Most unknown first"),
    Sort.CHECKED: _l("Longest unchecked first"),
    Sort.CONFLICTS: _l("Most conflicts first"),
}
FOR_MANY = tuple(field for field in Field if field not in PUBLISHED)
"""Details that several programs may share; a name or a phone is each program's own."""


class FilterForm(BaseForm):
    """Which listings the table shows."""

    class Meta(BaseForm.Meta):
        """It changes nothing, so there is nothing to forge."""

        csrf = False

    state = SelectField(_l("State"), default="")
    city = StringField(_l("City"), default="")
    name = StringField(_l("Part of a name"), default="")
    listed = SelectField(_l("Listed"), choices=choices(YES_NO), default="")
    checked = SelectField(_l("Ever checked"), choices=choices(YES_NO), default="")
    placed = SelectField(_l("Has a place"), choices=choices(YES_NO), default="")
    conflicts = SelectField(_l("Has conflicts"), choices=choices(YES_NO), default="")
    sample = SelectField(_l("A sample"), choices=choices(YES_NO), default="")
    unknown = SelectField(_l("Unknown answers"), choices=choices(UNKNOWNS), default="")
    sort = SelectField(_l("Sorted by"), choices=choices(SORTS), default=Sort.NAME.value)
    backwards = BooleanField(_l("The other way round"), default=False)

    def show(self, wanted: Filter, states: Iterable[str]) -> None:
        """Show a filter."""
        self.state.choices = [
            SelectChoice(value="", label=gettext("All")),
            *(SelectChoice(value=code, label=state_name(code)) for code in states),
        ]
        for name in ("state", "city", "name", "listed", "checked", "placed", "conflicts"):
            self[name].data = getattr(wanted, name)
        self.sample.data, self.unknown.data = wanted.sample, wanted.unknown
        self.sort.data, self.backwards.data = wanted.sort, wanted.backwards


def to_filter(sent: dict[str, str]) -> Filter:
    """Return the filter that was sent or stands in an address; nonsense is left out."""
    return filter_from(dict(sent))


def chosen_values(wanted: Filter) -> dict[str, str]:
    """Return what differs from no filter at all, as an address or hidden fields carry it."""
    names = ("state", "city", "name", "listed", "checked", "placed", "conflicts", "sample")
    values = {name: str(getattr(wanted, name)) for name in (*names, "unknown")}
    if wanted.sort is not Sort.NAME:
        values["sort"] = wanted.sort.value
    if wanted.backwards:
        values["backwards"] = "y"
    return {name: value for name, value in values.items() if value}


class FilterNameForm(BaseForm):
    """The name a filter is kept under."""

    title = StringField(
        _l("Keep this filter as"), [AtMost(LONGEST_NAME, _l("the name"))], default=""
    )

    def validate_title(self, field: StringField) -> None:
        """Ask for a name."""
        if not field.data:
            raise StopValidation(gettext("Give the filter a name."))


class ManyForm(GroundsForm):
    """One answer or detail for many listings."""

    what = SelectField(_l("What do you set?"), default="")
    answer = SelectField(_l("To which answer?"), default="")
    text = TextAreaField(
        _l("Or, for a detail, what is so"), [AtMost(LONGEST, _l("it"))], default=""
    )
    why = StringField(
        _l("Why? The history shows it to curators."),
        [AtMost(LONGEST_WHY, _l("the reason"))],
        default="",
    )

    def offer(self, taxonomy: Taxonomy) -> None:
        """Offer every term, and the details that programs may share."""
        self.what.choices = [
            SelectChoice(value="", label=gettext("Choose one")),
            *(
                SelectChoice(value=f"term:{term.slug}", label=term.label)
                for group in grouped(taxonomy)
                for term in group.terms
            ),
            *(
                SelectChoice(value=f"detail:{field}", label=str(FIELD_LABELS[field]))
                for field in FOR_MANY
            ),
        ]
        self.answer.choices = [
            SelectChoice(value="", label=gettext("Choose one")),
            *(
                SelectChoice(value=choice.value, label=str(CHOICE_LABELS[choice]))
                for choice in Choice
                if choice is not Choice.LEAVE
            ),
        ]

    def is_whole(self) -> bool:
        """Whether it can be counted and applied; else it says what is missing."""
        fine = self.validate()
        if not self.what.data:
            self.what.errors = [gettext("Choose what you set.")]
            return False
        takes_back = self.answer.data == Choice.TAKE_BACK
        if self._is_term and not self.answer.data:
            self.answer.errors = [gettext("Choose an answer.")]
            fine = False
        if not self._is_term and not takes_back and not self.text.data:
            self.text.errors = [gettext("Write what is so, or choose “Take back”.")]
            fine = False
        if not self.why.data:
            self.why.errors = [gettext("Say in a few words why.")]
            fine = False
        return (takes_back or self.require()) and fine

    @property
    def _is_term(self) -> bool:
        return str(self.what.data).startswith("term:")

    def to_edit(self) -> Edit:
        """Return the edit that goes to every listing that was chosen."""
        name = str(self.what.data).partition(":")[2]
        if self.answer.data == Choice.TAKE_BACK:
            return (
                FactEdit(name, None, TAKEN_BACK)
                if self._is_term
                else DetailEdit(Field(name), None, TAKEN_BACK)
            )
        if self._is_term:
            return FactEdit(name, Statement(self.answer.data), self.to_grounds())
        return DetailEdit(Field(name), self.text.data, self.to_grounds())
