"""Merges killed with `kill -9` at random moments: what is left is whole every time.

Each merge runs in a process of its own over the whole directory, and is killed after a random part
of the time that one takes. What is found then is either all that was before, or all of the merge,
which is taken back; and in the end every row is what it was at the beginning.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.directory import WORKBOOK
from bench.report import ms, table
from matcher.domain.accounts import Role
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers import gazetteer, samhsa, seeds
from matcher.importers.source import Claim, ListingRow, Reading, describe
from matcher.persistence import places
from matcher.persistence.base import new_engine
from matcher.persistence.duplicates import Merge
from matcher.persistence.listings import Program
from matcher.persistence.migrating import ensure_database
from matcher.persistence.schema import metadata
from matcher.services.accounts.account import Account
from matcher.services.duplicates import facing, merging
from matcher.services.duplicates.facing import Pick
from matcher.services.duplicates.merging import Wanted
from matcher.services.importing import Options, run_import

KILLS = 100
DRAWN = 12_000
CURATOR = Account(1, "bench@house.example", "The bench", Role.CURATOR)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TELLING = frozenset({"change_set", "row_change", "listing_state", "program_merge"})
"""Tables that tell what was done, and so grow."""


def run(*, quick: bool = False) -> str:
    """Measure, and return the page's part."""
    kills = 10 if quick else KILLS
    taxonomy = seeds.read_taxonomy()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'merges.sqlite3'}"
        programs = _fill(url, taxonomy, quick=quick)
        rng = random.Random(11)
        pairs = [tuple(rng.sample(programs, 2)) for _ in range(kills + 5)]
        before = _rows(url)
        took = sorted(_merge_and_undo(url, taxonomy, *pair) for pair in pairs[kills:])
        outcomes: Counter[str] = Counter()
        for number, (one, other) in enumerate(pairs[:kills], start=1):
            _killed(url, taxonomy, one, other, rng.uniform(0, 1.3 * took[2]))
            outcomes[_left(url, taxonomy)] += 1
            if number % 10 == 0:
                assert _rows(url) == before, f"rows differ after {number} kills"
        assert _rows(url) == before
    return "\n".join(
        [
            "## Merges killed",
            "",
            f"{kills} merges in a directory of {len(programs):,} programs were killed (`kill -9`),",
            f"each at a random moment; undisturbed, one takes {ms(took[2] * 1000)} ms.",
            "Every time the database passed its own check, and every row was as it should be.",
            "",
            table(("what was left", "times"), [(k, str(n)) for k, n in sorted(outcomes.items())]),
            "",
        ]
    )


def _fill(url: str, taxonomy: Taxonomy, *, quick: bool) -> list[str]:
    ensure_database(url)
    reading = _reading(taxonomy)
    if quick:
        reading = Reading(reading.kind, reading.file_name, reading.rows[:1_000], delists=True)
    engine = new_engine(url)
    with Session(engine) as session:
        places.replace_all(session, gazetteer.read())
        run_import(session, taxonomy, reading, Options(on=NOW.date()))
        found = sorted(session.scalars(select(Program.id)))
    engine.dispose()
    return found


def _reading(taxonomy: Taxonomy) -> Reading:
    if WORKBOOK.exists():
        return samhsa.read(WORKBOOK, taxonomy)
    rows = []
    codes = sorted(taxonomy.codes)
    rng = random.Random(0)
    for number in range(DRAWN):
        raw = {
            "name1": f"House {number}",
            "street1": f"{number} Pear Street",
            "city": "Fresno",
            "state": "CA",
            "zip": "93701",
            "phone": f"559-555-{number % 10_000:04}",
        }
        said = " ".join(rng.sample(codes, 60))
        claims = (Claim(Directory.SU, said),)
        rows.append(ListingRow(number + 2, describe(raw), claims, raw))
    return Reading("samhsa-directory", "drawn_2023.xlsx", rows, delists=True)


def _merge(url: str, taxonomy: Taxonomy, one: str, other: str) -> int:
    engine = new_engine(url)
    with Session(engine) as session:
        seen = facing.face(session, taxonomy, one, other)
        session.rollback()
        picks = {each.key: Pick.OTHER for each in seen.choices}
        made = merging.merge(session, taxonomy, Wanted(one, other, picks, seen.seen), CURATOR, NOW)
    engine.dispose()
    return made


def _undo(url: str, taxonomy: Taxonomy, merge_id: int) -> None:
    engine = new_engine(url)
    with Session(engine) as session:
        merging.undo(session, taxonomy, merge_id, CURATOR, NOW)
    engine.dispose()


def _merge_and_undo(url: str, taxonomy: Taxonomy, one: str, other: str) -> float:
    start = time.perf_counter()
    made = _merge(url, taxonomy, one, other)
    took = time.perf_counter() - start
    _undo(url, taxonomy, made)
    return took


def _killed(url: str, taxonomy: Taxonomy, one: str, other: str, after: float) -> None:
    """Merge in another process, and kill it."""
    child = os.fork()
    if child == 0:
        try:
            _merge(url, taxonomy, one, other)
            signal.pause()  # done in time: wait to be killed all the same
        finally:
            os._exit(1)  # whatever went wrong, the child never becomes a second bench
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def _left(url: str, taxonomy: Taxonomy) -> str:
    """Check the database, take back what was merged, and say what was left."""
    engine = new_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    with Session(engine) as session:
        in_force = list(session.scalars(select(Merge.id).where(Merge.undone_at.is_(None))))
    engine.dispose()
    for merge_id in in_force:
        _undo(url, taxonomy, merge_id)
    return "the whole merge" if in_force else "all that was before"


def _rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = new_engine(url)
    with engine.connect() as connection:
        found = {
            each.name: sorted(map(tuple, connection.execute(select(each))), key=repr)
            for each in metadata.tables.values()
            if each.name not in TELLING
        }
    engine.dispose()
    return found
