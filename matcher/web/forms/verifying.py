"""Verification: what was heard in a call, who calls, and what a second person makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.details import Field
from matcher.domain.groups import grouped
from matcher.domain.message import Message
from matcher.domain.outcome import Outcome
from matcher.domain.taxonomy import Taxonomy
from matcher.services.accounts.account import Account
from matcher.services.verifying import Call, Heard, Opened, Said, Spoke
from matcher.web.filters import can_be_dialed
from matcher.web.forms.base import AtMost, BaseForm, Mistake, Required, one_of
from matcher.web.forms.editing_details import FIELD_LABELS
from matcher.web.forms.looking_back import read_day

LONGEST_NOTE = 500
LONGEST_VALUE = 500
BY_HAND = frozenset({Field.CONFIDENTIAL, Field.ADDRESS})
"""Details that a call confirms or not; another value is entered on the page of details."""

SPOKE_LABELS = {
    Spoke.INTAKE: _l("The intake desk"),
    Spoke.FRONT_DESK: _l("The front desk"),
    Spoke.CLINICIAN: _l("A clinician"),
    Spoke.DIRECTOR: _l("The director"),
    Spoke.OTHER: _l("Other staff"),
}


@dataclass(slots=True)
class Item:
    """One thing to ask about, and what was heard."""

    key: str
    label: str
    question: str
    now: Any
    """The answer or value that is published."""
    outcome: Outcome | None
    """None for a detail."""
    is_due: bool
    heard: Heard = Heard.NOT_ASKED
    value: str = ""
    note: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its name in the page."""
        return self.key.replace(":", "-")

    @property
    def field(self) -> Field | None:
        """The field, for a detail."""
        kind, _, what = self.key.partition(":")
        return Field(what) if kind == "detail" else None

    @property
    def choices(self) -> list[tuple[Heard, str]]:
        """What may have been heard, in words that fit what is published."""
        if self.outcome is None:
            other = [] if self.field in BY_HAND else [(Heard.OTHER, gettext("Otherwise now"))]
            return [
                (Heard.NOT_ASKED, gettext("Not asked")),
                (Heard.SAME, gettext("Still so")),
                *other,
                (Heard.UNSURE, gettext("They could not tell")),
            ]
        yes = gettext("Still yes") if self.outcome is Outcome.MET else gettext("Yes now")
        no = gettext("Still no") if self.outcome is Outcome.UNMET else gettext("No now")
        if self.outcome in {Outcome.UNKNOWN, Outcome.UNLISTED}:
            yes, no = gettext("Yes"), gettext("No")
        return [
            (Heard.NOT_ASKED, gettext("Not asked")),
            (Heard.YES, yes),
            (Heard.NO, no),
            (Heard.UNSURE, gettext("They could not tell")),
        ]


class CallForm(BaseForm):
    """What was heard in one call."""

    spoke_with = one_of(_l("Who was it that you spoke with?"), Spoke, SPOKE_LABELS)
    called_on = StringField(_l("On which day did you call?"), default="")
    note = TextAreaField(
        _l("A note for whoever looks at it"), [AtMost(LONGEST_NOTE, _l("the note"))], default=""
    )

    def offer(self, opened: Opened, taxonomy: Taxonomy) -> None:
        """Offer everything one may ask of a program."""
        due = {each.name for each in opened.due}
        self.items = {
            each.key: each for each in (*_details(opened, due), *_terms(opened, taxonomy, due))
        }

    def begin(self, opened: Opened, today: date) -> None:
        """Show what was written so far."""
        call = opened.call
        self.spoke_with.data, self.note.data = call.spoke_with, call.note
        self.called_on.data = (call.called_on or today).isoformat()
        for key, said in call.said.items():
            if key in self.items:
                item = self.items[key]
                item.heard, item.note = said.heard, said.note
                item.value = str(said.value) if said.heard is Heard.OTHER else item.value

    def take(self, sent: Mapping[str, str]) -> None:
        """Read what was sent."""
        for item in self.items.values():
            heard = sent.get(f"heard-{item.id}", "")
            offered = [choice for choice, _ in item.choices]
            item.heard = Heard(heard) if heard in offered else Heard.NOT_ASKED
            item.value = sent.get(f"value-{item.id}", item.value).strip()
            item.note = sent.get(f"note-{item.id}", "").strip()

    def is_whole(self, today: date, *, submit: bool) -> bool:
        """Whether it can be kept, or handed to a second person; else it says what is missing."""
        fine = bool(self.validate())
        for item in self.items.values():
            item.errors = list(_mistakes(item))
            fine = fine and not item.errors
        day = read_day(self.called_on.data)
        if day is None or day > today:
            self.called_on.errors = [gettext("Enter the day of the call; it cannot be tomorrow.")]
            fine = False
        if submit and self.spoke_with.data is None:
            self.spoke_with.errors = [gettext("Choose who it was, by what they do there.")]
            fine = False
        if submit and all(item.heard is Heard.NOT_ASKED for item in self.items.values()):
            self.note.errors = [
                gettext("Write down at least one thing you heard. If nobody answered, save it.")
            ]
            fine = False
        return fine

    def error_list(self) -> list[Mistake]:
        """Return what is wrong, in the order of the page."""
        return [
            *super().error_list(),
            *(
                Mistake(item.id, f"{item.label}: {item.errors[0]}")
                for item in self.items.values()
                if item.errors
            ),
        ]

    @property
    def due(self) -> list[Item]:
        """What is due, details first."""
        return [item for item in self.items.values() if item.is_due]

    def asked_first(self, opened: Opened) -> list[Item]:
        """Return what everybody asks and the listing leaves open."""
        terms = [
            term for each in opened.script if each.finding for term in each.finding.criterion.terms
        ]
        keys = dict.fromkeys(f"term:{term}" for term in terms)
        basics = [f"detail:{each}" for each in (Field.PHONE, Field.HOURS, Field.WAIT, Field.BEDS)]
        return [
            self.items[key]
            for key in (*basics, *keys)
            if key in self.items and not self.items[key].is_due
        ]

    def the_rest(
        self, opened: Opened, taxonomy: Taxonomy
    ) -> list[tuple[Message | None, list[Item]]]:
        """Return everything else by group; details come first, and have no group."""
        shown = {each.key for each in (*self.due, *self.asked_first(opened))}
        details = [
            item for item in self.items.values() if item.outcome is None and item.key not in shown
        ]
        groups: list[tuple[Message | None, list[Item]]] = [(None, details)]
        for group in grouped(taxonomy):
            keys = [f"term:{term.slug}" for term in group.terms]
            groups.append((group.name, [self.items[key] for key in keys if key not in shown]))
        return [(name, items) for name, items in groups if items]

    def to_call(self, opened: Opened) -> Call:
        """Return the call as it was written down."""
        said = {
            item.key: Said(item.heard, item.note, _value(item, opened))
            for item in self.items.values()
            if item.heard is not Heard.NOT_ASKED or item.note
        }
        spoke_with = None if self.spoke_with.data is None else Spoke(self.spoke_with.data)
        return Call(said, spoke_with, read_day(self.called_on.data), self.note.data or "")


