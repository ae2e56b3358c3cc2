"""The curators’ forms: take a suggestion or decline it, list a program no more, give a link."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.details import WrittenAddress
from matcher.domain.groups import grouped
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.spelling import phone_key
from matcher.domain.states import state_name
from matcher.domain.taxonomy import Taxonomy
from matcher.domain.tombstone import Ending
from matcher.services import claiming
from matcher.services.burying import Burial
from matcher.services.deciding import DETAILS, ENDINGS, Offered, Taken
from matcher.services.suggesting import LONGEST_SAID, LONGEST_WORDS, About
from matcher.web.forms.base import AtMost, BaseForm, Required, one_of

EVIDENCE_LABELS = {
    Evidence.CALL: _l("I called the listed number, and they said so"),
    Evidence.PROGRAM: _l("The program says so itself, in writing"),
    Evidence.REGULATOR: _l("A regulator’s record"),
    Evidence.ACCREDITOR: _l("An accreditor’s record"),
    Evidence.FAMILY: _l("Only what was sent to us"),
}
STATEMENT_LABELS = {
    Statement.YES: _l("Yes"),
    Statement.NO: _l("No"),
    Statement.CLEARED: _l("Nobody knows"),
}
ENDING_LABELS = {
    Ending.CLOSED: _l("It has closed"),
    Ending.MOVED: _l("It has moved, or became another program"),
    Ending.DO_NOT_LIST: _l("It asked not to be listed"),
}


class Days(StrEnum):
    """How long a program's link may work."""

    WEEK = "7"
    MONTH = "30"
    SEASON = "90"


DAYS_LABELS = {
    Days.WEEK: _l("7 days"),
    Days.MONTH: _l("30 days"),
    Days.SEASON: _l("90 days"),
}


