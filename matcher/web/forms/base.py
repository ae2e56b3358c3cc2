"""The base of every form: it strips blanks, and says in one voice what to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, Form, FormField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice, enum_coerce
from wtforms.validators import StopValidation

from matcher.domain.refining import Importance
from matcher.web import csrf

E = TypeVar("E", bound=StrEnum)
Words: TypeAlias = str | LazyString


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend, and the id of the control where it can be mended."""

    target: str
    message: str


class Tokens(FlaskForm.Meta.csrf_class):
    """The token of a form is that of the page it stands on."""

    def generate_csrf_token(self, _field: Field) -> str:
        """Return this request's token."""
        return csrf.token()


class BaseForm(FlaskForm):
    """A form of ours."""

    class Meta(FlaskForm.Meta):
        """How fields are bound, and with which token a form is sent."""

        csrf_class = Tokens

        def bind_field(self, form: Form, unbound: Any, options: dict[str, Any]) -> Field:
            """Bind a field so that it never holds blanks at either end."""
            if not issubclass(unbound.field_class, FieldList | FormField):
                options = {**options, "filters": [stripped, *unbound.kwargs.get("filters", ())]}
                unbound.kwargs.pop("filters", None)
            return unbound.bind(form=form, **options)

    def error_list(self) -> list[Mistake]:
        """Return what is wrong, one for each field, in the order of the page."""
        return [Mistake(_target(field), str(field.errors[0])) for field in self if field.errors]


class OneOf(RadioField):
    """One choice of a few; left open, it is None."""

    def pre_validate(self, _form: Form) -> None:
        """Refuse what was not offered; nothing chosen is for Required to judge."""
        if self.data is None:
            return
        if self.data not in [choice.value for choice in self.choices]:
            raise StopValidation(gettext("Choose one of the answers on this page."))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; an empty string is nothing chosen."""
        if valuelist and not valuelist[0]:
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            # What was sent stands in no choice: pre_validate says so in words.
            self.data = valuelist[0]


class AnyOf(SelectMultipleField):
    """Any choices of a few; the ones chosen, in the order offered."""

    def pre_validate(self, _form: Form) -> None:
        """Refuse what was not offered."""
        offered = [choice.value for choice in self.choices]
        if any(value not in offered for value in self.data or ()):
            raise StopValidation(gettext("Choose from the answers on this page."))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = valuelist


def one_of(label: Words, kind: type[E], labels: Mapping[E, Words], **more: Any) -> OneOf:
    """Return a field for one member of *kind*, in the order of *labels*; its data is the member."""
    return OneOf(label, choices=choices(labels), coerce=_member_or_none(kind), **more)


def any_of(label: Words, kind: type[E], labels: Mapping[E, Words], **more: Any) -> AnyOf:
    """Return a field for any members of *kind*; its data is a list of them."""
    return AnyOf(label, choices=choices(labels), coerce=enum_coerce(kind), **more)


def choices(labels: Mapping[E, Words]) -> list[SelectChoice]:
    """Return *labels* as WTForms wants to be told choices."""
    return [SelectChoice(value=value, label=label) for value, label in labels.items()]


def weigh(label: Words, **more: Any) -> OneOf:
    """Return a field that asks how much one thing matters; it starts at skip."""
    labels = {
        Importance.MUST: _l("Must have"),
        Importance.NICE: _l("Nice to have"),
        Importance.SKIP: _l("Skip"),
    }
    return one_of(label, Importance, labels, default=Importance.SKIP, **more)


class Required:
    """Something must be typed or chosen. The sentence is built from *thing*: “a ZIP code”."""

    field_flags: Mapping[
        str, bool
    ] = {}  # no `required` attribute: our own words, not the browser's

    def __init__(self, thing: Words) -> None:
        self.thing = thing

    def __call__(self, _form: Form, field: Field) -> None:
        """Stop at a field that was left empty."""
        if field.data:
            return
        if isinstance(field, RadioField | SelectMultipleField):
            raise StopValidation(gettext("Choose %(thing)s.", thing=self.thing))
        raise StopValidation(gettext("Enter %(thing)s.", thing=self.thing))


class AtMost:
    """No more than so many characters of *thing*: “the note”."""

    def __init__(self, characters: int, thing: Words) -> None:
        self.characters = characters
        self.thing = thing

    def __call__(self, _form: Form, field: Field) -> None:
        """Stop at a field that is too long."""
        if len(field.data or "") > self.characters:
            sentence = gettext(
                "Shorten %(thing)s to %(count)s characters or fewer.",
                thing=self.thing,
                count=self.characters,
            )
            raise StopValidation(sentence)


def stripped(value: Any) -> Any:
    """Return text without blanks at either end, and anything else as it is."""
    return value.strip() if isinstance(value, str) and not isinstance(value, StrEnum) else value


def _target(field: Field) -> str:
    has_options = isinstance(field, RadioField | SelectMultipleField)
    return f"{field.id}-0" if has_options else str(field.id)


def _member_or_none(kind: type[E]) -> Callable[[Any], E | None]:
    coerce = enum_coerce(kind)
    return lambda value: None if value is None or value == "" else coerce(value)
