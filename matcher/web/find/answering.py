"""What the way in does to the answers a browser keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matcher.domain.answer_reading import AnswersNotUnderstood, read_answers, write_answers
from matcher.domain.answers import Answers, Within
from matcher.domain.cards import CARDS, CardId
from matcher.domain.intake import needs_from
from matcher.domain.picking import PICKS, read_picks, write_picks
from matcher.domain.refining import (
    ANYWHERE,
    Importance,
    Step,
    name_of,
    overruled,
    read_step,
    together,
    write_step,
)
from matcher.domain.safety import ShownCard
from matcher.domain.wizard import Question
from matcher.domain.wizard_questions import answer
from matcher.web import kept
from matcher.web.forms.find import PICK, ShortForm

CARDS_AT_ONCE = {
    "danger": {CardId.OVERDOSE_NOW, CardId.SUICIDAL, CardId.VIOLENCE},
    "afraid": {CardId.VIOLENCE},
}
"""The questions whose cards are read before the next page, and those cards."""


def answers_here() -> Answers:
    """Return what this browser keeps; nothing where it keeps none that we still understand."""
    try:
        return read_answers(kept.answers() or {})
    except AnswersNotUnderstood:
        return Answers()


def picks_here() -> dict[str, Importance]:
    """Return what was weighed on the front page."""
    return read_picks(kept.picks())


def keep(question: Question, values: Sequence[str]) -> Answers:
    """Keep one answer beside the others; a change made on the list gives way to a new answer."""
    before = answers_here()
    answers = answer(before, question.id, list(values))
    kept.keep_answers(write_answers(answers))
    _let_go(
        radius=before.within is not answers.within,
        closeness=before.closeness is not answers.closeness,
    )
    return answers


def keep_cards(question: Question, answers: Answers, before: str) -> None:
    """Keep the cards that this one answer brought up, to be read before the next page."""
    only = Answers(
        for_whom=answers.for_whom,
        danger=answers.danger if question.id == "danger" else (),
        afraid=answers.afraid if question.id == "afraid" else None,
    )
    at_once = CARDS_AT_ONCE.get(question.id, set())
    kept.keep_to_read_first(
        [each.id for each in needs_from(only).cards if each.id in at_once], before
    )


def cards_before(page: str) -> tuple[ShownCard, ...]:
    """Return the cards to be read before *page*; none where there are none, or they were read."""
    waiting = kept.to_read_first()
    if waiting.get("before") != page:
        return ()
    return tuple(ShownCard(CardId(each)) for each in waiting["cards"] if each in set(CARDS))


def put_cards_away() -> str | None:
    """Put the cards away once they were read, and return the page they came before."""
    before: str | None = kept.to_read_first().get("before")
    kept.keep_to_read_first((), "")
    return before


def keep_short(form: ShortForm) -> None:
    """Keep where, how far and what matters; what was changed on a list gives way to it.

    What the form leaves as it stood stays as it was, a change on the list no less.
    """
    answers, shown, picked = answers_here(), short_answers(), form.picks()
    within = str(form.within.data)
    moved = within != shown.get("within")
    anew = [
        pick
        for pick in PICKS
        if picked[pick.name].value != shown.get(PICK + pick.name, Importance.SKIP.value)
    ]
    asked = Within(within) if moved and within in list(Within) else answers.within
    kept.keep_answers(write_answers(replace(answers, near=form.near.data, within=asked)))
    kept.keep_picks(
        write_picks({**picks_here(), **{pick.name: picked[pick.name] for pick in anew}})
    )
    _let_go(radius=moved, names=[name_of(pick.criterion) for pick in anew])
    if moved and within not in list(Within):  # another tab has let go of what this one shows
        kept.keep_steps([*kept.steps(), write_step(Step(radius=within))])


def short_answers() -> dict[str, str]:
    """Return what the short form asks for as it stands, by its fields: with changes on the list."""
    answers, change = answers_here(), together(read_step(each) for each in kept.steps())
    picks = picks_here()
    weighed = {
        pick.name: change.importance.get(name_of(pick.criterion), picks.get(pick.name))
        for pick in PICKS
    }
    known = {PICK + name: how.value for name, how in weighed.items() if how is not None}
    if isinstance(answers.near, str):
        known["near"] = answers.near
    within = change.radius or (answers.within and answers.within.value)
    if within or kept.answers():  # a distance that was skipped is none
        known["within"] = within or ANYWHERE
    return known


def _let_go(*, radius: bool, closeness: bool = False, names: Sequence[str] = ()) -> None:
    steps = [read_step(each) for each in kept.steps()]
    left = overruled(steps, radius=radius, closeness=closeness, names=names)
    kept.keep_steps([write_step(each) for each in left])
