"""Merging in a process of its own, killed after so many statements: for tests and for the bench."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from matcher.persistence.base import new_engine
from matcher.persistence.schema import metadata

MERGE = """
import sys
from datetime import UTC, datetime
from sqlalchemy import event
from sqlalchemy.orm import Session
from matcher.domain.accounts import Role
from matcher.importers.seeds import read_taxonomy
from matcher.persistence.base import new_engine
from matcher.services.accounts.account import Account
from matcher.services.duplicates import facing, merging

url, act, last, *named = sys.argv[1:]
taxonomy = read_taxonomy()
engine = new_engine(url)
statements = 0
counting = False
curator = Account(7, "curator@house.example", "Curator", Role.CURATOR)
now = datetime(2026, 11, 21, 15, tzinfo=UTC)

def wait_to_be_killed():
    print("here", flush=True)
    sys.stdin.read()

@event.listens_for(engine, "after_cursor_execute")
def _(*_):
    global statements
    statements += counting
    if counting and statements == int(last):
        wait_to_be_killed()

@event.listens_for(engine, "commit")
def _(*_):
    if counting and int(last) == -1:
        wait_to_be_killed()

with Session(engine) as session:
    if act == "merge":
        seen = facing.face(session, taxonomy, *named)
        session.rollback()
        picks = {each.key: facing.Pick.OTHER for each in seen.choices}
        wanted = merging.Wanted(*named, picks, seen.seen)
        counting = True
        made = merging.merge(session, taxonomy, wanted, curator, now)
        counting = False
        print("done", statements, made, flush=True)
    else:
        counting = True
        merging.undo(session, taxonomy, int(named[0]), curator, now)
        counting = False
        print("done", statements, flush=True)
"""

BEFORE_THE_COMMIT = -1
NEVER = 0


def act(url: str, what: str, last: int, *named: object) -> list[str]:
    """Merge or undo in another process; kill it after statement *last*. Return what it said."""
    with subprocess.Popen(
        [sys.executable, "-c", MERGE, url, what, str(last), *map(str, named)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().split()
        if said == ["here"]:
            process.kill()
    if said == ["here"]:
        assert process.returncode == -signal.SIGKILL
    else:
        assert process.returncode == 0, "it ended by itself, and badly"
    return said


def whole(url: str, *, but: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row there is, after making sure that the database is sound."""
    engine = new_engine(url)
    with Session(engine) as session:
        assert broken(engine) == []
        found = {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in metadata.tables.values()
            if table.name not in but
        }
    engine.dispose()
    return found


def broken(engine: Engine) -> list[Any]:
    """Return what the database itself finds wrong; PostgreSQL keeps its references by itself."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [each for each in told if each != "ok"] + list(orphans)
