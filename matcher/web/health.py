"""Whether the process lives, and whether it can answer a family."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from matcher.services.readiness import readiness
from matcher.web.access import public
from matcher.web.given import given

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Answer, and so say that the process lives."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Say whether the database answers, is migrated, and lists programs."""
    found = readiness(given().session)
    status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(ready=found.ready, **asdict(found)), status
