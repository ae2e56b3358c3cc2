"""Errors for programs: application/problem+json (RFC 9457), in the shape DESIGN section 7 fixes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, json, request

API_PREFIX = "/api/"


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, named as the body spells it: wish[0].weight."""

    field: str
    message: str


class Problem(Exception):
    """A request the API cannot answer, and why."""

    def __init__(
        self,
        detail: str,
        errors: Iterable[FieldError] = (),
        *,
        status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
        **extra: Any,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.status = status
        self.extra = extra
        """More members of the answer, such as candidates for an ambiguous place."""


def asked_by_program() -> bool:
    """Whether this request came in by the API's door."""
    return request.path.startswith(API_PREFIX)


def answer(problem: Problem) -> Response:
    """Return *problem* as a response."""
    body = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
        "errors": [asdict(error) for error in problem.errors],
        **problem.extra,
    }
    return Response(json.dumps(body), status=problem.status, mimetype="application/problem+json")
