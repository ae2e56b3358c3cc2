"""What a curator's statements rest on: one block for a whole call, and one for a single answer."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation

from matcher.domain.provenance import Evidence
from matcher.services.deciding import SOURCES
from matcher.services.editing import Grounds
from matcher.web.forms.base import AtMost, BaseForm, one_of

LONGEST_SOURCE = 200
LONGEST_NOTE = 1000
LONGEST_WHY = 500

EVIDENCE_LABELS = {
    Evidence.CALL: _l("I called the program"),
    Evidence.PROGRAM: _l("The program says so itself, in writing"),
    Evidence.REGULATOR: _l("A regulator’s record"),
    Evidence.ACCREDITOR: _l("An accreditor’s record"),
    Evidence.FAMILY: _l("A family’s report"),
}
EVIDENCE_SHORT = {
    Evidence.CALL: _l("a call"),
    Evidence.PROGRAM: _l("the program’s own words"),
    Evidence.REGULATOR: _l("a regulator’s record"),
    Evidence.ACCREDITOR: _l("an accreditor’s record"),
    Evidence.FAMILY: _l("a family’s report"),
}


class GroundsForm(BaseForm):
    """What everything on one page rests on, unless an answer says otherwise."""

    evidence = one_of(_l("What does it rest on?"), Evidence, EVIDENCE_LABELS)
    source = StringField(
        _l("Where exactly, as a family reads it"),
        [AtMost(LONGEST_SOURCE, _l("it"))],
        default="",
    )
    note = TextAreaField(
        _l("A note for curators"), [AtMost(LONGEST_NOTE, _l("the note"))], default=""
    )

    def begin_with(self, grounds: Grounds | None) -> None:
        """Show what most of a draft rests on."""
        if grounds is not None:
            self.evidence.data = grounds.evidence
            self.source.data = "" if grounds.source in SOURCES.values() else grounds.source
            self.note.data = grounds.note

    def require(self) -> bool:
        """Ask for the evidence, and tell whether it is there."""
        if self.evidence.data is None:
            self.evidence.errors = [gettext("Choose what it rests on.")]
        return self.evidence.data is not None

    def to_grounds(self) -> Grounds:
        """Return what was chosen; the evidence names the source where nothing closer is said."""
        evidence = Evidence(str(self.evidence.data))
        return Grounds(self.source.data or SOURCES[evidence], evidence, self.note.data or "")


class WhyForm(BaseForm):
    """Why something is published or changed: the history shows it."""

    why = StringField(
        _l("Why? The history shows it to curators."),
        [AtMost(LONGEST_WHY, _l("the reason"))],
        default="",
    )

    def validate_why(self, field: StringField) -> None:
        """Ask for a reason."""
        if not field.data:
            raise StopValidation(gettext("Say in a few words why, such as: I called them today."))
