"""Forms in which an interventionist writes a profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.answer_reading import LONGEST_PLACE
from matcher.domain.interventionists.profile import Credential, Profile
from matcher.domain.interventionists.vocabulary import (
    FROM_PROGRAMS,
    Approach,
    Language,
    Payer,
    Per,
    Tie,
)
from matcher.domain.states import STATES
from matcher.services.interventionists.writing import Basics, Claimed, Joined, Stated
from matcher.web.filters import can_be_dialed
from matcher.web.forms.base import AnyOf, AtMost, BaseForm, Required, any_of, one_of
from matcher.web.forms.find import PlaceField
from matcher.web.forms.interventionist_words import (
    APPROACHES,
    LANGUAGES,
    LONGEST_LINE,
    LONGEST_WORDS,
    PAYERS,
    PERS,
    TIES,
)

LONGEST_ABOUT = 2000
MOST_DOLLARS = 1_000_000
FARTHEST_MILES = 3000
EARLIEST_YEAR = 1900


class BasicsForm(BaseForm):
    """Who one is, how one works, and who pays."""

    name = StringField(
        _l("Your name, as families should see it"),
        [Required(_l("your name")), AtMost(LONGEST_LINE, _l("your name"))],
    )
    approaches = any_of(
        _l("How do you work?"), Approach, APPROACHES, validators=[Required(_l("at least one way"))]
    )
    payers = any_of(
        _l("Who gives you money for this work?"),
        Payer,
        PAYERS,
        validators=[Required(_l("everyone who pays you"))],
    )
    no_program_money = BooleanField(_l("No program gives me money or gifts, not even travel"))
    paid_words = TextAreaField(
        _l("Anything families should know about that"),
        [AtMost(LONGEST_WORDS, _l("what you wrote"))],
    )
    languages = any_of(
        _l("Which languages do you speak with families?"),
        Language,
        LANGUAGES,
        validators=[Required(_l("at least one language"))],
    )
    remote = BooleanField(_l("I also work by phone and video, anywhere"))
    states = AnyOf(_l("Whole states you work in"))
    phone = StringField(
        _l("Your phone number"), [Required(_l("a phone number")), AtMost(60, _l("the number"))]
    )
    website = StringField(_l("Your website"), [AtMost(LONGEST_LINE, _l("the address"))])
    about = TextAreaField(
        _l("What should a family know about you?"),
        [AtMost(LONGEST_ABOUT, _l("what you wrote"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the states by name."""
        super().__init__(*args, **kwargs)
        by_name = sorted(STATES.items(), key=lambda state: state[1])
        self.states.choices = [SelectChoice(value=code, label=name) for code, name in by_name]

    @classmethod
    def of(cls, profile: Profile | None) -> BasicsForm:
        """Return the form, filled with what the profile says so far."""
        return cls(obj=profile) if profile is not None else cls()

    def validate_phone(self, field: StringField) -> None:
        """Ask for a number that can be dialed."""
        if not can_be_dialed(field.data or ""):
            raise StopValidation(gettext("Enter a phone number such as (559) 555-0100."))

    def validate_no_program_money(self, field: BooleanField) -> None:
        """Ask for one answer where the page gives two."""
        if field.data and FROM_PROGRAMS & set(self.payers.data or ()):
            raise StopValidation(
                gettext("You ticked above that a program pays you. Take one of the two ticks off.")
            )

    def to_basics(self) -> Basics:
        """Return what was written."""
        return Basics(
            name=self.name.data or "",
            about=self.about.data or "",
            approaches=[Approach(each) for each in self.approaches.data or ()],
            payers=[Payer(each) for each in self.payers.data or ()],
            paid_words=self.paid_words.data or "",
            no_program_money=bool(self.no_program_money.data),
            languages=[Language(each) for each in self.languages.data or ()],
            remote=bool(self.remote.data),
            states=self.states.data or (),
            phone=self.phone.data or "",
            website=self.website.data or "",
        )


