"""What the page of one case shows, made ready so that the page has nothing left to work out."""

from __future__ import annotations

from datetime import date

from matcher.domain.answer_labels import label
from matcher.domain.answer_reading import AnswersNotUnderstood, read_answers
from matcher.domain.answers import Answers, Within, YesNo
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.wizard import Line, lines
from matcher.domain.wizard_questions import QUESTIONS
from matcher.services.cases.keeping import Case
from matcher.services.cases.opening import Entry, Opened


class CasePage:
    """Everything the template prints."""

    def __init__(self, opened: Opened, on: date) -> None:
        self.opened = opened
        self.case = opened.case
        self.shown = opened.shown
        self.entries = opened.entries
        self.search = opened.search
        self.on = on
        self._answers = _answers(opened.case)

    @property
    def where(self) -> Message | None:
        """How far from where; None as long as nobody said."""
        place = self.search.place.label if self.search else ""
        if not place:
            return None
        within = self._answers.within
        if within is None or within is Within.ANYWHERE:
            return msg("Anywhere, measured from %(place)s", place=verbatim(place))
        return msg("Within %(miles)s miles of %(place)s", miles=within.value, place=verbatim(place))

    @property
    def payers(self) -> tuple[Message, ...]:
        """Who may pay, for each of the people."""
        partner = self._answers.partner.payment if self._answers.partner else ()
        return tuple(label(each) for each in dict.fromkeys((*self._answers.payment, *partner)))

    @property
    def is_for_two(self) -> bool:
        """Whether two people are to be treated."""
        return self._answers.both_use is YesNo.YES

    @property
    def answered(self) -> tuple[Line, ...]:
        """Every answer in words; the two private ones stand on their own page alone."""
        return answered_in(self.case)

    @property
    def due(self) -> list[Entry]:
        """The programs that need a call today."""
        return [each for each in self.entries if each.due]

    @property
    def has_samples(self) -> bool:
        """Whether anything on the open list is made up."""
        return any(each.choice.program.sample for each in self.entries if each.choice)

    @property
    def moved_elsewhere(self) -> int:
        """How many programs moved on the lists that are not open."""
        return sum(self.opened.moved_elsewhere.values())


def answered_in(case: Case) -> tuple[Line, ...]:
    """Return what was answered for a case, in words; the two private answers are left out."""
    answers = _answers(case)
    return tuple(line for line in lines(QUESTIONS, answers) if line.question.given(answers))


def _answers(case: Case) -> Answers:
    try:
        return read_answers(case.needs.get("answers") or {})
    except AnswersNotUnderstood:
        return Answers()
