"""Builders: the smallest true thing of each kind, with only what the test is about named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer, Program
from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.domain.taxonomy import Directory, ServiceCode, Taxonomy, Term

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
        **(known | {"answers": answers} | fields),  # type: ignore[arg-type]  # builders take any field of the class
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


def a_term(slug: str = "couples", *, any_of: str = "", none_of: str = "", **fields: object) -> Term:
    """Build a term that blank-separated codes decide."""
    known = {
        "group": "family",
        "label": slug.replace("_", " ").capitalize(),
        "decided_by": None,
        "closed": False,
        "parent": None,
        "phrase": slug.replace("_", " "),
        "question": f"Do you offer {slug}?",
    }
    return Term(
        slug=slug,
        any_of=frozenset(any_of.split()),
        none_of=frozenset(none_of.split()),
        **(known | fields),  # type: ignore[arg-type]  # builders take any field of the class
    )


def a_code(code: str, category: str, directories: str = "SU") -> ServiceCode:
    """Build a survey code that the blank-separated directories offer."""
    return ServiceCode(
        code,
        category,
        f"Category {category}",
        f"Service {code}",
        frozenset(Directory(name) for name in directories.split()),
    )


def a_taxonomy(terms: Iterable[Term], codes: Iterable[ServiceCode] = ()) -> Taxonomy:
    """Build a taxonomy of just these terms and codes."""
    return Taxonomy({term.slug: term for term in terms}, {code.code: code for code in codes})


def a_fact(
    term: str = "couples",
    statement: Statement = Statement.YES,
    *,
    on: date | None = date(2026, 3, 3),
    expires_on: date | None = date(2027, 3, 3),
) -> CuratedFact:
    """Build a curator's fact from a call on 3 March 2026 that holds for a year."""
    provenance = Provenance("a call to the program", on, Evidence.CALL, recorded_by="Rosa")
    return CuratedFact(term, statement, provenance, expires_on)
