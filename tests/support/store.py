"""Stores for tests: a migrated database with a small gazetteer, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from matcher.domain.geography import Place, PlaceRow, Point
from matcher.domain.identity import Marks
from matcher.domain.provenance import CuratedFact
from matcher.domain.spelling import place_key
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers.seeds import read_taxonomy
from matcher.importers.source import Claim, ListingRow, Reading, describe
from matcher.persistence import places, recording
from matcher.persistence.base import new_engine
from matcher.persistence.migrating import ensure_database
from matcher.services.importing import Options, Report, run_import
from tests.support.postgres import Postgres

TODAY = date(2026, 11, 21)
DIRECTORIES = Path(__file__).parents[3] / "shared" / "data"
"""Real editions, where there are any; never committed."""

CITIES = {
    "Fresno, CA": ("93701", Point(36.75, -119.79)),
    "San Francisco, CA": ("94110", Point(37.75, -122.41)),
    "Boston, MA": ("02118", Point(42.34, -71.07)),
    "El Paso, TX": ("79901", Point(31.76, -106.48)),
    "Springfield, IL": ("62701", Point(39.8, -89.65)),
    "Springfield, MA": ("01103", Point(42.1, -72.59)),
}


def small_gazetteer() -> list[PlaceRow]:
    """Return six cities, each with one ZIP code, whose middles are not the city's."""
    rows = []
    for label, (zip_code, point) in CITIES.items():
        city, state = label.split(", ")
        beside = Point(point.latitude + 0.01, point.longitude)
        rows.append(PlaceRow("zip", zip_code, state, Place(f"{label} {zip_code}", beside), 1))
        rows.append(PlaceRow("city", place_key(city), state, Place(label, point), 2))
    return rows


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """Read the terms and codes once."""
    return read_taxonomy()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a migrated SQLite database with the small gazetteer, to be copied."""
    path: Path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Iterator[str]:
    """Make the same on PostgreSQL, and return its name."""
    with postgres.database() as url:
        _prepare(url)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """Offer a session on a migrated database that lists nothing, on each of the two stores."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "store.sqlite3")
        yield from _session(f"sqlite:///{tmp_path / 'store.sqlite3'}")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"store_{next(server.numbers)}"
    server._run(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('postgres_template')}")
    yield from _session(server.url(name))
    server._run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Session]:
    """Offer the same on SQLite alone, for rules that no database decides."""
    shutil.copy(sqlite_template, tmp_path / "another.sqlite3")
    yield from _session(f"sqlite:///{tmp_path / 'another.sqlite3'}")


def _prepare(url: str) -> None:
    ensure_database(url)
    engine = new_engine(url)
    with Session(engine) as session:
        places.replace_all(session, small_gazetteer())
        session.commit()
    engine.dispose()


def _session(url: str) -> Iterator[Session]:
    engine = new_engine(url)
    with Session(engine) as session:
        yield session
    engine.dispose()


def a_listing_row(
    number: int = 2,
    name1: str = "Orchard House",
    *,
    codes: str = "SA * OP",
    directory: Directory = Directory.SU,
    program_id: str = "",
    slug: str = "",
    confidential: bool = False,
    sample: bool = False,
    **cells: str,
) -> ListingRow:
    """Build a row of a directory; *cells* are named as the directory names them."""
    usual = {
        "name1": name1,
        "name2": "",
        "street1": "12 Pear Street",
        "street2": "",
        "city": "Fresno",
        "state": "CA",
        "zip": "93701",
        "phone": "559-555-0100",
    }
    raw = usual | cells
    return ListingRow(
        number,
        describe(raw),
        (Claim(directory, codes),),
        raw,
        program_id=program_id,
        slug=slug,
        confidential=confidential,
        sample=sample,
    )


def an_edition(*rows: ListingRow, year: int = 2023, **more: Any) -> Reading:
    """Build a whole edition of a directory."""
    numbered = [
        replace(row, number=at) if row.number == 2 else row for at, row in enumerate(rows, start=2)
    ]
    return replace(
        Reading("samhsa-directory", f"directory_{year}.xlsx", numbered, delists=True), **more
    )


def noise(count: int = 3) -> list[ListingRow]:
    """Build programs that have nothing to do with the test, in other places."""
    cities = [label.split(", ") for label in CITIES][1:]
    return [
        a_listing_row(
            900 + each,
            f"Noise {each}",
            city=cities[each % 5][0],
            state=cities[each % 5][1],
            zip=CITIES[", ".join(cities[each % 5])][0],
            street1=f"{each} Elsewhere Road",
            phone=f"212-555-01{each:02}",
            codes="SA * OP * FCO GCO",
        )
        for each in range(count)
    ]


def take_in(session: Session, taxonomy: Taxonomy, reading: Reading, **options: Any) -> Report:
    """Import *reading* today."""
    return run_import(session, taxonomy, reading, Options(**({"on": TODAY} | options)))


def curate(session: Session, program_id: str, *facts: CuratedFact) -> None:
    """Keep what a curator says of a program."""
    for fact in facts:
        recording.keep_fact(session, program_id, fact)
    session.commit()


def marks(
    name1: str = "Orchard House",
    name2: str = "",
    street1: str = "12 Pear Street",
    street2: str = "",
    zip_code: str = "93701",
    phone: str = "559-555-0100",
    codes: str = "",
) -> Marks:
    """Build what a listing is recognised by."""
    return Marks(name1, name2, street1, street2, zip_code, phone, codes)


def edition(name: str) -> Path:
    """Return a real edition; the test is skipped where there is none."""
    path = DIRECTORIES / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository: real directories are not ours to ship")
    return path


def ids(session: Session) -> dict[str, str]:
    """Return every program's id by its organization and program name."""
    found: Iterable[recording.Known] = recording.known_programs(session).values()
    return {f"{each.published.organization}/{each.published.name}": each.id for each in found}
