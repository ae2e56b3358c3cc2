"""The forms that say what is wrong in a listing, and that ask to look after one."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.groups import grouped
from matcher.domain.spelling import phone_key
from matcher.domain.taxonomy import Taxonomy
from matcher.services import claiming
from matcher.services.claiming import Request
from matcher.services.suggesting import (
    LONGEST_SAID,
    LONGEST_WORDS,
    NEEDS_WHAT_IS_RIGHT,
    SAYS_ENOUGH_ALONE,
    About,
    Correction,
    Heard,
)
from matcher.web.forms.base import AtMost, BaseForm, Required, one_of

SATURDAY = 5
DAYS_TO_CHOOSE = 5


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
ABOUT_LABELS = {
    About.TERM: _l("What they offer, or for whom"),
    About.PHONE: _l("The phone number"),
    About.ADDRESS: _l("The address"),
    About.WEBSITE: _l("The website"),
    About.CLOSED: _l("It has closed"),
    About.MOVED: _l("It has moved"),
    About.DO_NOT_LIST: _l("I work there, and we do not want to be listed"),
    About.OTHER: _l("Something else"),
}


class CorrectionForm(BaseForm):
    """What is wrong, and what is right. It asks for nothing about a person."""

    about = one_of(_l("What is it about?"), About, ABOUT_LABELS)
    term = SelectField(_l("Which of these?"), default="")
    is_true = one_of(_l("What is true?"), IsTrue, IS_TRUE_LABELS)
    said = StringField(
        _l("What is right?"), [AtMost(LONGEST_SAID, _l("what is right"))], default=""
    )
    words = TextAreaField(
        _l("Anything else we should know?"), [AtMost(LONGEST_WORDS, _l("what you wrote"))]
    )

    def offer(self, taxonomy: Taxonomy) -> None:
        """Offer every fact of the *taxonomy*, in its order on the program's page."""
        self.term.choices = [
            SelectChoice(value="", label=gettext("Choose one")),
            *(
                SelectChoice(value=term.slug, label=term.label)
                for group in grouped(taxonomy)
                for term in group.terms
            ),
        ]

    @property
    def subject(self) -> About:
        """What it is about: as chosen, or as what was filled in says."""
        if self.about.data in list(About):
            return About(str(self.about.data))
        return About.TERM if self.term.data else About.OTHER

    def validate_term(self, field: SelectField) -> None:
        """Ask which fact it is, where it is about one."""
        if self.subject is About.TERM and not field.data:
            raise StopValidation(gettext("Choose which of these it is."))

    def validate_said(self, field: StringField) -> None:
        """Ask for what is right, where one line can say it."""
        about = self.subject
        if about in NEEDS_WHAT_IS_RIGHT and not field.data:
            raise StopValidation(gettext("Write what is right, such as the number or the address."))
        if about is About.PHONE and not phone_key(field.data):
            raise StopValidation(
                gettext("Enter a phone number with its area code, such as (559) 555-0100.")
            )

    def validate_words(self, field: TextAreaField) -> None:
        """Ask for words where nothing else says what should stand there."""
        about = self.subject
        if field.data or about in SAYS_ENOUGH_ALONE:
            return
        if about is About.TERM and not (self.is_true.data or not self.term.data):
            raise StopValidation(gettext("Choose what is true above, or say it in your own words."))
        if about is About.MOVED and not self.said.data:
            raise StopValidation(
                gettext("Say where it moved to, or write that you do not know where.")
            )
        if about is About.OTHER:
            raise StopValidation(gettext("Say what the listing should say."))

    def to_correction(self) -> Correction:
        """Return what was sent; what belongs to another choice is left out."""
        about = self.subject
        true = None if self.is_true.data is None else self.is_true.data == IsTrue.YES
        is_term = about is About.TERM
        has_line = about in NEEDS_WHAT_IS_RIGHT or about is About.MOVED
        return Correction(
            words=self.words.data or "",
            term=self.term.data if is_term else "",
            is_true=true if is_term else None,
            heard=self.how_known,
            about=about,
            said=self.said.data if has_line else "",
        )

    @property
    def how_known(self) -> Heard | None:
        """How the person knows; None where this form does not ask."""
        return None


class ReportForm(CorrectionForm):
    """The same for anybody, with what tells people from machines."""

    heard = one_of(_l("How do you know?"), Heard, HEARD_LABELS)
    opened = HiddenField()
    """When the form was opened, under a seal."""
    website = StringField(_l("Leave this empty"))
    """No person sees it: only a machine fills it in."""

    @property
    def how_known(self) -> Heard | None:
        """How the person knows; None where they did not say."""
        return Heard(self.heard.data) if self.heard.data else None


class ClaimForm(BaseForm):
    """Who asks to look after a listing, and when to call the number that is listed."""

    who = StringField(
        _l("Whom should we ask for?"),
        [Required(_l("a name, or what you do there")), AtMost(claiming.LONGEST, _l("the name"))],
    )
    reach = StringField(
        _l("An extension, or hours when you are there (you may leave this empty)"),
        [AtMost(claiming.LONGEST, _l("the extension"))],
        default="",
    )
    call_on = RadioField(_l("Which day may we call?"))
    opened = HiddenField()
    website = StringField(_l("Leave this empty"))

    def offer(self, today: date) -> None:
        """Offer the next working days."""
        days = (today + timedelta(days=ahead) for ahead in range(1, claiming.DAYS_TO_CALL))
        working = [day for day in days if day.weekday() < SATURDAY][:DAYS_TO_CHOOSE]
        self.call_on.choices = [
            SelectChoice(value=day.isoformat(), label=format_date(day, "EEEE, d MMMM"))
            for day in working
        ]

    def validate_call_on(self, field: RadioField) -> None:
        """Ask for one of the days on the page."""
        if field.data not in [choice.value for choice in field.choices]:
            raise StopValidation(gettext("Choose a day."))

    def to_request(self) -> Request:
        """Return what was asked."""
        return Request(self.who.data, self.reach.data or "", date.fromisoformat(self.call_on.data))
