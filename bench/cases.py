"""A professional's cases: whether a thousand of twenty programs list and open as fast as ten."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from flask.testing import FlaskClient

from bench.report import ms, ratio, table
from matcher.app import create_app
from matcher.persistence.base import db
from matcher.persistence.migrating import ensure_database
from matcher.services.cases.owner import Owner
from matcher.services.cases.sealing import Seal
from tests.manycases import ENTRIES, many_cases
from tests.stored import a_directory, some_places
from tests.support.accounts import sign_in
from tests.support.application import SECRET, told

FEW, MANY = 10, 1000
PROGRAMS = 60


def run(*, quick: bool) -> str:
    """Keep ten cases and a thousand, ask for the same pages in turns, and return the table."""
    with TemporaryDirectory(prefix="matcher-bench-cases-") as name:
        return _measured(Path(name), rounds=20 if quick else 200)


def _measured(folder: Path, rounds: int) -> str:
    config = told(folder)
    ensure_database(config.database_url)
    app = create_app(config)
    desks: dict[int, tuple[FlaskClient, list[str]]] = {}
    with app.app_context():
        some_places(db.session)
        a_directory(db.session, PROGRAMS)
    for count in (FEW, MANY):
        client = app.test_client()
        account = sign_in(client, "interventionist")
        owner = Owner(account.id, Seal(SECRET, account.id))
        with app.app_context():
            ids = [f"p{number:03}" for number in range(ENTRIES)]
            desks[count] = (client, many_cases(db.session, owner, count, ids))
    took: dict[tuple[str, int], list[float]] = {}
    for turn in range(rounds + 5):
        for count, (client, ids) in desks.items():
            for what, ask in _pages(client, ids, turn).items():
                start = time.perf_counter()
                ask()
                if turn >= 5:
                    took.setdefault((what, count), []).append((time.perf_counter() - start) * 1000)
    rows = []
    for what in dict.fromkeys(what for what, _ in took):
        few, many = (float(np.median(took[what, count])) for count in (FEW, MANY))
        rows.append([what, ms(few), ms(many), ratio(many / few)])
    head = ["page", f"{FEW} cases", f"{MANY:,} cases", "ratio"]
    return (
        f"## Cases\n\nOne professional with {FEW} cases and one with {MANY:,}, {ENTRIES} programs"
        " each; the whole page through the application, medians in milliseconds. A page of the"
        " list shows up to twenty cases, so the second has twice the lines.\n\n"
        f"{table(head, rows)}\n"
    )


def _pages(client: FlaskClient, ids: list[str], turn: int) -> dict[str, Callable[[], None]]:
    def ask(address: str) -> None:
        assert client.get(address).status_code == 200, address

    return {
        "the list": lambda: ask("/cases"),
        "one case": lambda: ask(f"/cases/{ids[turn % len(ids)]}"),
    }
