"""Builders: the smallest true thing of each kind, with only what the test is about named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, Program
from matcher.domain.provenance import Evidence, Provenance

FRESNO = Point(36.7378, -119.7871)
SAN_FRANCISCO = Point(37.7749, -122.4194)
SURVEY = Provenance("SAMHSA directory 2023", date(2023, 1, 1), Evidence.PROGRAM)

_numbers = count(1)


def a_program(
    id: str | None = None,  # noqa: A002  the field's own name
    *,
    at: Point | None = FRESNO,
    says: Mapping[str, Outcome | str] | None = None,
    name: str = "Orchard Program",
    **fields: object,
) -> Program:
    """Build a listed program at a point, saying what *says* names and nothing else."""
    number = next(_numbers)
    known = {
        "slug": f"orchard-program-{number}",
        "name": name,
        "organization": "Orchard House",
        "city": "Fresno",
        "state": "CA",
        "phone": "559-555-0100",
    }
    answers = {term: Answer(Outcome(word), SURVEY) for term, word in (says or {}).items()}
    return Program(
        id=id or f"program-{number:05}",
        point=at,
        answers=answers,
        **(known | fields),  # type: ignore[arg-type]  # builders take any field of the class
    )


def must(*terms: str) -> Must:
    """Build a must for any of *terms*."""
    return Must(Criterion.any_of(terms))


def wish(*terms: str, weight: int = 1) -> Wish:
    """Build a wish for any of *terms*."""
    return Wish(Criterion.any_of(terms), weight)


def some_needs(
    *,
    near: Point = FRESNO,
    within_miles: float | None = None,
    musts: tuple[Must, ...] = (),
    wishes: tuple[Wish, ...] = (),
    **fields: float,
) -> Needs:
    """Build needs around Fresno that ask for nothing but what is named."""
    return Needs(near, within_miles, musts, wishes, **fields)
