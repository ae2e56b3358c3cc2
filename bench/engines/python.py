"""Engines that run in this process: ours, the plain rules, ORM loops, NumPy without an index."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from geopy.distance import great_circle
from numpy.typing import NDArray
from sqlalchemy import Float, ForeignKey, Select, String, create_engine, insert, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)

from bench.directory import Directory
from bench.engines.base import (
    CREDITS,
    EARTH_KM,
    KM_PER_MILE,
    LEVELS,
    SHOWN,
    Answer,
    Candidate,
    Engine,
    box,
    levels,
    numbers,
)
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.ranking import rank
from matcher.index import Index


class Ours(Engine):
    """`matcher.index`: the part that the other engines are asked for, too."""

    name = "ours"
    remark = "top 20 with all figures, counts, facets"

    def __init__(self, directory: Directory) -> None:
        self.terms = directory.terms
        self.index = Index.build(
            directory.terms,
            directory.ids,
            directory.latitudes,
            directory.longitudes,
            directory.letters,
        )

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        search = self.index.ask(needs)
        standings = search.standings(SHOWN)
        counts = search.counts
        facets = search.facets(self.terms)
        return Answer(
            tuple(standing.id for standing in standings),
            counts.sure,
            counts.ask,
            tuple(facets.values()),
        )


class Everything(Engine):
    """`matcher.index`: the whole answer that a page shows."""

    name = "ours, everything"
    remark = "also near misses, what would change, ranks if confirmed"

    def __init__(self, ours: Ours) -> None:
        self.terms, self.index = ours.terms, ours.index

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        found = self.index.search(needs, SHOWN, 0, self.terms)
        return Answer(
            tuple(match.standing.id for match in found.matches),
            found.counts.sure,
            found.counts.ask,
            tuple(found.facets.values()),
        )


class Plain(Engine):
    """`domain.ranking.rank`: the rules as published."""

    name = "plain domain ranking"
    remark = "every program by geopy and the formulas; each fifth of the needs"
    slow = True
    every = 5

    def __init__(self, directory: Directory) -> None:
        self.terms = directory.terms
        positions = {term: number for number, term in enumerate(directory.terms)}
        self.candidates = [
            Candidate(id_, None if math.isnan(lat) else Point(lat, lon), text, positions)
            for id_, lat, lon, text in zip(
                directory.ids,
                directory.latitudes.tolist(),
                directory.longitudes.tolist(),
                strings(directory),
                strict=True,
            )
        ]

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        found = rank(self.candidates, needs, terms=self.terms, limit=SHOWN)
        return Answer(
            tuple(match.standing.id for match in found.matches),
            found.counts.sure,
            found.counts.ask,
            tuple(found.facets.values()),
        )


class Base(DeclarativeBase):
    """The tables of the ORM loop."""


class Row(Base):
    """A program, as an ORM would map it."""

    __tablename__ = "program"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    latitude: Mapped[float | None] = mapped_column(Float, index=True)
    longitude: Mapped[float | None] = mapped_column(Float, index=True)
    answers: Mapped[str]
    """Every answer in one column, as few would keep them."""
    facts: Mapped[list[Fact]] = relationship()


class Fact(Base):
    """A program's answer for a term, where it has one, with who said so and when."""

    __tablename__ = "fact"

    program_id: Mapped[str] = mapped_column(ForeignKey("program.id"), primary_key=True)
    term: Mapped[str] = mapped_column(String, primary_key=True)
    outcome: Mapped[str]
    source: Mapped[str]
    said_on: Mapped[date]


