"""Start in one's own words: the answers are filled in for the person to confirm.

The sentence is read and forgotten. It never searches: the page says what was understood and what
was not, and the check page comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.domain.answer_reading import write_answers
from matcher.domain.answers import Answers
from matcher.domain.intake import needs_from
from matcher.domain.one_box.reading import Understood, understand
from matcher.domain.safety import ShownCard
from matcher.domain.wizard import Line, lines
from matcher.domain.wizard_questions import QUESTIONS
from matcher.web import kept
from matcher.web.access import public
from matcher.web.forms.one_box import OneBoxForm

bp = Blueprint("one_box", __name__, url_prefix="/find/in-your-words")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the page shows of a sentence."""

    understood: Understood
    lines: tuple[Line, ...]
    """The answers that were filled in; the private ones are on no page."""
    cards: tuple[ShownCard, ...]
    """Emergencies, and what is shown once right after such an answer."""


@bp.get("")
@public
def ask() -> ResponseReturnValue:
    """Offer the box on a page of its own."""
    return render_template("one_box/ask.html", form=OneBoxForm())


@bp.post("")
@public
def read() -> ResponseReturnValue:
    """Fill in what the sentence says and nothing else, in place of earlier answers."""
    form = OneBoxForm()
    if not form.validate():
        return render_template("one_box/ask.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    understood = _with_what_stands_above(understand(form.sentence.data), form)
    start_again(understood)
    return render_template("one_box/heard.html", heard=heard(understood))


def _with_what_stands_above(understood: Understood, form: OneBoxForm) -> Understood:
    """Fill in the place and the distance that stand above the box, where the sentence has none."""
    answers = understood.answers
    if answers == Answers():
        return understood
    return replace(
        understood,
        answers=replace(
            answers,
            near=answers.near or form.place(),
            within=answers.within or form.distance(),
        ),
    )


def start_again(understood: Understood) -> None:
    """Keep what was understood; nothing of an earlier search goes along."""
    kept.keep_answers(write_answers(understood.answers))
    kept.keep_picks({})
    kept.keep_steps([])


def heard(understood: Understood) -> Heard:
    """Return what to show of *understood*."""
    answers = understood.answers
    cards = needs_from(answers).cards
    return Heard(
        understood,
        tuple(line for line in lines(QUESTIONS, answers) if line.question.given(answers)),
        tuple(each for each in cards if each.card.emergency),
    )