class TakeForm(BaseForm):
    """What a curator makes of a suggestion; the words may differ from the sender's."""

    term = SelectField(_l("The fact"), default="")
    statement = one_of(_l("What is true?"), Statement, STATEMENT_LABELS)
    value = StringField(
        _l("What the listing shall say"), [AtMost(LONGEST_SAID, _l("it"))], default=""
    )
    street = StringField(_l("Street"), [AtMost(LONGEST_SAID, _l("the street"))], default="")
    street2 = StringField(_l("Suite or floor"), [AtMost(LONGEST_SAID, _l("it"))], default="")
    city = StringField(_l("City"), [AtMost(LONGEST_SAID, _l("the city"))], default="")
    state = StringField(_l("State, in two letters"), default="")
    postal_code = StringField(_l("ZIP code"), default="")
    moved_to = StringField(
        _l("Where it went, as a family reads it"), [AtMost(LONGEST_SAID, _l("it"))], default=""
    )
    successor = StringField(_l("The listing to look at instead"), default="")
    evidence = one_of(
        _l("What does it rest on?"), Evidence, EVIDENCE_LABELS, validators=[Required(_l("one"))]
    )
    source = StringField(
        _l("Where exactly, as a family reads it"), [AtMost(LONGEST_SAID, _l("it"))], default=""
    )
    note = TextAreaField(_l("A note for curators"), [AtMost(LONGEST_WORDS, _l("the note"))])
    reason = TextAreaField(
        _l("A word to whoever sent it"), [AtMost(LONGEST_WORDS, _l("what you wrote"))]
    )
    about: About = About.OTHER
    """What the suggestion is about: it decides which fields count."""

    def offer(self, taxonomy: Taxonomy, offered: Offered) -> None:
        """Offer the facts of the *taxonomy*, for that suggestion."""
        self.about = offered.about
        self.term.choices = [
            SelectChoice(value="", label=gettext("None: I changed the listing by hand")),
            *(
                SelectChoice(value=term.slug, label=term.label)
                for group in grouped(taxonomy)
                for term in group.terms
            ),
        ]

    def fill_in(self, offered: Offered, now: WrittenAddress) -> None:
        """Begin with what the sender said, so that a curator only changes what is not so."""
        self.term.data = offered.term
        self.statement.data = offered.statement
        self.value.data = self.moved_to.data = offered.said
        self.evidence.data = None if self.about is About.DO_NOT_LIST else offered.evidence
        for name in ("street", "street2", "city", "state", "postal_code"):
            self[name].data = getattr(now, name)

    def validate_statement(self, field: SelectField) -> None:
        """Ask what is true of a fact that is chosen."""
        if self._is_fact and self.term.data and field.data is None:
            raise StopValidation(gettext("Choose what is true of it."))

    def validate_term(self, field: SelectField) -> None:
        """Ask which fact, where the suggestion is about one."""
        if self.about is About.TERM and not field.data:
            raise StopValidation(gettext("Choose the fact that it is about."))

    def validate_value(self, field: StringField) -> None:
        """Ask for a number that can be dialed, or an address of a website."""
        if self.about is About.PHONE and not phone_key(field.data):
            raise StopValidation(
                gettext("Enter a phone number with its area code, such as (559) 555-0100.")
            )
        if self.about is About.WEBSITE and ("." not in field.data or " " in field.data):
            raise StopValidation(gettext("Enter a website, such as www.orchard.example."))

    def validate_city(self, field: StringField) -> None:
        """Ask for a city, without which nothing can be placed."""
        if self.about is About.ADDRESS and not field.data:
            raise StopValidation(gettext("Enter the city."))

    def validate_state(self, field: StringField) -> None:
        """Ask for a state that there is."""
        code = (field.data or "").upper()
        if self.about is About.ADDRESS and (len(code) != 2 or state_name(code) == code):
            raise StopValidation(gettext("Enter the state in two letters, such as CA."))

    def validate_postal_code(self, field: StringField) -> None:
        """Ask for five digits."""
        digits = (field.data or "")[:5]
        if self.about is About.ADDRESS and not (len(digits) == 5 and digits.isdigit()):
            raise StopValidation(gettext("Enter a ZIP code of five digits."))

    def validate_evidence(self, field: StringField) -> None:
        """Ask for a call before anything is taken off the list for good."""
        if self.about is About.DO_NOT_LIST and field.data not in {None, Evidence.CALL}:
            raise StopValidation(
                gettext("Call the listed number first: only the program itself can ask for this.")
            )

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for a word to the sender where the listing is changed by hand."""
        if self.about is About.OTHER and not self.term.data and not field.data:
            raise StopValidation(gettext("Say what you changed, for whoever sent it."))

    @property
    def _is_fact(self) -> bool:
        return self.about in {About.TERM, About.OTHER}

    def to_taken(self) -> Taken:
        """Return what was decided; what belongs to another kind of suggestion is left out."""
        statement = Statement(self.statement.data) if self.statement.data else None
        return Taken(
            evidence=Evidence(str(self.evidence.data)),
            reason=self.reason.data or "",
            source=self.source.data or "",
            note=self.note.data or "",
            term=self.term.data if self._is_fact else "",
            statement=statement if self._is_fact else None,
            value=self.value.data if self.about in DETAILS else "",
            address=self._address() if self.about is About.ADDRESS else None,
            moved_to=self.moved_to.data if self.about in ENDINGS else "",
            successor_slug=slug_of(self.successor.data) if self.about in ENDINGS else "",
        )

    def _address(self) -> WrittenAddress:
        return WrittenAddress(
            self.street.data,
            self.street2.data,
            self.city.data,
            self.state.data.upper(),
            self.postal_code.data,
        )


class DeclineForm(BaseForm):
    """Why the listing stays as it is."""

    reason = TextAreaField(
        _l("Why not? Whoever sent it can read this."),
        [Required(_l("a reason")), AtMost(LONGEST_WORDS, _l("the reason"))],
    )


class BuryForm(BaseForm):
    """Why a program leaves the list."""

    ending = one_of(
        _l("What became of it?"), Ending, ENDING_LABELS, validators=[Required(_l("one"))]
    )
    moved_to = StringField(
        _l("Where it went, as a family reads it"), [AtMost(LONGEST_SAID, _l("it"))], default=""
    )
    successor = StringField(_l("The listing to look at instead"), default="")
    evidence = one_of(
        _l("What does it rest on?"), Evidence, EVIDENCE_LABELS, validators=[Required(_l("one"))]
    )
    why = TextAreaField(_l("A note for curators"), [AtMost(LONGEST_WORDS, _l("the note"))])

    def validate_evidence(self, field: StringField) -> None:
        """Ask for a call before anything is taken off the list because it asked for it."""
        asked_for = self.ending.data == Ending.DO_NOT_LIST
        if asked_for and field.data not in {None, Evidence.CALL}:
            raise StopValidation(
                gettext("Call the listed number first: only the program itself can ask for this.")
            )

    def to_burial(self) -> Burial:
        """Return what was decided."""
        return Burial(
            Ending(str(self.ending.data)),
            Evidence(str(self.evidence.data)),
            self.moved_to.data or "",
            slug_of(self.successor.data),
            self.why.data or "",
        )


class HandOverForm(BaseForm):
    """A link for a program that was called."""

    called = BooleanField(
        _l("I called the listed number, and they said that this person may speak for them."),
        [Required(_l("the box, once you have called"))],
    )
    days = one_of(_l("How long shall the link work?"), Days, DAYS_LABELS, default=Days.MONTH)

    def validate_called(self, field: BooleanField) -> None:
        """Ask for the call."""
        if not field.data:
            raise StopValidation(gettext("Call the listed number first, then tick this."))

    def to_days(self) -> int:
        """Return for how many days the link shall work."""
        days = int(self.days.data or Days.MONTH)
        return days if days in claiming.DAYS_OFFERED else int(Days.MONTH)


def slug_of(address: str | None) -> str:
    """Return the slug in the address of a listing's page, or the slug itself."""
    return (address or "").strip().rstrip("/").rpartition("/")[2]
