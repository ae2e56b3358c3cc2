"""Imports: what others wait for meanwhile, and a hundred of them killed with `kill -9`.

Each killed import runs in a process of its own over the whole edition of 2022, takes in that of
2023, and is killed after a random part of the time that one takes, or at a random moment of its
writing. What is found then is either all that was before, or all that the import makes; and the
database's own check passes every time.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from flask import Flask
from sqlalchemy.orm import Session

from bench.directory import WORKBOOK
from bench.report import ms, table
from matcher.app import create_app
from matcher.config import Config
from matcher.domain.taxonomy import Taxonomy
from matcher.importers import gazetteer, seeds
from matcher.importers.source import Reading
from matcher.persistence import places
from matcher.persistence.base import db, new_engine
from matcher.persistence.migrating import ensure_database
from matcher.services import import_review, import_work, sharing
from matcher.services.import_planning import Planned, plan
from matcher.services.import_review import State, Upload, Uploader
from matcher.services.importing import Options, run_import, write
from matcher.services.sources import read_source

OLDER = WORKBOOK.with_name("samhsa_sa_directory_2022.xlsx")
KILLS = 100
ON = date(2026, 11, 22)
SEARCH = {"near": "90012", "within_miles": 50, "must": ["detox"], "limit": 20}
BENCH = Uploader(None, "The bench")


@dataclass(frozen=True)
class Took:
    """The parts of one undisturbed import, in seconds."""

    read: float
    plan: float
    write: float


def run(*, quick: bool = False) -> str:
    """Measure, and return the page's part."""
    if not (WORKBOOK.exists() and OLDER.exists()):
        return "## Imports\n\nNot measured: the two real editions are not here.\n"
    taxonomy = seeds.read_taxonomy()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = folder / "base.sqlite3"
        _fill(base, taxonomy)
        edition, after = _undisturbed(base, folder / "after.sqlite3", taxonomy)
        took = edition.took
        parts = [
            "## Imports",
            "",
            (
                "The 12,744 rows of 2023 into the directory of 2022: read in"
                f" {took.read:.1f} s, worked out in {took.plan:.1f} s without a lock, written in"
                f" {took.write:.1f} s."
            ),
            "",
            _meanwhile(base, folder / "matcher.sqlite3"),
            _kills(base, folder / "killed.sqlite3", edition, after, quick=quick),
        ]
    return "\n".join(parts)


def _fill(path: Path, taxonomy: Taxonomy) -> None:
    url = f"sqlite:///{path}"
    ensure_database(url)
    engine = new_engine(url)
    with Session(engine) as session:
        places.replace_all(session, gazetteer.read())
        run_import(session, taxonomy, read_source(OLDER, taxonomy), Options(on=ON))
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _undisturbed(base: Path, path: Path, taxonomy: Taxonomy) -> tuple[_Edition, str]:
    shutil.copy(base, path)
    engine = new_engine(f"sqlite:///{path}")
    moments = [time.perf_counter()]
    reading = read_source(WORKBOOK, taxonomy)
    moments.append(time.perf_counter())
    with Session(engine) as session:
        planned = plan(session, taxonomy, reading, Options(on=ON))
        moments.append(time.perf_counter())
        write(session, taxonomy, reading, Options(on=ON), planned)
        session.commit()
        moments.append(time.perf_counter())
    engine.dispose()
    return _Edition(taxonomy, reading, Took(*np.diff(moments))), _rows(path)


def _meanwhile(base: Path, path: Path) -> str:
    """Search and write a little while an upload is read, applied and taken back."""
    shutil.copy(base, path)
    told = {"DATABASE_URL": f"sqlite:///{path}", "SECRET_KEY": "x" * 40}
    app = create_app(Config.from_environment(told, instance=path.parent))
    waited: dict[str, dict[str, list[float]]] = {}
    with app.app_context():
        content = WORKBOOK.read_bytes()
        upload = Upload(WORKBOOK.name, content, "auto", None, complete=False)
        id_ = import_review.upload(db.session, upload, BENCH, _now())
        waited["nothing else happens"] = _busy_while(app, lambda: False, least=40)
        import_work.begin(db.session, id_)
        waited["a file is read and looked over"] = _busy_until(app, id_, State.READY)
        digest = import_review.digest_of(db.session, id_)
        import_review.ask_to_apply(db.session, id_, digest, BENCH, _now())
        import_work.begin(db.session, id_)
        waited["it is applied"] = _busy_until(app, id_, State.APPLIED)
        import_review.ask_to_undo(db.session, id_, BENCH, _now())
        import_work.begin(db.session, id_)
        waited["it is taken back"] = _busy_until(app, id_, State.TAKEN_BACK)
    rows = [
        [
            name,
            f"{len(seconds['search'])}",
            ms(1000 * float(np.median(seconds["search"]))),
            ms(1000 * max(seconds["search"])),
            ms(1000 * float(np.median(seconds["write"]))),
            ms(1000 * max(seconds["write"])),
        ]
        for name, seconds in waited.items()
    ]
    head = ("while", "of each", "search, median", "longest", "shared link, median", "longest")
    return (
        "Others meanwhile, in milliseconds; none failed. The longest search is the first after a"
        f" change: it reads the directory anew.\n\n{table(head, rows)}\n"
    )


