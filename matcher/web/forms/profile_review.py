"""Forms in which an admin confirms, disputes or hides what interventionists say."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from matcher.domain.interventionists.vocabulary import (
    OF_A_CONNECTION,
    OF_A_CREDENTIAL,
    Proof,
    Standing,
)
from matcher.services.interventionists.reviewing import Verdict
from matcher.web.forms.base import AtMost, BaseForm, Required, one_of
from matcher.web.forms.interventionist_words import LONGEST_WORDS, PROOFS, STANDINGS


class VerdictForm(BaseForm):
    """What an admin found."""

    standing = one_of(
        _l("What did you find?"), Standing, STANDINGS, validators=[Required(_l("what you found"))]
    )
    proof = one_of(_l("What does it rest on?"), Proof, PROOFS)
    reason = TextAreaField(
        _l("In words that families read"), [AtMost(LONGEST_WORDS, _l("what you wrote"))]
    )

    def for_credential(self) -> VerdictForm:
        """Offer what may confirm a credential."""
        return self._offer(OF_A_CREDENTIAL)

    def for_connection(self) -> VerdictForm:
        """Offer what may confirm a connection."""
        return self._offer(OF_A_CONNECTION)

    def _offer(self, proofs: tuple[Proof, ...]) -> VerdictForm:
        self.proof.choices = [SelectChoice(value=each, label=PROOFS[each]) for each in proofs]
        return self

    def validate_proof(self, _field: Any) -> None:
        """A confirmation says what it rests on."""
        if self.standing.data == Standing.CONFIRMED and not self.proof.data:
            raise StopValidation(gettext("Choose what it rests on."))

    def validate_reason(self, field: TextAreaField) -> None:
        """A dispute says why."""
        if self.standing.data == Standing.DISPUTED and not field.data:
            raise StopValidation(gettext("Say why it is disputed."))

    def to_verdict(self, by: str) -> Verdict:
        """Return what was found, and by whom."""
        return Verdict(
            standing=Standing(self.standing.data or ""),
            by=by,
            proof=Proof(self.proof.data) if self.proof.data else None,
            reason=self.reason.data or "",
        )


class HideForm(BaseForm):
    """Why families should not see a profile."""

    reason = TextAreaField(
        _l("Why? Its owner reads this."),
        [Required(_l("the reason")), AtMost(LONGEST_WORDS, _l("the reason"))],
    )
