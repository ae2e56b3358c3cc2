"""Send what is wrong in a listing as a person does: after reading the page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matcher.persistence import suggestions
from matcher.persistence.base import db
from matcher.web.programs import machines
from tests.support.application import csrf_token

ORCHARD = "orchard-fresno-ca"


def opened(app: Flask, slug: str = ORCHARD, *, seconds_ago: float = 30) -> str:
    """Return the seal of a form that was opened so many seconds ago."""
    with app.app_context():
        return machines.seal(slug, datetime.now(UTC) - timedelta(seconds=seconds_ago))


def report(client: FlaskClient, slug: str = ORCHARD, **fields: Any) -> Any:
    """Send a report about a listing; what a test does not name is as a person leaves it."""
    data = {
        "csrf_token": csrf_token(client),
        "opened": opened(client.application, slug),
        **fields,
    }
    return client.post(f"/programs/{slug}/report", data=data)


def link_in(page: str) -> str:
    """Return the path of the link that a page shows once."""
    found = re.search(r'class="long-address" href="https?://[^/"]+(/[^"]+)"', page)
    assert found, "the page shows a link"
    return found[1]


def sent(app: Flask, state: str = "new") -> list[Any]:
    """Return the suggestions in a state, the oldest first."""
    with app.app_context():
        found = suggestions.in_state(db.session, [state], limit=100)
        return [each.suggestion for each in found]


def press(client: FlaskClient, address: str, **fields: Any) -> Any:
    """Send a form of a signed-in person's page."""
    return client.post(address, data={"csrf_token": csrf_token(client), **fields})
