"""The rule in SQL: the score computed by the database, for SQLite and PostgreSQL."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray

from bench.directory import Directory
from bench.engines.base import (
    EARTH_KM,
    KM_PER_MILE,
    SHOWN,
    Answer,
    Box,
    Engine,
    box,
    levels,
    numbers,
)
from matcher.domain.criteria import Criterion
from matcher.domain.needs import Needs

CHUNK = 50_000

Rows = NDArray[np.int64]


class _Sql(Engine):
    """The two statements that both databases run: the best twenty, and everything counted."""

    real = ""
    """What a number needs behind it to be a double."""
    best = ""
    """The function that returns the largest of several values."""

    def __init__(self, directory: Directory) -> None:
        self.terms = directory.terms
        self.slow = len(directory) >= 1_000_000
        self.all = ", ".join(f"t{n}" for n in range(len(self.terms)))
        self.sums = ", ".join(self.how_many(f"t{n} = 3") for n in range(len(self.terms)))

    def how_many(self, condition: str) -> str:
        """Return what counts the rows for which *condition* holds."""
        raise NotImplementedError

    def within(self, around: Box | None) -> str:
        """Return what to select from: the rows in the box."""
        raise NotImplementedError

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement."""
        raise NotImplementedError

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        miles, source = self._miles(needs), self.within(box(needs))
        asked = [must.criterion for must in needs.musts]
        asked += [wish.criterion for wish in needs.wishes]
        used = sorted({f"t{n}" for each in asked for n in numbers(self.terms, each)})
        musts = [self._level(each.criterion) for each in needs.musts]
        conditions = [f"{must} > 0" for must in musts]
        if needs.within_miles is not None:
            conditions.append(f"miles <= {self._number(needs.within_miles)}")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        doubt = " + ".join(f"(1 - {self._credit(must)})" for must in musts) or "0"
        ids = self.rows(
            f"WITH near AS MATERIALIZED (SELECT {', '.join(['id', *used])}, {miles} AS miles "
            f"FROM {source}) SELECT id, {doubt} AS doubt, "
            f"{self._score(needs)} AS score, miles FROM near {where} "
            f"ORDER BY doubt, score DESC, miles, id LIMIT {SHOWN}"
        )
        [(count, sure, *facets)] = self.rows(
            f"WITH near AS MATERIALIZED (SELECT {self.all}, {miles} AS miles FROM {source}) "
            f"SELECT count(*), {self.how_many(f'{doubt} = 0')}, {self.sums} FROM near {where}"
        )
        return Answer(tuple(row[0] for row in ids), sure, count - sure, tuple(facets))

    def _number(self, value: float) -> str:
        return f"{float(value)!r}{self.real}"

    def _level(self, criterion: Criterion) -> str:
        columns = [f"t{number}" for number in numbers(self.terms, criterion)]
        return columns[0] if len(columns) == 1 else f"{self.best}({', '.join(columns)})"

    def _credit(self, level: str) -> str:
        one, half, quarter, none = map(self._number, (1.0, 0.5, 0.25, 0.0))
        ladder = f"WHEN 3 THEN {one} WHEN 2 THEN {half} WHEN 1 THEN {quarter} ELSE {none}"
        return f"(CASE {level} {ladder} END)"

    def _score(self, needs: Needs) -> str:
        total = sum(wish.weight for wish in needs.wishes)
        earned = " + ".join(
            f"{wish.weight} * {self._credit(self._level(wish.criterion))}" for wish in needs.wishes
        )
        fit = f"({earned}) / {self._number(total)}" if total else self._number(1.0)
        c, half = self._number(needs.closeness), self._number(needs.half_distance_miles)
        wishes = f"{self._number(1 - needs.closeness)} * ({fit})"
        return f"100 * ({wishes} + {c} * ({half} / ({half} + miles)))"

    def _miles(self, needs: Needs) -> str:
        latitude = math.radians(needs.point.latitude)
        sine, cosine = self._number(math.sin(latitude)), self._number(math.cos(latitude))
        across = f"(lng - {self._number(math.radians(needs.point.longitude))})"
        side = f"(cosine * sin({across}))"
        up = f"({cosine} * sine - {sine} * cosine * cos({across}))"
        along = f"({sine} * sine + {cosine} * cosine * cos({across}))"
        return (
            f"{self._number(EARTH_KM)} * atan2(sqrt({side} * {side} + {up} * {up}), {along})"
            f" / {self._number(KM_PER_MILE)}"
        )


