"""Which engines run at which size."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from unittest.mock import patch

from bench.directory import Directory
from bench.engines import xapian_engine
from bench.engines.base import Engine
from bench.engines.python import (
    BruteForce,
    Everything,
    Floor,
    LeanLoop,
    Ours,
    Plain,
    TypicalLoop,
)
from bench.engines.sql import Postgres, SqliteRtree
from tests.support import postgres

T = TypeVar("T")

SMALL = 20_000
LARGEST_FOR_XAPIAN = 20_000
"""Beyond it, building takes minutes; nothing is claimed there."""


@dataclass(frozen=True)
class Lineup:
    """The engines of one size, and what is said about those that are missing."""

    ours: Ours
    everything: Everything
    floor: Floor
    others: list[Engine]
    absent: list[str]


@contextmanager
def prepared(directory: Directory) -> Iterator[Lineup]:
    """Build every engine over *directory*, and tidy up afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="matcher-bench-")))
        absent = []
        ours = _built("index", lambda: Ours(directory))
        others: list[Engine] = [_built("NumPy", lambda: BruteForce(directory))]
        if len(directory) <= SMALL:
            others.append(_built("plain", lambda: Plain(directory)))
            lean = _built("ORM", lambda: LeanLoop(directory, folder))
            others += [_built("facts", lambda: TypicalLoop(directory, lean)), lean]
        others.append(_built("SQLite", lambda: SqliteRtree(directory)))
        found = postgres.binaries()
        if found:
            roomy = {"shared_buffers": "3GB", "max_wal_size": "4GB"}
            stack.enter_context(patch.dict(postgres.QUICK, roomy))
            server = stack.enter_context(postgres.running(found[0]))
            database = _built("PostgreSQL", lambda: Postgres(directory, server.folder))
            stack.callback(database.close)
            others.append(database)
        else:
            absent.append("PostgreSQL: no server binaries here")
        module = xapian_engine.load()
        if module is None:
            absent.append("Xapian: not here (Debian: python3-xapian, for its own Python 3.11)")
        elif len(directory) > LARGEST_FOR_XAPIAN:
            absent.append("Xapian: not built at this size")
        else:
            others.append(_built("Xapian", lambda: xapian_engine.Xapian(directory, folder, module)))
        yield Lineup(ours, Everything(ours), Floor(ours), others, absent)


def _built(name: str, build: Callable[[], T]) -> T:
    start = time.perf_counter()
    engine = build()
    print(f"    built {name} in {time.perf_counter() - start:.1f} s", file=sys.stderr)
    return engine
