"""Where a question stands on the way through all of them, and what comes after it.

An address holds how many questions came before, and never which one is asked: the questions
that are asked already tell what was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from matcher.domain.answers import Answers
from matcher.domain.wizard import Question
from matcher.domain.wizard_questions import BY_ID, questions_for

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Visit:
    """How somebody came to a question: walking through all of them, or to change one answer."""

    checking: bool = False
    more: int = 0
    """How many further questions the change has opened."""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Visit:
        """Understand what an address or a form says; anything else is walking through."""
        more = sent.get("more", "")
        return cls(sent.get("then") == CHECK, int(more) if more.isdecimal() else 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one question stands among those that are asked."""

    question: Question
    number: int
    total: int
    visit: Visit

    @property
    def back(self) -> str:
        """The page before it."""
        if self.visit.checking:
            return url_for("find.check")
        if self.number == 1:
            return url_for("find.front")
        return url_for("find.ask", number=self.number - 1)


def at(number: int, answers: Answers, visit: Visit) -> Standing | None:
    """Return the question of that number; None past the last one."""
    asked = questions_for(answers)
    if number > len(asked):
        return None
    return Standing(asked[number - 1], number, len(asked), visit)


def of(question_id: str, answers: Answers, visit: Visit) -> Standing | None:
    """Return where a question stands; None where it is not, or no longer, asked."""
    question, asked = BY_ID.get(question_id), questions_for(answers)
    if question is None or question not in asked:
        return None
    return Standing(question, asked.index(question) + 1, len(asked), visit)


def after(standing: Standing, before: Answers, now: Answers) -> str:
    """Return the page after an answer: the next question, or the check page.

    Who came to change one answer is asked only what that change has opened.
    """
    visit = standing.visit
    here = of(standing.question.id, now, visit)
    following = here.number + 1 if here else standing.number
    if not visit.checking:
        return _page(following, now, Visit())
    known = set(questions_for(before))
    opened = [each for each in questions_for(now) if each not in known]
    if opened:
        first = questions_for(now).index(opened[0]) + 1
        return _page(first, now, Visit(checking=True, more=visit.more + len(opened) - 1))
    if visit.more:
        return _page(following, now, Visit(checking=True, more=visit.more - 1))
    return url_for("find.check")


def change(question: Question, answers: Answers) -> str:
    """Return the page that changes one answer and comes back."""
    return _page(questions_for(answers).index(question) + 1, answers, Visit(checking=True))


def _page(number: int, answers: Answers, visit: Visit) -> str:
    if number > len(questions_for(answers)):
        return url_for("find.check")
    then = CHECK if visit.checking else None
    return url_for("find.ask", number=number, then=then, more=visit.more or None)