class WholeNumber(StringField):
    """A whole number within bounds; left open, `number` is None."""

    def __init__(self, label: Any, lowest: int, highest: int, **more: Any) -> None:
        super().__init__(label, **more)
        self.lowest = lowest
        self.highest = highest
        self.number: int | None = None

    def pre_validate(self, _form: Any) -> None:
        """Read the number, with or without commas and a dollar sign.

        :raise StopValidation: where it is none, or out of bounds.
        """
        typed = (self.data or "").replace(",", "").removeprefix("$").strip()
        if not typed:
            return
        if not (
            typed.isascii() and typed.isdigit() and self.lowest <= int(typed[:12]) <= self.highest
        ):
            raise StopValidation(
                gettext(
                    "Enter a whole number from %(low)s to %(high)s.",
                    low=f"{self.lowest}",
                    high=f"{self.highest}",
                )
            )
        self.number = int(typed)


class Day(DateField):
    """A day as browsers send it; left open, it is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day.

        :raise ValueError: where it is none, in our own words.
        """
        if not any(each.strip() for each in valuelist):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Enter a day such as 2027-03-31.")) from error


class AreaForm(BaseForm):
    """A place, and how far around it one travels."""

    near = PlaceField(
        _l("Around which place do you work?"),
        [
            Required(_l("a ZIP code, or a city and state, such as Fresno, CA")),
            AtMost(LONGEST_PLACE, _l("the place")),
        ],
    )
    miles = WholeNumber(
        _l("How many miles around it?"), 1, FARTHEST_MILES, validators=[Required(_l("the miles"))]
    )


class FeeForm(BaseForm):
    """What something costs."""

    per = one_of(_l("What is it for?"), Per, PERS, validators=[Required(_l("what it is for"))])
    low = WholeNumber(_l("From how many dollars?"), 0, MOST_DOLLARS)
    high = WholeNumber(_l("Up to how many dollars?"), 0, MOST_DOLLARS)
    words = StringField(_l("In your words"), [AtMost(LONGEST_WORDS, _l("your words"))])

    def validate_words(self, field: StringField) -> None:
        """Ask for an amount or words."""
        if not field.data and self.low.number is None:
            raise StopValidation(gettext("Enter an amount above, or say it in words."))

    def validate_high(self, _field: WholeNumber) -> None:
        """Ask for a range that rises."""
        if self.high.number is None:
            return
        if self.low.number is None or self.high.number <= self.low.number:
            raise StopValidation(gettext("Enter more than the lower amount, or leave this open."))

    def to_fee(self) -> Stated:
        """Return what was written."""
        return Stated(
            low=self.low.number,
            high=self.high.number,
            per=Per(self.per.data or ""),
            words=self.words.data or "",
        )


class CredentialForm(BaseForm):
    """Training, a certificate, a membership or a license."""

    name = StringField(
        _l("What is it called?"),
        [Required(_l("what it is called")), AtMost(LONGEST_LINE, _l("the name"))],
    )
    issuer = StringField(
        _l("Who gave it to you?"),
        [Required(_l("who gave it to you")), AtMost(LONGEST_LINE, _l("the name"))],
    )
    number = StringField(_l("Its number"), [AtMost(LONGEST_LINE, _l("the number"))])
    where = StringField(
        _l("Where can anyone check it?"), [AtMost(LONGEST_LINE, _l("what you wrote"))]
    )
    expires_on = Day(_l("Until when does it hold?"))

    @classmethod
    def of(cls, credential: Credential | None) -> CredentialForm:
        """Return the form, filled with what stands there."""
        return cls(obj=credential) if credential is not None else cls()

    def to_claimed(self) -> Claimed:
        """Return what was written."""
        return Claimed(
            name=self.name.data or "",
            issuer=self.issuer.data or "",
            number=self.number.data or "",
            where=self.where.data or "",
            expires_on=self.expires_on.data,
        )


class ConnectionForm(BaseForm):
    """What joins one to a program."""

    tie = one_of(
        _l("What joins you to them?"), Tie, TIES, validators=[Required(_l("what joins you"))]
    )
    since = WholeNumber(_l("Since which year?"), EARLIEST_YEAR, EARLIEST_YEAR)
    words = StringField(_l("In your words"), [AtMost(LONGEST_WORDS, _l("your words"))])

    def until(self, today: date) -> ConnectionForm:
        """Take years up to this one."""
        self.since.highest = today.year
        return self

    def to_joined(self) -> Joined:
        """Return what was written."""
        return Joined(
            tie=Tie(self.tie.data or ""), since_year=self.since.number, words=self.words.data or ""
        )


class PlainForm(BaseForm):
    """Nothing but the token that guards a button."""