class LeanLoop(Engine):
    """What a web application does that was written with care: rows in a box, then a loop."""

    name = "lean ORM loop"
    remark = (
        "SQLAlchemy, SQLite, an index on the bounding box, all answers in one column of letters,"
        " geopy's great circle and the formulas per row"
    )
    slow = True

    def __init__(self, directory: Directory, folder: Path) -> None:
        self.terms = directory.terms
        self.engine = create_engine(f"sqlite:///{folder / 'orm.sqlite3'}")
        Base.metadata.create_all(self.engine)
        columns = zip(
            directory.ids,
            directory.latitudes.tolist(),
            directory.longitudes.tolist(),
            strings(directory),
            strict=True,
        )
        with Session(self.engine) as session:
            session.execute(
                insert(Row),
                [
                    {
                        "id": id_,
                        "latitude": None if math.isnan(lat) else lat,
                        "longitude": None if math.isnan(lon) else lon,
                        "answers": answers,
                    }
                    for id_, lat, lon, answers in columns
                ],
            )
            session.commit()

    def query(self) -> Select[Row]:
        """Return the query of all programs that have a place."""
        return select(Row).where(Row.latitude.is_not(None))

    def letters(self, row: Row) -> Sequence[str]:
        """Return what a program answers to each term."""
        return row.answers

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        query = self.query()
        around = box(needs)
        if around:
            query = query.where(
                Row.latitude.between(around.south, around.north),
                Row.longitude.between(around.west, around.east),
            )
        musts = [numbers(self.terms, must.criterion) for must in needs.musts]
        wishes = [(numbers(self.terms, wish.criterion), wish.weight) for wish in needs.wishes]
        total = sum(weight for _, weight in wishes)
        here = (needs.point.latitude, needs.point.longitude)
        c, half = needs.closeness, needs.half_distance_miles
        found = []
        facets = [0] * len(self.terms)
        with Session(self.engine) as session:
            for row in session.scalars(query):
                letters = self.letters(row)
                miles = great_circle(here, (row.latitude, row.longitude)).miles
                if needs.within_miles is not None and miles > needs.within_miles:
                    continue
                said = [max(LEVELS.index(letters[n]) for n in terms) for terms in musts]
                if 0 in said:
                    continue
                doubt = sum(1 - CREDITS[level] for level in said)
                earned = sum(
                    weight * max(CREDITS[LEVELS.index(letters[n])] for n in terms)
                    for terms, weight in wishes
                )
                fit = earned / total if total else 1.0
                score = 100 * ((1 - c) * fit + c * (half / (half + miles)))
                found.append((doubt, -score, miles, row.id))
                for number, letter in enumerate(letters):
                    if letter == "m":
                        facets[number] += 1
        found.sort()
        sure = sum(doubt == 0 for doubt, *_ in found)
        return Answer(
            tuple(id_ for *_, id_ in found[:SHOWN]), sure, len(found) - sure, tuple(facets)
        )


class TypicalLoop(LeanLoop):
    """What a web application usually does: a fact is a row, and a program has many."""

    name = "typical ORM loop"
    remark = (
        "the same with a row a fact (term, outcome, source, date), which each program brings along"
        " by `selectinload`: no query per row; each tenth of the needs"
    )
    every = 10

    def __init__(self, directory: Directory, lean: LeanLoop) -> None:
        self.terms, self.engine = directory.terms, lean.engine
        width, today = len(self.terms), date(2023, 1, 1)
        with self.engine.begin() as connection:
            for id_, letters in zip(directory.ids, strings(directory), strict=True):
                facts = [
                    {
                        "program_id": id_,
                        "term": self.terms[number],
                        "outcome": letters[number],
                        "source": "a directory",
                        "said_on": today,
                    }
                    for number in range(width)
                    if letters[number] != "u"
                ]
                if facts:
                    connection.execute(insert(Fact), facts)

    def query(self) -> Select[Row]:
        """Return the query of all programs, their facts loaded for five hundred at a time."""
        whole = super().query().options(selectinload(Row.facts))
        return whole.execution_options(yield_per=500)

    def letters(self, row: Row) -> Sequence[str]:
        """Return what a program answers to each term; where it has no fact, nobody knows."""
        said = {fact.term: fact.outcome for fact in row.facts}
        return [said.get(term, "u") for term in self.terms]


