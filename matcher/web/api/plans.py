"""Answers for one person or two in, plans across programs out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, RootModel
from pydantic_core import CoreSchema

from matcher.domain.answer_reading import AnswersNotUnderstood, read_answers
from matcher.domain.answers import Answers
from matcher.domain.cards import CardId
from matcher.domain.geography import Place, Point
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.people import MOST_PEOPLE
from matcher.services.documents import Document
from matcher.services.planning import Journey
from matcher.web.api.answers import Closed, PlaceOut, ProgramOut
from matcher.web.api.locating import locate
from matcher.web.api.needs import LONGEST_NAME, NeedsRequest
from matcher.web.api.reading import read_body, refusal
from matcher.web.api.schemas import Near, PointIn, Strict
from matcher.web.problems import FieldError


class Person(RootModel[dict[str, Any]]):
    """What was answered about one person, as readAnswers takes it; the place may stand outside."""

    model_config = ConfigDict(strict=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> Document:
        """Describe the answers as they are described for readAnswers."""
        return {**NeedsRequest.model_json_schema(), "title": "Person", "required": []}


class PlansRequest(Strict):
    """One person or two, from where, and how far."""

    people: list[Person] = Field(min_length=1, max_length=MOST_PEOPLE)
    near: Near | None = Field(
        None,
        description="A ZIP code, “City, ST”, “lat,lon”, or a point; else the first person's.",
        examples=["Fresno, CA"],
    )
    within_miles: Annotated[float, Field(gt=0)] | None = Field(
        None, description="Null: anywhere. Absent: what the first person answered."
    )


class ProgramAtOut(ProgramOut):
    """A listing and where it is."""

    latitude: float | None
    longitude: float | None


class OutsideOut(ProgramAtOut):
    """The nearest program beyond the radius for a step nobody within it can fill."""

    miles_from_home: float


class HandOverOut(Closed):
    """The way from one program to the next: what to ask, how far, whom to call."""

    ask: str
    miles: float
    phones: list[str]


class StepOut(Closed):
    """One step of a plan; a step without a program is a gap."""

    kind: StepKind
    program: ProgramAtOut | None
    nearest_outside: OutsideOut | None
    helpline: str | None = Field(description="Only for a gap.")
    score: float | None
    doubt: float | None
    miles_from_home: float | None
    miles_from_previous: float | None
    hand_over: HandOverOut | None
    questions: list[str]
    joint: bool


class RunnerUpOut(Closed):
    """The best plan of the same steps that differs in at least one program."""

    programs: list[str | None] = Field(description="An id for each step; null is a gap.")
    score: float | None
    doubt: float
    gaps: int
    miles: float


class PlanOut(Closed):
    """Steps across programs for one person, the last of them aftercare."""

    kind: PlanKind
    person: int
    pair: int | None = Field(description="The same for two plans that share a joint step.")
    steps: list[StepOut]
    score: float | None = Field(description="The objective; null where every step is a gap.")
    doubt: float
    gaps: int
    miles: float = Field(description="From home to each step, added up.")
    notes: list[str]
    runner_up: RunnerUpOut | None
    cards: list[CardId]


class PlansAnswer(Closed):
    """Every plan, for one person or two."""

    place: PlaceOut
    within_miles: float | None
    plans: list[PlanOut]


def read_journey() -> Journey:
    """Read who is planned for, from where and how far.

    :raise Problem: as `read_body`, and naming each answer that is none: people[0].substances[1].
    """
    asked = read_body(PlansRequest)
    errors: list[FieldError] = []
    people = [
        _person(f"people[{position}]", person.root, errors)
        for position, person in enumerate(asked.people)
    ]
    first = people[0]
    if asked.near is None and first.near is None and not errors:
        errors.append(FieldError("near", "This field is needed."))
    if errors:
        raise refusal(errors)
    return Journey(_place(asked, first), _within(asked, first), people)


def _person(name: str, given: dict[str, Any], errors: list[FieldError]) -> Answers:
    try:
        return read_answers(given)
    except AnswersNotUnderstood as unknown:
        errors += [
            FieldError(f"{name}.{each.field[:LONGEST_NAME]}", each.message)
            for each in unknown.errors
        ]
        return Answers()


def _place(asked: PlansRequest, first: Answers) -> Place:
    if asked.near is not None:
        return locate(asked.near)
    if isinstance(first.near, Point):
        return locate(PointIn(latitude=first.near.latitude, longitude=first.near.longitude))
    return locate(first.near or "")


def _within(asked: PlansRequest, first: Answers) -> float | None:
    if "within_miles" in asked.model_fields_set or first.within is None:
        return asked.within_miles
    return first.within.miles
