"""One box for a sentence in one's own words, and what may stand beside it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from matcher.domain.answer_reading import LONGEST_PLACE
from matcher.domain.answers import Within
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.domain.one_box.reading import LONGEST
from matcher.domain.refining import RADIUS_BY_NAME
from matcher.services.places import find_place
from matcher.web.forms.base import AtMost, BaseForm, Required
from matcher.web.given import given


class OneBoxForm(BaseForm):
    """What a person types."""

    sentence = StringField(
        _l("Say it in your own words"),
        validators=[Required(_l("a sentence or two")), AtMost(LONGEST, _l("what you wrote"))],
    )
    near = HiddenField()
    within = HiddenField()

    @property
    def beside(self) -> list[HiddenField]:
        """What was filled in above the box, to go along when the sentence is written again."""
        return [field for field in (self.near, self.within) if field.data]

    def place(self) -> str | None:
        """Return the place above the box; None where it names none, or several."""
        if not self.near.data or len(self.near.data) > LONGEST_PLACE:
            return None
        try:
            find_place(given().session, self.near.data, nearly=False)
        except (PlaceNotFound, PlaceAmbiguous):
            return None
        return str(self.near.data)

    def distance(self) -> Within | None:
        """Return the distance above the box; one that only the list offers is anywhere."""
        if self.within.data in list(Within):
            return Within(self.within.data)
        return Within.ANYWHERE if self.within.data in RADIUS_BY_NAME else None
