"""Whose value stays, of each thing in which two listings differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from matcher.services.duplicates.facing import Facing, Kind, Pick
from matcher.web.forms.base import BaseForm, OneOf, Words, one_of


class DecideForm(BaseForm):
    """Nothing but the token: a button that decides something."""


class MergeForm(BaseForm):
    """The choices of one merge; `merge_form` adds one field for each."""

    stays = HiddenField()
    """Which of the pair stays: “one” or “other”."""
    seen = HiddenField()
    """What of the two was shown; a later change makes another."""

    def to_picks(self) -> dict[str, Pick]:
        """Return whose value stays, by the key of the choice."""
        return {
            field.name: Pick(field.data)
            for field in self
            if isinstance(field, OneOf) and field.data is not None
        }


def merge_form(
    facing: Facing, titles: Mapping[str, Words], values: Mapping[str, Mapping[Pick, Words]]
) -> MergeForm:
    """Return the form for two listings; *titles* and *values* by the key of the choice."""
    fields: dict[str, Any] = {
        choice.key: one_of(titles[choice.key], Pick, values[choice.key], default=choice.default)
        for choice in facing.choices
    }
    form: MergeForm = type("ThisMergeForm", (MergeForm,), fields)()
    return form


def fields_of(form: FlaskForm, kind: Kind) -> list[OneOf]:
    """Return the fields of a form that are about one kind of thing."""
    return [each for each in form if isinstance(each, OneOf) and each.name.startswith(f"{kind}-")]


NOTHING = _l("Nothing")
