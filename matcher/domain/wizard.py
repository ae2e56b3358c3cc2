"""The wizard's questions as data: what is asked, why, of whom, and what may be answered.

Forms and the check page derive from `QUESTIONS` (in `wizard_questions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from matcher.domain.answer_labels import label
from matcher.domain.answer_reading import LONGEST_PLACE, AnswersNotUnderstood, AnswerUnknown
from matcher.domain.answers import Answers, PartnerAnswers, YesNo
from matcher.domain.geography import Point
from matcher.domain.message import Message, msg, verbatim
from matcher.domain.voice import Person, Wording, about, couple_voice, voice_of


class Shape(StrEnum):
    """How a question is answered."""

    ONE = "one"  # one of the choices
    MANY = "many"  # any number of the choices
    PLACE = "place"  # words that name a place
    TICKS = "ticks"  # any number of plain yes-or-no answers at once


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given: its value in a form, and its words."""

    value: str
    label: Message


NOT_KNOWING = frozenset({"unknown", "not_sure", "skip", "any"})
"""The choices that leave a question open."""


def always(_: Answers | PartnerAnswers) -> bool:
    """Ask everyone."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the wizard. Every question can be skipped; no choice made means so."""

    id: str
    shape: Shape
    heading: Message
    """Its line on the check page."""
    asks: Wording
    why: Message
    slot: str = ""
    """The attribute of the answers that holds it; none for ticks."""
    vocabulary: type[StrEnum] | None = None
    ticks: tuple[tuple[str, Message], ...] = ()
    """The yes-or-no attributes asked at once, each with its words."""
    hint: Message | None = None
    """What to type, where words are typed."""
    person: Person = Person.PERSON
    of_couple: bool = False
    """Whether “you” in it means both partners."""
    asked_if: Callable[[Answers | PartnerAnswers], bool] = always
    """By what is known so far of the person it is about."""
    private: bool = False
    """Asked alone, and not shown on the check page unless that is opened."""

    def ask(self, answers: Answers) -> Message:
        """Return the question, worded for whom the family looks."""
        if self.of_couple:
            return self.asks.to(couple_voice(answers.for_whom))
        return self.asks.to(voice_of(answers.for_whom, self.person))

    def applies(self, answers: Answers) -> bool:
        """Whether it is asked at all, after what was answered before it."""
        if self.person is Person.PARTNER:
            both = answers.both_use is YesNo.YES
            return both and self.asked_if(answers.partner or PartnerAnswers())
        return self.asked_if(answers)

    def about(self, answers: Answers) -> Message | None:
        """Say of whom it is asked, where that is the second partner."""
        return about(answers.for_whom, self.person)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what can be answered, in order; none where words are typed."""
        if self.shape is Shape.TICKS:
            return tuple(Choice(name, words) for name, words in self.ticks)
        if self.vocabulary is None:
            return ()
        return tuple(Choice(word.value, label(word)) for word in self.vocabulary)

    @property
    def offers_not_knowing(self) -> bool:
        """Whether one of its choices already says that somebody does not know or will not say."""
        return any(choice.value in NOT_KNOWING for choice in self.choices)

    def given(self, answers: Answers) -> tuple[str, ...]:
        """Return the values answered so far, as a form holds them; none where it was skipped."""
        holder = self._holder(answers)
        if holder is None:
            return ()
        if self.shape is Shape.TICKS:
            ticked = (name for name, _ in self.ticks if getattr(holder, name) is YesNo.YES)
            return tuple(ticked)
        value = getattr(holder, self.slot)
        if isinstance(value, Point):
            return (f"{value.latitude},{value.longitude}",)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(str(each) for each in values if each is not None)

    def said(self, answers: Answers) -> tuple[Message, ...]:
        """Return what was answered, in words; nothing where it was skipped."""
        given = self.given(answers)
        if self.shape is Shape.PLACE:
            return tuple(verbatim(place) for place in given)
        return tuple(choice.label for choice in self.choices if choice.value in given)

    def answered(self, answers: Answers, values: Sequence[str]) -> Answers:
        """Return the answers with this one as *values*; no value is a skipped question.

        :raise AnswersNotUnderstood: where a value is none of the choices.
        """
        values = [value for value in (" ".join(each.split()) for each in values) if value]
        if self.shape is Shape.TICKS:
            self._refuse_unknown(values)
            ticked: dict[str, Any] = {
                name: YesNo.YES if name in values else None for name, _ in self.ticks
            }
            return replace(answers, **ticked)
        changed = {self.slot: self._understood(values)}
        if self.person is Person.PARTNER:
            return replace(answers, partner=replace(answers.partner or PartnerAnswers(), **changed))
        return replace(answers, **changed)

    def _holder(self, answers: Answers) -> Answers | PartnerAnswers | None:
        return answers.partner if self.person is Person.PARTNER else answers

    def _understood(self, values: Sequence[str]) -> Any:
        """Read form values as this question's answer."""
        if self.vocabulary is None:
            return self._place(values)
        self._refuse_unknown(values)
        words = [word for word in self.vocabulary if word.value in values]
        if self.shape is Shape.MANY:
            return tuple(words)
        if len(words) > 1:
            raise self._refusal("Choose one answer.")
        return words[0] if words else None

    def _place(self, values: Sequence[str]) -> str | None:
        if not values:
            return None
        if len(values[0]) > LONGEST_PLACE:
            raise self._refusal("Enter a ZIP code or a city and state, such as Fresno, CA.")
        return values[0]

    def _refuse_unknown(self, values: Sequence[str]) -> None:
        if not set(values) <= {choice.value for choice in self.choices}:
            raise self._refusal("Choose from the answers on this page.")

    def _refusal(self, sentence: str) -> AnswersNotUnderstood:
        return AnswersNotUnderstood([AnswerUnknown(self.id, sentence)])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check page."""

    question: Question
    about: Message | None
    heading: Message
    answers: tuple[Message, ...]


NOT_ANSWERED = msg("Not answered")
"""The line of a question that was skipped."""


def lines(
    questions: Iterable[Question], answers: Answers, *, private: bool = False
) -> tuple[Line, ...]:
    """Say every answer in words; the private ones only where they were asked to be opened."""
    return tuple(
        Line(each, each.about(answers), each.heading, each.said(answers) or (NOT_ANSWERED,))
        for each in questions
        if each.applies(answers) and each.private is private
    )


def settled(questions: Iterable[Question], answers: Answers) -> Answers:
    """Drop the answers to questions that no longer apply, so that nothing unseen decides."""
    for each in questions:
        if each.given(answers) and not each.applies(answers):
            answers = each.answered(answers, ())
    if answers.both_use is not YesNo.YES:
        answers = replace(answers, partner=None)
    return answers
