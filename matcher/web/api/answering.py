"""Send an answer: as it is, for it was built from values that are already right."""

from __future__ import annotations

from typing import Any

from flask import Response
from pydantic_core import to_json


def answer(document: dict[str, Any]) -> Response:
    """Return *document* as a response; pydantic's writer takes a third of the time of json's."""
    return Response(to_json(document), mimetype="application/json")
