"""Editing what stands beside a program's terms: names, address, phones, hours, prices, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.states import STATES
from matcher.services.editing import DetailEdit, Edit
from matcher.services.sheets import DetailLine, Sheet
from matcher.web.filters import can_be_dialed
from matcher.web.forms.base import Mistake
from matcher.web.forms.editing import TAKEN_BACK
from matcher.web.forms.grounds import GroundsForm

FIELD_LABELS = {
    Field.NAME: _l("Name of the program"),
    Field.ORGANIZATION: _l("Organization"),
    Field.ADDRESS: _l("Address"),
    Field.CONFIDENTIAL: _l("Is the address confidential?"),
    Field.WEBSITE: _l("Website"),
    Field.PHONE: _l("Phone"),
    Field.INTAKE_PHONE: _l("Phone for getting in"),
    Field.HOURS: _l("Hours"),
    Field.PRICE: _l("Price"),
    Field.WAIT: _l("Wait for a place"),
    Field.BEDS: _l("Beds open"),
    Field.ACCESSIBILITY: _l("Accessibility"),
    Field.VISITING: _l("Visiting rules"),
    Field.PHONE_RULES: _l("Phone rules"),
    Field.STAFF: _l("Training of the staff"),
}
HINTS = {
    Field.NAME: _l("As the program calls itself."),
    Field.ORGANIZATION: _l("Who runs it."),
    Field.WEBSITE: _l("Such as www.orchard.example."),
    Field.PHONE: _l("With its area code, such as (559) 555-0100 ext. 12."),
    Field.INTAKE_PHONE: _l("One or several, with a semicolon between them."),
    Field.HOURS: _l("When somebody answers, such as: Monday to Friday, 8 to 6."),
    Field.PRICE: _l(
        "What a person pays, and for what, such as: $9,000 for 30 days, detox included."
    ),
    Field.WAIT: _l("How long from the call to the first day. It counts for 3 days."),
    Field.BEDS: _l("How many are open, and for whom. It counts for 3 days."),
    Field.ACCESSIBILITY: _l("Such as: step-free entrance and bathroom; an interpreter for ASL."),
    Field.VISITING: _l("Who may visit, when, and from which day on."),
    Field.PHONE_RULES: _l("Whether people keep their phones, and when they may call."),
    Field.STAFF: _l("Which licenses and training the staff have. Name no person."),
}
LONG = frozenset(
    {Field.HOURS, Field.PRICE, Field.WAIT, Field.BEDS, Field.ACCESSIBILITY}
    | {Field.VISITING, Field.PHONE_RULES, Field.STAFF}
)
"""Fields that take more than a line."""

LONGEST = 500
ADDRESS_PARTS = ("street", "street2", "city", "state", "postal_code", "latitude", "longitude")
NEEDED = frozenset({Field.NAME, Field.ORGANIZATION})


class Deed(StrEnum):
    """What a curator does with one detail."""

    LEAVE = "leave"
    SAY = "say"
    TAKE_BACK = "take-back"


@dataclass(slots=True)
class Written:
    """What was written for one detail."""

    line: DetailLine
    deed: Deed
    text: str = ""
    was: str = ""
    """What stood in the control when the page was opened."""
    address: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    wrong_part: str = ""

    @property
    def name(self) -> str:
        """The field."""
        return self.line.field.value

    @property
    def is_long(self) -> bool:
        """Whether it takes more than a line."""
        return self.line.field in LONG

    @property
    def says(self) -> bool:
        """Whether something is said: chosen so, or simply typed."""
        if self.deed is Deed.LEAVE:
            return self._as_text() != self.was
        return self.deed is Deed.SAY

    def _as_text(self) -> str:
        if self.line.field is Field.ADDRESS:
            return _address_text(self.address)
        return self.text

    def value(self) -> Any:
        """Return what a detail keeps."""
        if self.line.field is Field.CONFIDENTIAL:
            return self.text == "yes"
        if self.line.field is not Field.ADDRESS:
            return self.text
        return self.to_address().write()

    def to_address(self) -> WrittenAddress:
        """Return the address that was written."""
        parts = self.address
        placed = bool(parts["latitude"] and parts["longitude"])
        return WrittenAddress(
            parts["street"],
            parts["street2"],
            parts["city"],
            parts["state"].upper(),
            parts["postal_code"],
            float(parts["latitude"]) if placed else None,
            float(parts["longitude"]) if placed else None,
        )


class DetailsForm(GroundsForm):
    """Every detail of one program."""

    seen = HiddenField(default="")
    stamp = HiddenField(default="")

    def begin(self, sheet: Sheet) -> None:
        """Show a curator's draft over what is published."""
        self.seen.data, self.stamp.data = str(sheet.opened.seen), sheet.opened.stamp
        self.begin_with(sheet.grounds)
        self.written = [_from_draft(line) for line in sheet.details]

    def take(self, sheet: Sheet, sent: Mapping[str, str]) -> None:
        """Read what was sent."""
        self.main = sheet.grounds
        self.written = [_sent(line, sent) for line in sheet.details]

    def is_whole(self) -> bool:
        """Whether all that was written can be kept in a draft; else it says what is missing."""
        fine = bool(self.validate())
        for each in self.written:
            each.errors = []
            mistake = _mistake(each) if each.says else None
            if mistake:
                each.wrong_part, message = mistake
                each.errors = [message]
            fine = fine and not each.errors
        if any(each.says for each in self.written):
            fine = self.require() and fine
        return fine

    def error_list(self) -> list[Mistake]:
        """Return what is wrong, in the order of the page."""
        return [
            *super().error_list(),
            *(
                Mistake(target_of(each), f"{FIELD_LABELS[each.line.field]}: {each.errors[0]}")
                for each in self.written
                if each.errors
            ),
        ]

    def the(self, field_: Field) -> Written:
        """Return what was written for one field."""
        return next(each for each in self.written if each.line.field is field_)

    @property
    def shown(self) -> set[str]:
        """The fields that the page showed."""
        return {each.name for each in self.written}

    def to_edits(self) -> list[Edit]:
        """Return the edits that were written."""
        found: list[Edit] = []
        for each in self.written:
            if each.says:
                found.append(self._said(each))
            elif each.deed is Deed.TAKE_BACK:
                found.append(DetailEdit(each.line.field, None, TAKEN_BACK))
        return found

    def _said(self, each: Written) -> DetailEdit:
        """Return an edit; one that stood in the draft on grounds of its own keeps them."""
        value, edit = each.value(), each.line.edit
        if edit is not None and edit.value == value and edit.grounds != self.main:
            return edit
        return DetailEdit(each.line.field, value, self.to_grounds())


