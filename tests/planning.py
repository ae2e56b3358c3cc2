"""Families of the town for the tests of plans, and what a page of theirs says."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.application import csrf_token

HEROIN: dict[str, Any] = {"near": "Fresno, CA", "within_miles": 50, "substances": ["heroin"]}
WITH_ALCOHOL: dict[str, Any] = HEROIN | {"substances": ["heroin", "alcohol"], "daily": "yes"}
WHY_DETOX = (
    "Detox from alcohol comes first, because stopping suddenly is dangerous. Medicine for opioid"
    " use (methadone or buprenorphine) is started or kept there"
)
"""What every page of their plan says of its first step."""
ALCOHOL: dict[str, Any] = {"substances": ["alcohol"]}
COUPLE: dict[str, Any] = HEROIN | {
    "for": "spouse",
    "couples": "wanted",
    "both_use": "yes",
    "partner": ALCOHOL,
}
AFRAID: dict[str, Any] = COUPLE | {"afraid": "yes"}
"""Rule 13 fires."""


def words(response: TestResponse) -> str:
    """Return what a page says, without its markup."""
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)
    assert main, "the page has a main part"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def share(client: FlaskClient, page: str, **fields: str) -> tuple[str, str]:
    """Share a plan, and return the addresses of its link and of the one that ends it."""
    made = client.post(page, data={"csrf_token": csrf_token(client)} | fields)
    assert made.status_code == 200, made.status
    link, ends = re.findall(r'class="long-address" href="https?://[^/]+([^"]+)"', made.text)
    return unescape(link), unescape(ends)