class SqliteRtree(_Sql):
    """SQLite with its R*Tree."""

    name = "SQLite, R*Tree"
    remark = "score in SQL, sines and cosines stored, database in memory"
    best = "max"

    def how_many(self, condition: str) -> str:
        """Return what counts the rows for which *condition* holds."""
        return f"coalesce(sum({condition}), 0)"

    def __init__(self, directory: Directory) -> None:
        super().__init__(directory)
        self.database = sqlite3.connect(":memory:")
        columns = ", ".join(f"t{number} INTEGER" for number in range(len(self.terms)))
        self.database.execute(
            "CREATE TABLE program (n INTEGER PRIMARY KEY, id TEXT, "
            f"sine REAL, cosine REAL, lng REAL, {columns})"
        )
        self.database.execute("CREATE VIRTUAL TABLE box USING rtree (n, south, north, west, east)")
        # The database itself takes the string of levels apart: binding each would take minutes.
        parts = ", ".join(f"unicode(substr(?6, {n + 1}, 1)) - 48" for n in range(len(self.terms)))
        insert = f"INSERT INTO program VALUES (?1, ?2, ?3, ?4, ?5, {parts})"
        for part in _parts(directory):
            self.database.executemany(insert, _tuples(directory, part))
            corners = zip(
                part.tolist(),
                *(directory.latitudes[part].tolist(),) * 2,
                *(directory.longitudes[part].tolist(),) * 2,
                strict=True,
            )
            self.database.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?)", corners)
        self.database.execute("ANALYZE")

    def within(self, around: Box | None) -> str:
        """Return what to select from: the rows in the box."""
        if around is None:
            return "program"
        return (
            "box CROSS JOIN program ON program.n = box.n WHERE "  # CROSS: the box first
            f"south >= {around.south} AND north <= {around.north} AND "
            f"west >= {around.west} AND east <= {around.east}"
        )

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement."""
        return self.database.execute(statement).fetchall()


class Postgres(_Sql):
    """PostgreSQL with a b-tree over latitude and longitude."""

    name = "PostgreSQL, b-tree"
    remark = "score in SQL, sines and cosines stored, all in shared buffers"
    real = "::float8"
    best = "greatest"

    def how_many(self, condition: str) -> str:
        """Return what counts the rows for which *condition* holds."""
        return f"count(*) FILTER (WHERE {condition})"

    def __init__(self, directory: Directory, folder: Path) -> None:
        super().__init__(directory)
        self.connection = psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        )
        columns = ", ".join(f"t{number} smallint NOT NULL" for number in range(len(self.terms)))
        self._execute("DROP TABLE IF EXISTS program")
        self._execute(
            'CREATE UNLOGGED TABLE program (id text COLLATE "C", latitude float8, '
            f"longitude float8, sine float8, cosine float8, lng float8, {columns})"
        )
        names = ["id", "latitude", "longitude", "sine", "cosine", "lng"]
        names += [f"t{number}" for number in range(len(self.terms))]
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY program ({', '.join(names)}) FROM STDIN".encode()) as copy,
        ):
            for part in _parts(directory):
                copy.write(_lines(directory, part))
        self._execute("CREATE INDEX ON program (latitude, longitude)")
        self._execute("VACUUM ANALYZE program")
        self._execute("SET jit = off")  # compiling costs more than these queries
        self._execute("SET work_mem = '512MB'")

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def within(self, around: Box | None) -> str:
        """Return what to select from: the rows in the box."""
        if around is None:
            return "program"
        return (
            f"program WHERE latitude BETWEEN {around.south} AND {around.north} "
            f"AND longitude BETWEEN {around.west} AND {around.east}"
        )

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement."""
        with self.connection.cursor() as cursor:
            return cursor.execute(statement.encode()).fetchall()

    def _execute(self, statement: str) -> None:
        self.connection.execute(statement.encode())


def _parts(directory: Directory) -> Iterator[Rows]:
    """Yield the placed programs, some at a time."""
    placed = np.flatnonzero(directory.placed)
    for start in range(0, len(placed), CHUNK):
        yield placed[start : start + CHUNK]


def _tuples(directory: Directory, part: Rows) -> Iterator[tuple[Any, ...]]:
    digits = _levels(directory, part) + np.uint8(ord("0"))
    texts = [row.tobytes() for row in digits]  # octets: a text is walked from its start each time
    for n, place, text in zip(part.tolist(), _places(directory, part), texts, strict=True):
        yield (n, directory.ids[n], *place, text)


def _lines(directory: Directory, part: Rows) -> bytes:
    """Return a part in COPY's text format."""
    answers = _levels(directory, part)
    digits = np.empty((len(part), 2 * answers.shape[1]), np.uint8)
    digits[:, 0::2] = ord("\t")
    digits[:, 1::2] = answers + ord("0")
    lines = [row.tobytes().decode() for row in digits]
    places = _places(directory, part)
    spots = zip(
        directory.latitudes[part].tolist(), directory.longitudes[part].tolist(), strict=True
    )
    return "".join(
        f"{directory.ids[n]}\t{lat}\t{lon}\t{place[0]!r}\t{place[1]!r}\t{place[2]!r}{line}\n"
        for n, (lat, lon), place, line in zip(part.tolist(), spots, places, lines, strict=True)
    ).encode()


def _levels(directory: Directory, part: Rows) -> NDArray[np.uint8]:
    return levels(
        Directory(
            directory.source, directory.terms, [], np.empty(0), np.empty(0), directory.letters[part]
        )
    )


def _places(directory: Directory, part: Rows) -> list[tuple[float, float, float]]:
    """Return sine and cosine of the latitude, and the longitude in radians."""
    return [
        (math.sin(math.radians(lat)), math.cos(math.radians(lat)), math.radians(lon))
        for lat, lon in zip(
            directory.latitudes[part].tolist(), directory.longitudes[part].tolist(), strict=True
        )
    ]
