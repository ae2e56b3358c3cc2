"""A directory for pages: programs so many miles north of Fresno, taken in as an import would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matcher.app import create_app
from matcher.domain.geography import Point
from matcher.importers.source import ListingRow
from matcher.persistence.base import db
from tests.builders import FRESNO
from tests.keeping import client_keeping
from tests.stored import TAXONOMY
from tests.support.application import told
from tests.support.store import a_listing_row, an_edition, ids, take_in

MILES_A_DEGREE = 69.09
"""Of latitude, on the sphere that distances are measured on."""

SURE = "SA * OP * UB * MD"
ASKS = "SA * OP * UB"
NEAR_MISS = "SA * OP * UB * SF"
REFUSED = "SA * OP * NOOP * SF"

HEROIN: dict[str, Any] = {
    "near": f"{FRESNO.latitude},{FRESNO.longitude}",
    "within_miles": 50,
    "for": "spouse",
    "substances": ["heroin"],
    "payment": ["medicaid"],
}
"""Someone who must have a program for opioids that takes Medicaid."""


def a_row(name: str, miles: float = 5.0, codes: str = SURE, **cells: str) -> ListingRow:
    """Build a program so many miles north of Fresno; an empty latitude is an unknown place."""
    point = Point(FRESNO.latitude + miles / MILES_A_DEGREE, FRESNO.longitude)
    known = {"latitude": str(point.latitude), "longitude": str(point.longitude)}
    special = {key: cells.pop(key) for key in ("confidential", "sample") if key in cells}
    street = f"{len(name)} {name} Street"
    return a_listing_row(2, name, codes=codes, **(known | {"street1": street} | cells), **special)  # type: ignore[arg-type]  # cells are named as the directory names them


def listing(app: Flask, *rows: ListingRow, **options: Any) -> dict[str, str]:
    """Take the rows in as one edition; return each program's id by its name."""
    with app.app_context():
        take_in(db.session, TAXONOMY, an_edition(*rows), **options)
        return {name.split("/")[1]: id_ for name, id_ in ids(db.session).items()}


def an_app_listing(folder: Path, migrated: Path, *rows: ListingRow) -> Flask:
    """Compose an application over a directory of its own, for many tests that leave it as it is."""
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    app.testing = True
    listing(app, *rows)
    return app


def asking(app: Flask, answers: Mapping[str, Any] = HEROIN, **changed: Any) -> FlaskClient:
    """Return a browser that keeps these answers."""
    return client_keeping(app, {**answers, **changed})


def press(client: FlaskClient, address: str, *, follow: bool = True, **fields: str) -> Any:
    """Send one form of the page of results, its token included."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/matches").text)
    assert token, "the page has a form"
    data = {"csrf_token": token[1], **fields}
    return client.post(address, data=data, follow_redirects=follow)


def names(page: str) -> list[str]:
    """Return the programs on the list, in order."""
    return re.findall(r'class="result__name">.*?<a [^>]*>([^<]+)</a>', page)


def section(page: str, id_: str) -> str:
    """Return what stands under the heading with this id; nothing where there is none."""
    found = re.search(rf'<section[^>]*aria-labelledby="{id_}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def words(html: Iterable[str] | str) -> str:
    """Return what a piece of a page says, without its tags."""
    text = html if isinstance(html, str) else " ".join(html)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