class ReviewForm(BaseForm):
    """What a second person makes of a call."""

    seen = HiddenField(default="")


class SendBackForm(BaseForm):
    """Why a call goes back to its caller."""

    reason = TextAreaField(
        _l("Why does it go back? The caller reads this."),
        [Required(_l("a reason")), AtMost(LONGEST_NOTE, _l("the reason"))],
    )


class AssignForm(BaseForm):
    """Who calls."""

    to = SelectField(_l("Who calls?"), default="")

    def offer(self, curators: Iterable[Account], me: Account) -> None:
        """Offer everyone who can call, oneself first."""
        others = [each for each in curators if each.id != me.id]
        self.to.choices = [
            SelectChoice(value=str(me.id), label=gettext("I do")),
            *(SelectChoice(value=str(each.id), label=each.name) for each in others),
        ]

    def to_account(self) -> int:
        """Return the account that was chosen."""
        return int(self.to.data)

    def validate_to(self, field_: SelectField) -> None:
        """Ask for one of those offered."""
        if not str(field_.data or "").isdecimal():
            raise StopValidation(gettext("Choose who calls."))


def _terms(opened: Opened, taxonomy: Taxonomy, due: set[str]) -> Iterable[Item]:
    for term in taxonomy.terms.values():
        answer = opened.program.answer(term.slug)
        yield Item(
            f"term:{term.slug}",
            term.label,
            term.question,
            answer,
            answer.outcome,
            term.slug in due,
        )


def _details(opened: Opened, due: set[str]) -> Iterable[Item]:
    for each in Field:
        now = opened.details[each]
        item = Item(f"detail:{each}", str(FIELD_LABELS[each]), "", now, None, each.value in due)
        item.value = now if isinstance(now, str) else ""
        yield item


def _mistakes(item: Item) -> Iterable[str]:
    if len(item.note) > LONGEST_NOTE:
        yield gettext("Shorten the note to %(count)s characters or fewer.", count=LONGEST_NOTE)
    if len(item.value) > LONGEST_VALUE:
        yield gettext("Shorten it to %(count)s characters or fewer.", count=LONGEST_VALUE)
    if item.heard is Heard.SAME and item.field not in BY_HAND and not item.now:
        yield gettext("The listing says nothing yet. Choose “Otherwise now” and write what is so.")
    if item.heard is not Heard.OTHER:
        return
    if not item.value:
        yield gettext("Write what is so now.")
    elif item.field in {Field.PHONE, Field.INTAKE_PHONE} and not all(
        can_be_dialed(each.strip()) for each in item.value.split(";")
    ):
        yield gettext("Enter a phone number with its area code, such as (559) 555-0100.")


def _value(item: Item, opened: Opened) -> Any:
    """Return what is so of a detail: the value that was confirmed, or the new one."""
    if item.field is None:
        return None
    return item.value if item.heard is Heard.OTHER else opened.details[item.field]
