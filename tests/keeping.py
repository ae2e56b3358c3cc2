"""A browser that already keeps answers and a list, for tests that are not about the way there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matcher.web.sealing import Contents, Sealer
from tests.support.application import SECRET

TWO_SITUATIONS: dict[str, dict[str, Any]] = {
    "one": {
        "near": "36.7378,-119.7871",
        "within_miles": 50,
        "for": "spouse",
        "substances": ["heroin"],
        "mental_health": "yes",
        "family_part": "yes",
        "holistic": "yes",
        "life_skills": "yes",
        "peer": "yes",
        "payment": ["medicaid"],
    },
    "two": {
        "near": "37.7749,-122.4194",
        "for": "spouse",
        "substances": ["alcohol"],
        "daily": "yes",
        "both_use": "yes",
        "couples": "wanted",
        "closeness": "away_is_fine",
    },
}
"""DESIGN section 1, in short."""


def sealed(answers: Mapping[str, Any] | None, shortlist: Iterable[str] = ()) -> str:
    """Return the cookie of a browser that keeps these."""
    values = {"answers": answers and dict(answers), "shortlist": list(shortlist)}
    held = {name: value for name, value in values.items() if value}
    return Sealer(SECRET).seal(Contents(held, time.time()))


def client_keeping(
    app: Flask, answers: Mapping[str, Any] | None = None, shortlist: Iterable[str] = ()
) -> FlaskClient:
    """Return a browser that keeps these answers and this list."""
    client = app.test_client()
    client.set_cookie("session", sealed(answers, shortlist))
    return client
