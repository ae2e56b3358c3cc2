"""The form that looks for an interventionist."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from matcher.domain.answer_reading import LONGEST_PLACE
from matcher.domain.interventionists.vocabulary import Language, Manner
from matcher.web.forms.base import AtMost, BaseForm, one_of
from matcher.web.forms.find import PlaceField
from matcher.web.forms.interventionist_words import LANGUAGES, MANNERS


class LookForm(BaseForm):
    """Where, and how, an interventionist should work. Nothing in it is worth forging."""

    class Meta(BaseForm.Meta):
        """No token: it would make the page, the same for everyone, somebody's own."""

        csrf = False

    near = PlaceField(_l("Where are you?"), [AtMost(LONGEST_PLACE, _l("the place"))])
    manner = one_of(_l("How should they work?"), Manner, MANNERS)
    language = one_of(_l("In which language?"), Language, LANGUAGES)
    remote = BooleanField(_l("Works by phone and video"))
    knows = BooleanField(_l("Knows a program on my list"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer to leave the two lists open."""
        super().__init__(*args, **kwargs)
        for field, label in ((self.manner, _l("Any way")), (self.language, _l("Any language"))):
            field.choices = [SelectChoice(value="", label=label), *field.choices]

    def to_keep(self) -> dict[str, Any]:
        """Return what was asked, as plain values."""
        return {
            "near": self.near.data or "",
            "manner": str(self.manner.data or ""),
            "language": str(self.language.data or ""),
            "remote": bool(self.remote.data),
            "knows": bool(self.knows.data),
        }
