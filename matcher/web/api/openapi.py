"""The OpenAPI 3.1 document, made from the schemas the views read with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from matcher.domain.taxonomy import Taxonomy
from matcher.web.api.answers import ProblemOut

REF = "#/components/schemas/{model}"

PROBLEMS = {
    "400": "The body is not JSON.",
    "413": "The body is too large.",
    "415": "The body is not called JSON.",
    "422": "A field is unknown or out of bounds, or a place is unknown or ambiguous.",
}
"""What may go wrong with a body, by status."""

QUERY_PROBLEMS = ("422",)
"""What may go wrong without one."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to ask, and the shapes of question and answer."""

    path: str
    method: str
    id: str
    summary: str
    answer: type[BaseModel] | None = None
    """None where the answer is described elsewhere."""
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None


def document(operations: Iterable[Operation], taxonomy: Taxonomy) -> dict[str, Any]:
    """Describe *operations* as OpenAPI."""
    described = list(operations)
    schemas = _schemas(described)
    if "Term" in schemas:
        schemas["Term"]["enum"] = list(taxonomy.terms)
    paths: dict[str, Any] = {}
    for each in described:
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The treatment matcher",
            "version": "1",
            "description": "Finds addiction treatment programs that fit, and says why."
            " Listings are public directories’ word: call to confirm.",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schemas(operations: list[Operation]) -> dict[str, Any]:
    taken = [model for each in operations for model in (each.body, each.query) if model]
    given = [each.answer for each in operations if each.answer] + [ProblemOut]
    _, definitions = models_json_schema(
        [
            *((model, "validation") for model in taken),
            *((model, "serialization") for model in given),
        ],
        ref_template=REF,
    )
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas


def _operation(each: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": each.id,
        "summary": each.summary,
        "responses": _responses(each),
    }
    if each.query is not None:
        described["parameters"] = _parameters(each.query)
    if each.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _ref(each.body)}},
        }
    return described


def _responses(each: Operation) -> dict[str, Any]:
    shape = _ref(each.answer) if each.answer else {"type": "object"}
    responses: dict[str, Any] = {
        "200": {"description": "The answer.", "content": {"application/json": {"schema": shape}}}
    }
    wrong = PROBLEMS if each.body else QUERY_PROBLEMS if each.query else ()
    for status in wrong:
        responses[status] = {
            "description": PROBLEMS[status],
            "content": {"application/problem+json": {"schema": _ref(ProblemOut)}},
        }
    return responses


def _parameters(query: type[BaseModel]) -> list[dict[str, Any]]:
    schema = query.model_json_schema(ref_template=REF)
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": described}
        for name, described in schema["properties"].items()
    ]


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}
