"""What the check page shows: every answer in words, and the way to change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from matcher.domain.answers import Answers
from matcher.domain.message import Message
from matcher.domain.picking import PICKS
from matcher.domain.refining import Importance
from matcher.domain.wizard import NOT_ANSWERED, Line, lines
from matcher.domain.wizard_questions import BY_ID, QUESTIONS
from matcher.web.find import answering, way


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer, and where to change it."""

    about: Message | None
    heading: Message
    answers: tuple[Message, ...]
    is_answered: bool
    address: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything the template prints."""

    lines: tuple[CheckLine, ...]
    picks: tuple[tuple[Message, Importance], ...]
    say_where: str | None
    """Where to say the place, as long as nobody did."""


def check_page() -> CheckPage:
    """Return the answers that may stand in the open."""
    answers, picks = answering.answers_here(), answering.picks_here()
    return CheckPage(
        _lines(lines(QUESTIONS, answers), answers),
        tuple((pick.label, picks[pick.name]) for pick in PICKS if pick.name in picks),
        None if answers.near else way.change(BY_ID["near"], answers),
    )


def private_lines() -> tuple[CheckLine, ...]:
    """Return the answers that are shown only where somebody asked to see them."""
    answers = answering.answers_here()
    return _lines(lines(QUESTIONS, answers, private=True), answers)


def not_asked() -> str:
    """Return the check page, saying that a question is not asked any more."""
    return url_for("find.check", note="not-asked")


def answers_gone() -> str:
    """Return the check page, saying that earlier answers are no longer here."""
    return url_for("find.check", note="gone")


def _lines(said: Iterable[Line], answers: Answers) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(
            line.about,
            line.heading,
            line.answers,
            line.answers != (NOT_ANSWERED,),
            way.change(line.question, answers),
        )
        for line in said
    )
