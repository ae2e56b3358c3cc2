"""The form that reports a mistake in a listing. It asks for nothing about a person."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.groups import grouped
from matcher.domain.taxonomy import Taxonomy
from matcher.services.suggesting import LONGEST_WORDS, Correction, Heard
from matcher.web.forms.base import AtMost, BaseForm, one_of


class IsTrue(StrEnum):
    """What is true of the fact that a report is about."""

    YES = "yes"
    NO = "no"


IS_TRUE_LABELS = {IsTrue.YES: _l("Yes, they do"), IsTrue.NO: _l("No, they do not")}
HEARD_LABELS = {
    Heard.CALLED: _l("I called them"),
    Heard.BEEN_THERE: _l("I was there, or someone I know was"),
    Heard.WORKS_THERE: _l("I work there"),
    Heard.OTHER: _l("Another way"),
}


class ReportForm(BaseForm):
    """What is wrong, and how somebody knows."""

    term = SelectField(_l("What is it about?"), default="")
    is_true = one_of(_l("What is true?"), IsTrue, IS_TRUE_LABELS)
    words = TextAreaField(
        _l("What should the listing say?"), [AtMost(LONGEST_WORDS, _l("what you wrote"))]
    )
    heard = one_of(_l("How do you know?"), Heard, HEARD_LABELS)
    website = StringField(_l("Leave this empty"))
    """No person sees it: only a machine fills it in."""

    def offer(self, taxonomy: Taxonomy) -> ReportForm:
        """Offer every fact of the *taxonomy*, in its order on the program's page."""
        self.term.choices = [
            SelectChoice(value="", label=gettext("The phone, the address, or something else")),
            *(
                SelectChoice(value=term.slug, label=term.label)
                for group in grouped(taxonomy)
                for term in group.terms
            ),
        ]
        return self

    def validate_words(self, field: TextAreaField) -> None:
        """Ask for words where no fact was chosen with what is true of it."""
        if not field.data and not (self.term.data and self.is_true.data):
            raise StopValidation(gettext("Say what the listing should say."))

    @property
    def is_by_a_machine(self) -> bool:
        """Whether something filled in what no person sees."""
        return bool(self.website.data)

    def to_correction(self) -> Correction:
        """Return what was reported."""
        true = None if self.is_true.data is None else self.is_true.data == IsTrue.YES
        heard = Heard(self.heard.data) if self.heard.data else None
        return Correction(self.words.data or "", self.term.data or "", true, heard)
