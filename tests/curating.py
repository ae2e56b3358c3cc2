"""Curators at work: a small directory, and a browser that fills in forms as a person would."""

from __future__ import annotations

import html
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matcher.persistence import directory
from matcher.persistence.base import db
from matcher.services.history import history_of
from matcher.web.given import today
from tests.stored import TAXONOMY
from tests.support.accounts import sign_in
from tests.support.store import ids

ORCHARD = "/curate/programs/orchard-fresno-ca"
SLUG = "orchard-fresno-ca"


def id_of(app: Flask, name: str = "Orchard") -> str:
    """Return the id of a program by its name."""
    with app.app_context():
        return {key.split("/")[1]: id_ for key, id_ in ids(db.session).items()}[name]


def a_curator(app: Flask, role: str = "curator", **more: Any) -> FlaskClient:
    """Return the browser of somebody who is signed in."""
    client = app.test_client()
    sign_in(client, role, **more)
    return client


def fields_of(page: str, containing: str = "") -> list[tuple[str, str]]:
    """Return what a browser would send of the form that contains that text, left untouched."""
    forms = re.findall(r"<form\b.*?</form>", page, re.DOTALL)
    form = next(each for each in forms if containing in each)
    sent = []
    pattern = (
        r"<input\b([^>]*)>|<select\b([^>]*)>(.*?)</select>|<textarea\b([^>]*)>\n?(.*?)</textarea>"
    )
    for one in re.finditer(pattern, form, re.DOTALL):
        if one[1] is not None:
            name, kind = _attribute(one[1], "name"), _attribute(one[1], "type")
            ticked = kind not in {"radio", "checkbox"} or " checked" in one[1]
            if name and ticked:
                sent.append((name, _attribute(one[1], "value")))
        elif one[2] is not None:
            options = re.findall(r"<option\b([^>]*)>", one[3])
            chosen = [each for each in options if " selected" in each] or options[:1]
            sent += [(_attribute(one[2], "name"), _attribute(each, "value")) for each in chosen]
        elif _attribute(one[4], "name"):
            sent.append((_attribute(one[4], "name"), html.unescape(one[5])))
    return sent


def send(
    client: FlaskClient, address: str, containing: str = "", *, follow: bool = True, **changed: Any
) -> Any:
    """Open a page, change some fields of its form, and send it where the form says.

    Underscores that begin a name stand for hyphens: `say__detox` is `say-detox`.
    """
    return send_page(client, client.get(address).text, containing, follow=follow, **changed)


def send_page(
    client: FlaskClient, page: str, containing: str = "", *, follow: bool = True, **changed: Any
) -> Any:
    """Change some fields of a page's form, and send it where the form says."""
    forms = re.findall(r"<form\b.*?</form>", page, re.DOTALL)
    form = next(each for each in forms if containing in each)
    action = html.unescape(_attribute(form.partition(">")[0], "action"))
    changed = {name.replace("__", "-"): value for name, value in changed.items()}
    kept: dict[str, list[str]] = {}
    for name, value in fields_of(page, containing):
        if name not in changed:
            kept.setdefault(name, []).append(value)
    for name, value in changed.items():
        if value is not None:
            kept[name] = value if isinstance(value, list) else [value]
    return client.post(action, data=kept, follow_redirects=follow)


def orchard_now(app: Flask) -> Any:
    """Return Orchard as the public sees it."""
    with app.app_context():
        return directory.program_by_slug(db.session, TAXONOMY, SLUG, today())


def acts(app: Flask, program_id: str) -> list[Any]:
    """Return what happened to a program, the newest first."""
    with app.app_context():
        return history_of(db.session, program_id)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?:^|\s){name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""
