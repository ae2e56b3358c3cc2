"""Read a request's body into a schema, or say what is wrong with each field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.taxonomy import Taxonomy
from matcher.web.api.schemas import AnyOf, MatchesRequest, WeightedAnyOf
from matcher.web.problems import FieldError, Problem

Schema = TypeVar("Schema", bound=BaseModel)

WORDS = {
    "extra_forbidden": "There is no such field.",
    "missing": "This field is needed.",
    "model_type": "Give an object.",
}
"""Where pydantic's own words would puzzle a reader."""


def read_body(schema: type[Schema]) -> Schema:
    """Read the JSON body of this request.

    :raise Problem: 415, 400 or 422, whichever comes first.
    """
    if not request.is_json:
        raise Problem(
            "Send JSON, as Content-Type: application/json.",
            status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    try:
        given = json.loads(request.get_data(cache=False), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Problem("The body is not JSON.", status=HTTPStatus.BAD_REQUEST) from None
    return read(schema, given)


def read(schema: type[Schema], given: Any) -> Schema:
    """Read *given* into *schema*.

    :raise Problem: 422, naming each field.
    """
    try:
        return schema.model_validate(given)
    except ValidationError as refused:
        raise refusal(_errors(refused)) from None


def read_search(taxonomy: Taxonomy) -> MatchesRequest:
    """Read the search in this request's body.

    :raise Problem: as `read_body`, and naming each term that does not exist.
    """
    asked = read_body(MatchesRequest)
    unknown = [*_unknown("must", asked.must, taxonomy), *_unknown("wish", asked.wish, taxonomy)]
    if unknown:
        raise refusal(unknown)
    return asked


def needs_of(asked: MatchesRequest, point: Point) -> Needs:
    """Return what was asked, from *point*."""
    return Needs(
        point,
        asked.within_miles,
        tuple(Must(_criterion(must)) for must in asked.must),
        tuple(
            Wish(_criterion(wish), wish.weight if isinstance(wish, WeightedAnyOf) else 1)
            for wish in asked.wish
        ),
        half_distance_miles=asked.half_distance_miles,
        closeness=asked.closeness,
    )


def refusal(errors: list[FieldError], **extra: Any) -> Problem:
    """Return the problem of a request with wrong fields."""
    detail = "; ".join(f"{error.field}: {error.message}" for error in errors)
    return Problem(detail, errors, **extra)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _criterion(given: str | AnyOf) -> Criterion:
    return Criterion((given,) if isinstance(given, str) else tuple(given.any_of))


def _unknown(
    name: str, criteria: Sequence[str | AnyOf], taxonomy: Taxonomy
) -> Iterator[FieldError]:
    for position, criterion in enumerate(criteria):
        here = f"{name}[{position}]"
        named = (
            {here: criterion}
            if isinstance(criterion, str)
            else {f"{here}.any[{index}]": term for index, term in enumerate(criterion.any_of)}
        )
        yield from _unknown_terms(named, taxonomy)


def _unknown_terms(named: Mapping[str, str], taxonomy: Taxonomy) -> Iterator[FieldError]:
    for field, term in named.items():
        if term not in taxonomy.terms:
            similar = taxonomy.similar(term)
            hint = f" Did you mean {' or '.join(similar)}?" if similar else ""
            yield FieldError(field, f"There is no term “{term[:100]}”.{hint}")


def _errors(refused: ValidationError) -> list[FieldError]:
    return [
        FieldError(_field(each), WORDS.get(each["type"], each["msg"]))
        for each in refused.errors(include_url=False, include_context=False, include_input=False)
    ]


def _field(error: ErrorDetails) -> str:
    """Spell a path as the body does: wish[0].weight."""
    path = ""
    for step in error["loc"]:
        if isinstance(step, int):
            path += f"[{step}]"
        elif not step.startswith("<"):
            path += f".{step}" if path else step
    return path or "body"