class BruteForce(Engine):
    """NumPy over every program, with nothing prepared but plain columns."""

    name = "NumPy, no index"
    remark = "one octet an answer, every program measured"

    def __init__(self, directory: Directory) -> None:
        self.slow = len(directory) >= 1_000_000
        placed = directory.placed
        self.ids = np.array(directory.ids)[placed]
        self.levels = np.ascontiguousarray(levels(directory)[placed].T)
        self.terms = directory.terms
        latitude = np.radians(directory.latitudes[placed])
        self.longitude = np.radians(directory.longitudes[placed])
        self.sine, self.cosine = np.sin(latitude), np.cos(latitude)

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        latitude = math.radians(needs.point.latitude)
        sine, cosine = math.sin(latitude), math.cos(latitude)
        across = self.longitude - math.radians(needs.point.longitude)
        across_cosine = np.cos(across)
        miles = (
            EARTH_KM
            * np.arctan2(
                np.sqrt(
                    (self.cosine * np.sin(across)) ** 2
                    + (cosine * self.sine - sine * self.cosine * across_cosine) ** 2
                ),
                sine * self.sine + cosine * self.cosine * across_cosine,
            )
            / KM_PER_MILE
        )
        matching = np.ones(len(miles), np.bool_)
        if needs.within_miles is not None:
            matching = miles <= needs.within_miles
        musts = [self._criterion(numbers(self.terms, each.criterion)) for each in needs.musts]
        for must in musts:
            matching &= must > 0
        rows = np.flatnonzero(matching)
        credit = np.array(CREDITS)
        doubt = np.zeros(len(rows))
        for must in musts:
            doubt += 1 - credit[must[rows]]
        earned = np.zeros(len(rows))
        for wish in needs.wishes:
            answered = self._criterion(numbers(self.terms, wish.criterion))
            earned += wish.weight * credit[answered[rows]]
        total = sum(wish.weight for wish in needs.wishes)
        fit = earned / total if total else 1.0
        c, half = needs.closeness, needs.half_distance_miles
        miles = miles[rows]
        score = 100 * ((1 - c) * fit + c * (half / (half + miles)))
        order = np.lexsort((self.ids[rows], miles, -score, doubt))[:SHOWN]
        sure = int((doubt == 0).sum())
        facets = [int(np.count_nonzero(line[rows] == 3)) for line in self.levels]
        return Answer(tuple(self.ids[rows[order]].tolist()), sure, len(rows) - sure, tuple(facets))

    def _criterion(self, terms: list[int]) -> NDArray[np.uint8]:
        best: NDArray[np.uint8] = self.levels[terms[0]]
        return best if len(terms) == 1 else np.maximum.reduce(self.levels[terms])


class Floor(Engine):
    """What memory alone costs: the planes a search has to read are read, and nothing is done."""

    name = "memory floor"
    remark = "reads the facets' planes and the criteria's once; answers nothing"

    def __init__(self, ours: Ours) -> None:
        self.planes = ours.index.planes
        self.terms = ours.terms

    def answer(self, needs: Needs) -> Answer:
        """Answer as every engine does."""
        np.bitwise_or.reduce(self.planes[2, : len(self.terms)].reshape(-1))
        criteria = [must.criterion for must in needs.musts]
        criteria += [wish.criterion for wish in needs.wishes]
        for criterion in criteria:
            for term in numbers(self.terms, criterion):
                np.bitwise_or.reduce(self.planes[0, term])
                np.bitwise_or.reduce(self.planes[1, term])
        return Answer((), 0, 0, ())


def strings(directory: Directory) -> list[str]:
    """Return each program's answers as one string."""
    width = directory.letters.shape[1]
    text = directory.letters.tobytes().decode()
    return [text[start : start + width] for start in range(0, len(text), width)]