def target_of(each: Written) -> str:
    """Return the id of the control where a mistake can be mended."""
    return f"{each.name}-{each.wrong_part}" if each.wrong_part else f"value-{each.name}"


def _from_draft(line: DetailLine) -> Written:
    deed = Deed.LEAVE
    if line.edit is not None:
        deed = Deed.TAKE_BACK if line.edit.value is None else Deed.SAY
    written = Written(line, deed, _text(line, line.shown))
    if line.field is Field.ADDRESS:
        written.address = {
            part: "" if line.shown[part] is None else str(line.shown[part])
            for part in ADDRESS_PARTS
        }
    written.was = written._as_text()  # noqa: SLF001  its own module
    return written


def _sent(line: DetailLine, sent: Mapping[str, str]) -> Written:
    name = line.field.value
    deed = sent.get(f"do-{name}", "")
    written = Written(
        line,
        Deed(deed) if deed in list(Deed) else Deed.LEAVE,
        _plain(sent.get(f"value-{name}", "")),
        sent.get(f"was-{name}", ""),
    )
    if line.field is Field.ADDRESS:
        written.address = {part: sent.get(f"{name}-{part}", "").strip() for part in ADDRESS_PARTS}
    return written


def _text(line: DetailLine, value: Any) -> str:
    if line.field is Field.CONFIDENTIAL:
        return "yes" if value else "no"
    return "" if line.field is Field.ADDRESS else _plain(str(value))


def _plain(text: str) -> str:
    """Return text as a browser sends it back: no blanks at the ends, one kind of line break."""
    return "\n".join(text.strip().splitlines())


def _address_text(parts: Mapping[str, str]) -> str:
    return " | ".join(parts.get(part, "") for part in ADDRESS_PARTS)


def _mistake(each: Written) -> tuple[str, str] | None:
    """Return where a detail is wrong and what to do; None where it is fine."""
    kind = each.line.field
    if kind is Field.ADDRESS:
        return next(_address_mistakes(each.address), None)
    if kind is Field.CONFIDENTIAL:
        return None
    if not each.text and kind in NEEDED:
        return "", gettext("Enter a name, or leave it as it is.")
    if not each.text:
        return "", gettext("Write what is so, or choose “Take back”.")
    if len(each.text) > LONGEST:
        return "", gettext("Shorten it to %(count)s characters or fewer.", count=LONGEST)
    if kind in {Field.PHONE, Field.INTAKE_PHONE} and not _dials(each.text, kind):
        return "", gettext("Enter a phone number with its area code, such as (559) 555-0100.")
    if kind is Field.WEBSITE and ("." not in each.text or " " in each.text):
        return "", gettext("Enter a website, such as www.orchard.example.")
    return None


def _dials(text: str, kind: Field) -> bool:
    numbers = text.split(";") if kind is Field.INTAKE_PHONE else [text]
    return all(can_be_dialed(number.strip()) for number in numbers)


def _address_mistakes(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not parts["city"]:
        yield "city", gettext("Enter the city.")
    if parts["state"].upper() not in STATES:
        yield "state", gettext("Enter the state in two letters, such as CA.")
    digits = parts["postal_code"].replace("-", "")
    if not (digits.isdecimal() and len(digits) in {5, 9}):
        yield "postal_code", gettext("Enter a ZIP code of five digits.")
    if bool(parts["latitude"]) != bool(parts["longitude"]):
        yield "latitude", gettext("Enter both coordinates, or neither.")
    for part, most in (("latitude", 90), ("longitude", 180)):
        if parts[part] and not _is_between(parts[part], most):
            yield part, gettext("Enter a number, such as 36.7500 or -119.7900.")
    if any(len(each) > LONGEST for each in parts.values()):
        yield "street", gettext("Shorten it to %(count)s characters or fewer.", count=LONGEST)


def _is_between(text: str, most: int) -> bool:
    try:
        return -most <= float(text) <= most
    except ValueError:
        return False
