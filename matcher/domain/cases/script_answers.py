"""What a program answered to the questions of a call, and what of it curators may be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.message import msg
from matcher.domain.questions import CallQuestion

LONGEST_ANSWER = 1000


class Said(StrEnum):
    """What they said to one question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


SAID_LABELS = {
    Said.YES: msg("Yes"),
    Said.NO: msg("No"),
    Said.UNSURE: msg("Not sure"),
}


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """One answer, as it was noted during a call."""

    said: Said | None
    words: str = ""
    """Private: they go to nobody."""
    suggested: bool = False
    """Whether it was sent to the curators as a correction."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        return self.said is None and not self.words


@dataclass(frozen=True, slots=True)
class Report:
    """What curators are told of one answer: never the words that were typed."""

    term: str
    """Empty where the question was about several."""
    is_true: bool
    words: str


def report(question: CallQuestion, answer: ScriptAnswer) -> Report | None:
    """Return what one answer can tell the curators; None where it tells nothing of the listing."""
    if question.finding is None or answer.said not in {Said.YES, Said.NO}:
        return None
    is_true = answer.said is Said.YES
    terms = question.finding.criterion.terms
    if len(terms) == 1:
        return Report(terms[0], is_true, "")
    asked = msg("Asked on the phone: %(question)s They said yes.", question=question.question)
    refused = msg("Asked on the phone: %(question)s They said no.", question=question.question)
    return Report("", is_true, str(asked if is_true else refused))
