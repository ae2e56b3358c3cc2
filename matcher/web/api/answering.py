"""Send an answer: as it is, for it was built from values that are already right."""

from __future__ import annotations

import json
from typing import Any

from flask import Response


def answer(document: dict[str, Any]) -> Response:
    """Return *document* as a response."""
    return Response(json.dumps(document, separators=(",", ":")), mimetype="application/json")
