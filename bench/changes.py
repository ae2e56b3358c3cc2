"""What a change costs: from an edit in the store to the next search, and reading it all anew."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from bench import questions
from bench.directory import Directory, generate
from bench.engines.python import strings
from bench.report import ms, table
from matcher.domain.geography import Place, Point
from matcher.domain.needs import Needs
from matcher.domain.provenance import Evidence, Statement
from matcher.domain.taxonomy import Taxonomy
from matcher.importers.seeds import read_taxonomy
from matcher.index import Index
from matcher.persistence import answers
from matcher.persistence.base import Base, new_engine
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import ListingState, Location, Organization, Program
from matcher.persistence.migrating import ensure_database
from matcher.services.current import CurrentListings
from matcher.services.editing import FactEdit, Grounds, apply_edits
from matcher.services.finding import Found, Page, find
from tests.builders import a_program

REAL = 12_744
EDITED = 20_000
MOST_SECONDS = 3
MOST_MILLISECONDS = 5
TODAY = datetime.now(UTC).date()
TERM = "couples_sessions"


def run(*, quick: bool = False) -> str:
    """Fill a store of each size, and return the table."""
    taxonomy = read_taxonomy()
    sizes = (2_000,) if quick else (REAL, EDITED)
    rows = []
    for size in sizes:
        with _stored(generate(size), taxonomy) as session:
            rows.append(_measured(session, taxonomy, size, 5 if quick else 30))
    head = ["programs", "read anew, s", "edit to search: median", "p99", "the search alone"]
    head += ["octets a program", "allowed"]
    return (
        "## Changes\n\nA fact is recorded and committed; timed is the next search (20 matches,"
        " explained), which must show it, by everything it does: version, journal, program, index."
        " Milliseconds but for reading anew, which is what follows an import."
        f" Goals: {MOST_SECONDS} s at {REAL:,}, {MOST_MILLISECONDS} ms at {EDITED:,}.\n\n"
        f"{table(head, rows)}\n\n"
        "The index alone, median milliseconds.\n\n"
        f"{table(['programs', 'built', *_CHANGES], [_index_alone(size) for size in sizes])}\n"
    )


_CHANGES = ("new answers", "a move", "a new program", "one that goes")


def _index_alone(size: int) -> list[str]:
    """Build an index and change it in each way; no store, no program read."""
    made = generate(size)
    columns = (made.terms, made.ids, made.latitudes, made.longitudes, strings(made))
    index = Index.build(*columns)
    row = next(row for row, placed in enumerate(made.placed.tolist()) if placed)
    id_, here = made.ids[row], Point(float(made.latitudes[row]), float(made.longitudes[row]))
    there = Point(-here.latitude, here.longitude)
    whats: list[Callable[[], object]] = [
        lambda: Index.build(*columns),
        lambda: index.with_changed(a_program(id_, at=here, says={TERM: "met"})),
        lambda: index.with_changed(a_program(id_, at=there)),
        lambda: index.with_changed(a_program("new", at=there)),
        lambda: index.without(id_),
    ]
    return [f"{size:,}", *(ms(_median(what)) for what in whats)]


def _median(what: Callable[[], object], times: int = 15) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        took.append((time.perf_counter() - start) * 1000)
    return float(np.median(took))


def _measured(session: Session, taxonomy: Taxonomy, size: int, edits: int) -> list[str]:
    anew: list[float] = []
    listings = CurrentListings(taxonomy)
    for _ in range(3):
        listings = CurrentListings(taxonomy)
        start = time.perf_counter()
        listings.snapshot(session, TODAY)
        anew.append(time.perf_counter() - start)
    index = listings.snapshot(session, TODAY).index
    asked = [each for each in questions.draw(8 * edits, radii=(50.0, 100.0), seed=5) if each.wishes]
    took: list[float] = []
    alone: list[float] = []
    for number, needs in enumerate(asked):
        before = _search(session, listings, needs)
        if not before.matches or len(took) == edits:
            continue
        id_ = before.matches[0].program.id
        statement = Statement.YES if number % 2 else Statement.NO
        edit = FactEdit(TERM, statement, Grounds("call", Evidence.CALL))
        change = Change(Kind.EDIT, "the benchmark", datetime.now(UTC))
        apply_edits(session, taxonomy, id_, [edit], change, TODAY)
        session.commit()
        start = time.perf_counter()
        _search(session, listings, needs)
        took.append((time.perf_counter() - start) * 1000)
        held = listings.snapshot(session, TODAY)
        assert held.programs(session, [id_])[id_].outcome(TERM) is statement.outcome
        start = time.perf_counter()
        _search(session, listings, needs)
        alone.append((time.perf_counter() - start) * 1000)
    median, p99 = np.quantile(took, [0.5, 0.99])
    return [
        f"{size:,}",
        f"{min(anew):.2f}",
        ms(float(median)),
        ms(float(p99)),
        ms(float(np.median(alone))),
        f"{index.nbytes / len(index):.0f}",
        f"{100 * (len(taxonomy.terms) / 64 + 1):.0f}",
    ]


def _search(session: Session, listings: CurrentListings, needs: Needs) -> Found:
    return find(session, listings, Place("here", needs.point), needs, Page(), TODAY)


@contextmanager
def _stored(directory: Directory, taxonomy: Taxonomy) -> Iterator[Session]:
    """Keep *directory* in a store of its own."""
    with TemporaryDirectory(prefix="matcher-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'matcher.sqlite3'}"
        ensure_database(url)
        engine = new_engine(url)
        with Session(engine) as session:
            _fill(session, directory, taxonomy)
            yield session
        engine.dispose()


def _fill(session: Session, directory: Directory, taxonomy: Taxonomy) -> None:
    session.execute(insert(Organization), [{"id": "all", "name": "Orchard House", "state": "CA"}])
    _insert(session, Location, map(_location, *_columns(directory)))
    _insert(
        session,
        Program,
        (
            {
                "id": id_,
                "slug": id_,
                "organization_id": "all",
                "location_id": f"at-{id_}",
                "name": f"Program {id_}",
                "phone": "559-555-0100",
                "intake_phone": "",
                "website": "",
                "listed": True,
                "sample": False,
                "directories": "SU",
                "vintage": None,
                "imported_from": "a directory",
                "answers": letters,
            }
            for id_, letters in zip(directory.ids, strings(directory), strict=True)
        ),
    )
    session.execute(
        update(ListingState).values(
            version=ListingState.version + 1, taxonomy_digest=answers.digest(taxonomy)
        )
    )
    session.commit()


def _insert(session: Session, model: type[Base], rows: Iterator[dict[str, object]]) -> None:
    session.execute(insert(model), list(rows))


def _columns(directory: Directory) -> tuple[list[str], list[float], list[float]]:
    return directory.ids, directory.latitudes.tolist(), directory.longitudes.tolist()


def _location(id_: str, latitude: float, longitude: float) -> dict[str, object]:
    placed = not math.isnan(latitude)
    return {
        "id": f"at-{id_}",
        "street": "",
        "street2": "",
        "city": "Fresno",
        "state": "CA",
        "postal_code": "",
        "latitude": latitude if placed else None,
        "longitude": longitude if placed else None,
        "precision": "exact" if placed else None,
        "confidential": False,
    }
