"""Families for tests: answers built by name, and every combination of answers by chance."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from matcher.domain.answer_reading import FIELDS, PARTNER_FIELDS, read_answers
from matcher.domain.answers import Answers, PartnerAnswers, Within
from matcher.domain.geography import Point
from matcher.domain.intake import Intake

ALWAYS_WISHED = {
    ("aftercare",): 2,
    ("relapse_prevention",): 1,
    ("discharge_planning",): 1,
    ("individual_therapy",): 1,
    ("group_therapy",): 1,
    ("cbt", "dbt", "trauma_therapy"): 1,
    ("joint_commission", "carf"): 1,
    ("state_licensed",): 1,
}
"""What is wished for whatever was answered (rule 21)."""


def answers(**given: Any) -> Answers:
    """Build answers as the API takes them."""
    return read_answers(given)


def musts(intake: Intake) -> set[tuple[str, ...]]:
    """Return the terms of each must."""
    return {must.criterion.terms for must in intake.musts}


def wishes(intake: Intake) -> dict[tuple[str, ...], int]:
    """Return the terms of each wish, with its weight."""
    return {wish.criterion.terms: wish.weight for wish in intake.wishes}


def because(intake: Intake, *terms: str) -> list[str]:
    """Return the reasons of one criterion, in English."""
    asked: tuple[Any, ...] = (*intake.musts, *intake.wishes)
    return [str(each) for one in asked if one.criterion.terms == terms for each in one.because]


def cards(intake: Intake) -> list[str]:
    """Return the ids of the cards, in order."""
    return [shown.id.value for shown in intake.cards]


def asked(intake: Intake) -> set[str]:
    """Return every term that stands in any criterion."""
    every: tuple[Any, ...] = (*intake.musts, *intake.wishes)
    return {term for one in every for term in one.criterion.terms}


def _words(fields: Any) -> dict[str, st.SearchStrategy[Any]]:
    return {
        field.slot: (
            st.lists(st.sampled_from(field.vocabulary), unique=True).map(tuple)
            if field.many
            else st.none() | st.sampled_from(field.vocabulary)
        )
        for field in fields
    }


some_partner = st.builds(PartnerAnswers, **_words(PARTNER_FIELDS))
some_place = st.sampled_from(["Fresno, CA", "94110", Point(36.7378, -119.7871)])
some_answers = st.builds(
    Answers,
    **_words(FIELDS),
    near=st.none() | some_place,
    within=st.none() | st.sampled_from(Within),
    partner=st.none() | some_partner,
)
"""Any answers at all."""
