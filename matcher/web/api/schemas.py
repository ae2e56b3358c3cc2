"""What the API takes in: shapes and bounds; a number is a number, and nothing unknown passes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)
from typing_extensions import TypeAliasType

from matcher.domain.needs import CLOSENESS, HALF_DISTANCE_MILES

MOST_CRITERIA = 100
MOST_MATCHES = 100
LONGEST_PLACE = 200

TERM, ANY_OF, TEXT, POINT = "<term>", "<any of>", "<text>", "<point>"
"""Tags that pydantic puts into the path of an error; no field is called that."""


def whole(value: object) -> object:
    """Let 20.0 be the whole number that JSON Schema says it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def term_or_any_of(value: object) -> str | None:
    """Tell a bare term from a criterion spelled out."""
    if isinstance(value, str):
        return TERM
    return ANY_OF if isinstance(value, dict) else None


def text_or_point(value: object) -> str | None:
    """Tell the name of a place from its coordinates."""
    if isinstance(value, str):
        return TEXT
    return POINT if isinstance(value, dict) else None


Term = TypeAliasType("Term", Annotated[str, StringConstraints(min_length=1)])
"""The slug of one term of the taxonomy; the OpenAPI document lists them all."""


class Strict(BaseModel):
    """An object with just the fields it names."""

    # Built when the API is first asked: most processes that load this never ask it.
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class AnyOf(Strict):
    """One term, or any of several: the best answer counts."""

    any_of: list[Term] = Field(alias="any", min_length=1, max_length=MOST_CRITERIA)
    because: Any = Field(None, description="Accepted and ignored.")


class WeightedAnyOf(AnyOf):
    """A criterion that lifts a program by its weight."""

    weight: Annotated[int, BeforeValidator(whole), Field(ge=1, le=3)] = 1


class PointIn(Strict):
    """A point in decimal degrees."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


Criterion = Annotated[
    Annotated[Term, Tag(TERM)] | Annotated[AnyOf, Tag(ANY_OF)],
    Discriminator(
        term_or_any_of,
        custom_error_type="criterion",
        custom_error_message='Give a term, or {"any": [terms]}.',
    ),
]

WeightedCriterion = Annotated[
    Annotated[Term, Tag(TERM)] | Annotated[WeightedAnyOf, Tag(ANY_OF)],
    Discriminator(
        term_or_any_of,
        custom_error_type="criterion",
        custom_error_message='Give a term, or {"any": [terms], "weight": 1, 2 or 3}.',
    ),
]

Near = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PLACE), Tag(TEXT)]
    | Annotated[PointIn, Tag(POINT)],
    Discriminator(
        text_or_point,
        custom_error_type="near",
        custom_error_message=(
            'Give a ZIP code, "City, ST" or "lat,lon" as text,'
            ' or {"latitude": .., "longitude": ..}.'
        ),
    ),
]


class MatchesRequest(Strict):
    """A search: from where, how far, what must be and what is wished for."""

    near: Near = Field(
        description="A ZIP code, “City, ST”, “lat,lon”, or a point.", examples=["94110"]
    )
    within_miles: Annotated[float, Field(gt=0)] | None = Field(
        None, description="Absent or null: anywhere."
    )
    must: list[Criterion] = Field([], max_length=MOST_CRITERIA)
    wish: list[WeightedCriterion] = Field([], max_length=MOST_CRITERIA)
    closeness: float = Field(
        CLOSENESS, ge=0, le=1, description="The share of the score that nearness decides."
    )
    half_distance_miles: float = Field(
        HALF_DISTANCE_MILES, gt=0, description="The miles at which nearness is worth one half."
    )
    limit: Annotated[int, BeforeValidator(whole), Field(ge=1, le=MOST_MATCHES)] = 20
    offset: Annotated[int, BeforeValidator(whole), Field(ge=0)] = 0


class PlacesQuery(Strict):
    """A place as somebody typed it."""

    q: str = Field(min_length=1, max_length=LONGEST_PLACE)
