"""The forms of the way in: the short one on the front page, and one for each question."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from matcher.domain.answer_labels import label
from matcher.domain.answer_reading import LONGEST_PLACE
from matcher.domain.answers import Answers, Within
from matcher.domain.geography import Place, PlaceAmbiguous, PlaceNotFound
from matcher.domain.picking import PICKS
from matcher.domain.refining import RADIUS_BY_NAME, Importance
from matcher.domain.wizard import Question, Shape
from matcher.services.places import find_place
from matcher.web.forms.base import AnyOf, AtMost, BaseForm, OneOf, Required, weigh
from matcher.web.given import given
from matcher.web.i18n import say

PICK = "pick_"
SKIP = "skip"
INSTEAD = "instead"
MOST_OFFERED = 8
"""Of places that may have been meant; who lives in a smaller one names the state."""


class PlaceField(StringField):
    """Words that name one place we know."""

    instead: tuple[Place, ...] = ()
    """The places that may have been meant, where the words name none or several."""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read the words typed, or the place that was pressed instead of them."""
        super().process(formdata, *args, **kwargs)
        pressed = formdata.get(INSTEAD) if formdata else None
        if pressed:
            self.data = pressed

    def post_validate(self, _form: Any, validation_stopped: bool) -> None:  # noqa: FBT001  WTForms passes it by position
        """Look the place up once everything else about it is right.

        :raise ValidationError: where it names no place, or several.
        """
        if validation_stopped or not self.data:
            return
        try:
            find_place(given().session, self.data)
        except PlaceAmbiguous as error:
            self.instead = error.candidates[:MOST_OFFERED]
            raise ValidationError(gettext("Several places have this name. Choose one.")) from error
        except PlaceNotFound as error:
            self.instead = error.suggestions[:MOST_OFFERED]
            raise ValidationError(
                gettext("Enter a ZIP code, or a city and state, such as Fresno, CA.")
            ) from error


class ShortForm(BaseForm):
    """Where, how far, and what matters: enough for a first list."""

    near = PlaceField(
        _l("Where should we look?"),
        [
            Required(_l("a ZIP code, or a city and state, such as Fresno, CA")),
            AtMost(LONGEST_PLACE, _l("the place")),
        ],
    )
    within = OneOf(
        _l("How far away may it be?"), [Required(_l("a distance"))], default=Within.FIFTY.value
    )

    def __init__(self, *args: Any, farther: str | None = None, **kwargs: Any) -> None:
        """Offer the distances in the page's language, and a farther one chosen on the list."""
        super().__init__(*args, **kwargs)
        self.within.choices = [
            SelectChoice(value=each.value, label=say(label(each))) for each in Within
        ]
        if farther in RADIUS_BY_NAME and farther not in list(Within):
            words = gettext("%(miles)s miles", miles=farther)
            self.within.choices.insert(-1, SelectChoice(value=farther, label=words))

    @property
    def weighed(self) -> list[Any]:
        """The fields that ask how much one thing matters."""
        return [self[PICK + pick.name] for pick in PICKS]

    def picks(self) -> dict[str, Importance]:
        """Return how much each thing matters."""
        chosen = {pick.name: self[PICK + pick.name].data for pick in PICKS}
        return {name: Importance(how or Importance.SKIP) for name, how in chosen.items()}


for _pick in PICKS:
    setattr(ShortForm, PICK + _pick.name, weigh(_l(_pick.label.template)))


def question_form(question: Question, answers: Answers) -> BaseForm:
    """Return the form of one question, filled with what was answered so far."""
    words = say(question.ask(answers))
    so_far = list(question.given(answers))
    choices = [SelectChoice(value=each.value, label=say(each.label)) for each in question.choices]
    field: Any
    if question.shape is Shape.PLACE:
        tidy = [AtMost(LONGEST_PLACE, _l("the place"))]
        field = PlaceField(words, tidy, default=next(iter(so_far), ""))
    elif question.shape is Shape.ONE:
        field = OneOf(words, choices=choices, default=next(iter(so_far), None))
    else:
        field = AnyOf(words, choices=choices, default=so_far)

    class QuestionForm(BaseForm):
        """One question."""

        answer = field

    return QuestionForm()


def values(form: BaseForm) -> tuple[str, ...]:
    """Return what was answered as the domain takes it; nothing where nothing was."""
    data = form["answer"].data
    if isinstance(data, str):
        return (data,) if data else ()
    return tuple(data or ())
