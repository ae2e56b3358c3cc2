"""The questions of the wizard, in order; the first is whether anyone is in danger."""

from __future__ import annotations

from dataclasses import replace

from matcher.domain.answers import (
    Afraid,
    Answers,
    Closeness,
    Danger,
    ForWhom,
    Language,
    Setting,
    Within,
    YesNo,
)
from matcher.domain.message import msg
from matcher.domain.person_questions import COUPLE_QUESTIONS, PERSON_QUESTIONS
from matcher.domain.voice import Person, Wording, same
from matcher.domain.wizard import Question, Shape, settled

_DANGER = Question(
    "danger",
    Shape.MANY,
    msg("Danger now"),
    same(msg("Is anyone in danger right now?")),
    msg("Some things cannot wait for a search. We show you at once whom to call."),
    slot="danger",
    vocabulary=Danger,
    private=True,
)

_PLACE = (
    Question(
        "near",
        Shape.PLACE,
        msg("Place"),
        same(msg("Where should we look?")),
        msg("We list programs by how far they are from here. Your home’s town is enough."),
        slot="near",
        hint=msg("A ZIP code or a city and state, such as Fresno, CA"),
    ),
    Question(
        "within_miles",
        Shape.ONE,
        msg("How far"),
        same(msg("How far away may it be?")),
        msg("Programs farther than this are left out. You can change it later."),
        slot="within",
        vocabulary=Within,
    ),
)

_FOR_WHOM = Question(
    "for",
    Shape.ONE,
    msg("For"),
    same(msg("For whom are you looking?")),
    msg("Some programs work with families, and we word our questions by this."),
    slot="for_whom",
    vocabulary=ForWhom,
)

_FAMILY_AND_WISHES = (
    Question(
        "afraid",
        Shape.ONE,
        msg("Afraid"),
        same(msg("Is anyone at home afraid of someone close to them?")),
        msg(
            "We ask everyone. Sessions together can be unsafe when someone is afraid."
            " Your answer is not shown on later pages."
        ),
        slot="afraid",
        vocabulary=Afraid,
        private=True,
    ),
    Question(
        "family_part",
        Shape.ONE,
        msg("Family takes part"),
        Wording(
            msg("Does your family want to take part in treatment?"),
            msg("Do you want to take part in their treatment?"),
        ),
        msg("Some programs have sessions or days for the family."),
        slot="family_part",
        vocabulary=YesNo,
    ),
    Question(
        "extras",
        Shape.TICKS,
        msg("Also matters"),
        same(msg("Do any of these matter to you?")),
        msg("They do not decide. Programs that have them come further up."),
        ticks=(
            (
                "holistic",
                msg("Holistic and experiential therapies (such as acupuncture or activity)"),
            ),
            ("life_skills", msg("Life skills")),
            ("peer", msg("A community of peers")),
        ),
    ),
    Question(
        "language",
        Shape.MANY,
        msg("Language"),
        same(msg("Is another language needed?")),
        msg("Programs that list it come further up."),
        slot="language",
        vocabulary=Language,
    ),
    Question(
        "setting",
        Shape.ONE,
        msg("Live there or at home"),
        Wording(
            msg("Do you want to live at the program or at home?"),
            msg("Should they live at the program or at home?"),
        ),
        msg("If you are not sure, choose “Either is fine”. A clinician helps to decide."),
        slot="setting",
        vocabulary=Setting,
    ),
    Question(
        "closeness",
        Shape.ONE,
        msg("Near or away"),
        same(msg("How much does it matter that it is near home?")),
        msg("Near is easier for family visits. Some people want distance from old places."),
        slot="closeness",
        vocabulary=Closeness,
    ),
)

_ABOUT_THE_PARTNER = tuple(
    replace(question, id=f"partner_{question.id}", person=Person.PARTNER)
    for question in PERSON_QUESTIONS
)

QUESTIONS: tuple[Question, ...] = (
    _DANGER,
    *_PLACE,
    _FOR_WHOM,
    *PERSON_QUESTIONS,
    *COUPLE_QUESTIONS,
    *_ABOUT_THE_PARTNER,
    *_FAMILY_AND_WISHES,
)
"""Every question that may be asked, in order."""


def questions_for(answers: Answers) -> tuple[Question, ...]:
    """Return the questions that apply so far, in order."""
    return tuple(question for question in QUESTIONS if question.applies(answers))


def answer(answers: Answers, question_id: str, values: tuple[str, ...] | list[str]) -> Answers:
    """Answer one question, and drop the answers to those that no longer apply.

    :raise LookupError: where there is no such question.
    :raise AnswersNotUnderstood: where a value is none of its choices.
    """
    return settled(QUESTIONS, BY_ID[question_id].answered(answers, values))


BY_ID = {question.id: question for question in QUESTIONS}