def _busy_until(app: Flask, review_id: int, state: State) -> dict[str, list[float]]:
    def at_work() -> bool:
        db.session.rollback()
        review = import_review.review(db.session, review_id, _now())
        assert review.state not in {State.FAILED, State.REFUSED}, review.message
        return review.state is not state

    return _busy_while(app, at_work)


def _busy_while(app: Flask, more: Callable[[], bool], least: int = 1) -> dict[str, list[float]]:
    client = app.test_client()
    waited: dict[str, list[float]] = {"search": [], "write": []}
    while len(waited["search"]) < least or more():
        began = time.perf_counter()
        answer = client.post("/api/v1/matches", json=SEARCH)
        waited["search"].append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
        began = time.perf_counter()
        sharing.keep(db.session, {"programs": []}, ON)
        waited["write"].append(time.perf_counter() - began)
        time.sleep(0.05)
    return waited


@dataclass(frozen=True)
class _Edition:
    """An import that is begun again and again."""

    taxonomy: Taxonomy
    reading: Reading
    took: Took


def _kills(base: Path, path: Path, edition: _Edition, after: str, *, quick: bool) -> str:
    kills = 5 if quick else KILLS
    before = _rows(base)
    rng = random.Random(8)
    outcomes: Counter[str] = Counter()
    shutil.copy(base, path)
    engine = new_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        planned = plan(session, edition.taxonomy, edition.reading, Options(on=ON))
        session.rollback()
        for _ in range(kills):
            engine.dispose()  # no connection may be shared with a child
            writing = rng.random() < 0.75
            longest = edition.took.write + (0 if writing else edition.took.plan)
            work = _Work(session, edition, planned if writing else None)
            _killed(work, rng.uniform(0, 1.2 * longest))
            left = _rows(path)
            assert left in {before, after}, "something between before and after was left"
            outcomes["everything before" if left == before else "the whole import"] += 1
            if left != before:
                for each in (path, *path.parent.glob(f"{path.name}-*")):
                    each.unlink()
                shutil.copy(base, path)
    engine.dispose()
    rows = [(name, str(times)) for name, times in sorted(outcomes.items())]
    return (
        f"{kills} such imports, each killed with `kill -9` at a random moment, three in four while"
        " they wrote. Every time the database passed its own check.\n\n"
        f"{table(('what was left', 'times'), rows)}\n"
    )


@dataclass(frozen=True)
class _Work:
    """What a child does until it is killed."""

    session: Session
    edition: _Edition
    planned: Planned | None
    """None: it works that out itself."""

    def do(self) -> None:
        """Import the whole edition."""
        each, options = self.edition, Options(on=ON)
        planned = self.planned or plan(self.session, each.taxonomy, each.reading, options)
        write(self.session, each.taxonomy, each.reading, options, planned)
        self.session.commit()


def _killed(work: _Work, after: float) -> None:
    """Import in another process, and kill it so many seconds later."""
    child = os.fork()
    if child == 0:
        try:
            work.do()
            signal.pause()  # done in time: wait to be killed all the same
        finally:
            os._exit(1)  # whatever went wrong, the child never becomes a second bench
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the import broke by itself"


def _rows(path: Path) -> str:
    """Return a name for all that is kept, once the database has checked itself."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        told = hashlib.sha256()
        for table_name in ("organization", "location", "program", "source", "source_record"):
            for row in connection.execute(f"SELECT * FROM {table_name} ORDER BY 1"):  # noqa: S608  our own names
                told.update(repr(row).encode())
        for counted in ("change_set", "row_change", "listing_state"):
            query = f"SELECT count(*) FROM {counted}"  # noqa: S608  as above
            told.update(repr(connection.execute(query).fetchone()).encode())
        return told.hexdigest()
    finally:
        connection.close()


def _now() -> datetime:
    return datetime.now(UTC)
