"""`kill -9` in the middle of an import leaves the state before it, and the next import works."""

import random
import signal
import subprocess
import sys
import time

from sqlalchemy import select, text

from matcher.importers import samhsa
from matcher.persistence.base import new_engine
from matcher.persistence.schema import metadata
from tests.support.store import take_in
from tests.support.workbook import a_row, write_workbook

IMPORT = """
import sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from matcher.importers import samhsa
from matcher.importers.seeds import read_taxonomy
from matcher.persistence.base import new_engine
from matcher.services.importing import Options, run_import

url, path, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
taxonomy = read_taxonomy()
engine = new_engine(url)
statements = 0

def wait_to_be_killed():
    print("here", flush=True)
    sys.stdin.read()

@event.listens_for(engine, "after_cursor_execute")
def _(*_):
    global statements
    statements += 1
    if statements == last:
        wait_to_be_killed()

@event.listens_for(engine, "commit")
def _(*_):
    if last == -1:
        wait_to_be_killed()

with Session(engine) as session:
    run_import(session, taxonomy, samhsa.read(path, taxonomy), Options(on=date(2026, 11, 21)))
"""


NEVER, BEFORE_THE_COMMIT = 0, -1
WRITING = range(13, 26)
"""Statements from the one that takes the lock on; before it, an import only reads."""


def state(url):
    """Return every row there is."""
    engine = new_engine(url)
    with engine.connect() as connection:
        rows = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.tables.values()
        }
    engine.dispose()
    return rows


def broken(url):
    """Return what the database itself finds wrong."""
    engine = new_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = [
                *connection.execute(text("PRAGMA foreign_key_check")),
                *(row for (row,) in connection.execute(text("PRAGMA integrity_check"))),
            ]
            found.remove("ok")
        else:
            orphans = "SELECT id FROM program WHERE location_id NOT IN (SELECT id FROM location)"
            found = [*connection.execute(text(orphans))]
    engine.dispose()
    return found


def start(url, path, last):
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, url, str(path), str(last)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def a_workbook(path, count, phone):
    rows = [
        a_row(f"House {n}", Street1=f"{n} Pear Street", Phone=f"559-555-01{phone}", Zip="93701")
        for n in range(count)
    ]
    return write_workbook(path, rows)


def test_an_import_killed_at_any_moment_leaves_the_state_before_and_the_next_one_works(
    store, taxonomy, tmp_path
):
    url = store.get_bind().url.render_as_string(hide_password=False)
    older = a_workbook(tmp_path / "su_2022.xlsx", 500, "11")
    newer = a_workbook(tmp_path / "su_2023.xlsx", 450, "22")
    take_in(store, taxonomy, samhsa.read(older, taxonomy))
    store.close()
    before = state(url)

    for moment in (*random.Random(8).sample(WRITING, 4), BEFORE_THE_COMMIT):
        with start(url, newer, moment) as process:
            said = process.stdout.readline()
            process.kill()

        assert said == "here\n"
        assert process.returncode == -signal.SIGKILL
        assert state(url) == before, f"killed after statement {moment}"
        assert broken(url) == []

    report = take_in(store, taxonomy, samhsa.read(newer, taxonomy))
    assert (report.add, report.change, report.no_longer_listed) == (0, 450, 50)


def test_a_second_import_waits_for_the_first_and_then_finds_nothing_to_do(
    store, taxonomy, tmp_path
):
    url = store.get_bind().url.render_as_string(hide_password=False)
    store.close()
    path = a_workbook(tmp_path / "su_2023.xlsx", 200, "33")

    with start(url, path, NEVER) as one, start(url, path, NEVER) as other:
        pass

    assert (one.returncode, other.returncode) == (0, 0)
    assert len(state(url)["program"]) == 200


def test_listings_can_be_read_while_an_import_holds_its_transaction(store, taxonomy, tmp_path):
    url = store.get_bind().url.render_as_string(hide_password=False)
    path = a_workbook(tmp_path / "su_2023.xlsx", 50, "44")
    store.close()
    with start(url, path, BEFORE_THE_COMMIT) as process:
        assert process.stdout.readline() == "here\n"
        began = time.monotonic()

        seen = state(url)

        waited = time.monotonic() - began
        process.kill()
    assert seen["program"] == []
    assert waited < 5
