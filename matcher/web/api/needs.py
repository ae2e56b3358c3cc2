"""The wizard's answers in, the search they ask for out, with its reasons and its cards."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, RootModel
from pydantic_core import CoreSchema

from matcher.domain.answer_reading import (
    FIELDS,
    LONGEST_PLACE,
    PARTNER_FIELDS,
    AnswersNotUnderstood,
    read_answers,
)
from matcher.domain.answer_reading import Field as AnswerField
from matcher.domain.answers import Answers, Within
from matcher.domain.cards import CardId
from matcher.domain.criteria import Must, Wish
from matcher.domain.geography import Point
from matcher.domain.intake import Intake
from matcher.services.documents import Document
from matcher.web.api.answers import Closed
from matcher.web.api.locating import locate
from matcher.web.api.reading import read_body, refusal
from matcher.web.api.schemas import PointIn, Term
from matcher.web.problems import FieldError

LONGEST_NAME = 100
"""Characters of a field's name that are repeated, where there is no such field."""


class NeedsRequest(RootModel[dict[str, Any]]):
    """What a family answered; the domain reads it, so that no answer is spelled twice."""

    model_config = ConfigDict(strict=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> Document:
        """Describe the answers by their vocabularies."""
        return _answers_schema()


class MustOut(Closed):
    """A criterion that a program has to meet, and why it is asked."""

    any_of: list[Term] = Field(alias="any")
    because: list[str]


class WishOut(MustOut):
    """A criterion that lifts a program by its weight, and why it is asked."""

    weight: int = Field(ge=1, le=3)


class SearchOut(Closed):
    """A search, as POST /api/v1/matches takes it."""

    near: str | PointIn
    within_miles: int | None
    must: list[MustOut]
    wish: list[WishOut]
    closeness: float


class NeedsAnswer(Closed):
    """The search that answers ask for, and the cards they bring up, in the order shown."""

    needs: SearchOut
    cards: list[CardId]


def read_family() -> Answers:
    """Read the answers in this request's body, and make sure their place is one.

    :raise Problem: as `read_body`, and naming each answer that is none.
    """
    given = read_body(NeedsRequest).root
    errors: list[FieldError] = []
    if given.get("near") is None:
        errors.append(FieldError("near", "This field is needed."))
    try:
        family = read_answers(given)
    except AnswersNotUnderstood as unknown:
        errors += [FieldError(each.field[:LONGEST_NAME], each.message) for each in unknown.errors]
        raise refusal(errors) from None
    if errors:
        raise refusal(errors)
    if isinstance(family.near, str):
        locate(family.near)
    return family


def needs_document(family: Answers, intake: Intake) -> Document:
    """Return the search and its cards."""
    near = family.near
    return {
        "needs": {
            "near": {"latitude": near.latitude, "longitude": near.longitude}
            if isinstance(near, Point)
            else near,
            "within_miles": intake.within_miles,
            "must": [_criterion(must) for must in intake.musts],
            "wish": [{**_criterion(wish), "weight": wish.weight} for wish in intake.wishes],
            "closeness": intake.closeness,
        },
        "cards": [shown.id.value for shown in intake.cards],
    }


def _criterion(asked: Must | Wish) -> Document:
    return {
        "any": list(asked.criterion.terms),
        "because": [str(reason) for reason in asked.because],
    }


def _answers_schema() -> Document:
    """Write the answers out as JSON Schema."""
    person = {field.name: _schema(field) for field in FIELDS}
    partner = {field.name: _schema(field) for field in PARTNER_FIELDS}
    return {
        "type": "object",
        "title": "NeedsRequest",
        "description": "What a family answered. Null is a question that was skipped.",
        "required": ["near"],
        "additionalProperties": False,
        "properties": {
            "near": {
                "description": "A ZIP code, “City, ST”, “lat,lon”, or a point.",
                "examples": ["Fresno, CA"],
                "anyOf": [
                    {"type": "string", "pattern": r"\S", "maxLength": LONGEST_PLACE},
                    _object_of({"latitude": _degrees(90), "longitude": _degrees(180)}),
                ],
            },
            "within_miles": {
                "description": "Null: anywhere.",
                "enum": [choice.miles for choice in Within],
            },
            "partner": {
                "description": "The second person, where both partners use.",
                "anyOf": [
                    {"type": "object", "additionalProperties": False, "properties": partner},
                    {"type": "null"},
                ],
            },
            **person,
        },
    }


def _schema(field: AnswerField) -> Document:
    word = {"type": "string", "enum": _words(field.vocabulary)}
    if field.many:
        return {"anyOf": [{"type": "array", "items": word}, word, {"type": "null"}]}
    return {"anyOf": [word, {"type": "null"}]}


def _words(vocabulary: type[StrEnum]) -> list[str]:
    return [word.value for word in vocabulary]


def _degrees(most: int) -> Document:
    return {"type": "number", "minimum": -most, "maximum": most}


def _object_of(properties: Document) -> Document:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
