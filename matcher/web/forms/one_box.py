"""One box for a sentence in one's own words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from matcher.domain.one_box.reading import LONGEST
from matcher.web.forms.base import AtMost, BaseForm, Required


class OneBoxForm(BaseForm):
    """What a person types."""

    sentence = StringField(
        _l("Say it in your own words"),
        validators=[Required(_l("a sentence or two")), AtMost(LONGEST, _l("what you wrote"))],
    )
