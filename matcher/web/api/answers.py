"""The shapes the API gives back, for its OpenAPI document; `services.documents` builds them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from matcher.domain.criteria import Kind
from matcher.domain.outcome import Outcome
from matcher.web.api.schemas import Term


class Closed(BaseModel):
    """An object with just the fields it names."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class PlaceOut(Closed):
    """A named place."""

    label: str
    latitude: float
    longitude: float


class PlacesAnswer(Closed):
    """The places a text may mean, the likeliest first; none where nothing is called that."""

    places: list[PlaceOut]


class CountsOut(Closed):
    """How every listed program came out: sure + ask + near_miss + refused = in_range."""

    sure: int
    ask: int
    near_miss: int
    refused: int
    unplaced: int = Field(description="Listed programs without coordinates, whatever the radius.")
    in_range: int


class FindingOut(Closed):
    """One criterion's outcome for one program, the points it earns, and the reason."""

    criterion: list[Term]
    kind: Kind
    outcome: Outcome
    weight: int | None = Field(description="Null for a must.")
    points: float
    reason: str


class ProgramOut(Closed):
    """A listing."""

    id: str
    slug: str
    name: str
    organization: str
    city: str
    state: str
    phone: str


class MatchOut(ProgramOut):
    """A ranked program; points + distance_points + base_points = score."""

    rank: int
    latitude: float
    longitude: float
    miles: float
    doubt: float
    score: float
    findings: list[FindingOut]
    distance_points: float
    base_points: float
    rank_if_confirmed: int | None = Field(
        description="Its rank were its unknown findings alone met; null without unknowns."
    )


class NearMissOut(ProgramOut):
    """A program that says no to one must and to nothing else."""

    missing: list[Term]
    miles: float
    doubt: float
    score: float


class DropOut(Closed):
    """How many matches giving up one must would add."""

    drop: list[Term]
    adds: int


class WidenOut(Closed):
    """How many matches the next larger radius would add; null is anywhere."""

    within_miles: float | None
    adds: int


class MatchesAnswer(Closed):
    """The answer to a search: one page of matches, and everything counted."""

    place: PlaceOut
    counts: CountsOut
    matches: list[MatchOut]
    near_misses: Annotated[list[NearMissOut], Field(max_length=20)]
    what_would_change: list[DropOut | WidenOut]
    facets: dict[str, int] = Field(description="By term: how many of sure + ask meet it.")


class FieldErrorOut(Closed):
    """What is wrong with one field, spelled as in wish[0].weight."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """A request that cannot be answered, and why (RFC 9457)."""

    model_config = ConfigDict(defer_build=True)

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    errors: list[FieldErrorOut]
    candidates: list[PlaceOut] | None = Field(
        None, description="With an ambiguous place: what it may mean."
    )
