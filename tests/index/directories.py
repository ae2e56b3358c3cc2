"""Random directories and needs, drawn where a fast path is likeliest to slip."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.index import Index, ground
from tests import strategies
from tests.builders import a_program

TERMS = ("aftercare", "couples", "detox", "family", "medicaid", "naloxone")
NEVER_HELD = "a_term_of_tomorrow"
LETTERS = {
    Outcome.MET: "m",
    Outcome.UNKNOWN: "u",
    Outcome.UNLISTED: "l",
    Outcome.UNMET: "n",
}

corners = st.builds(
    Point,
    st.sampled_from([-90.0, -89.99999, -45.0, -0.0, 0.0, 36.5, 36.5000001, 89.2, 89.99999, 90.0]),
    st.sampled_from([-180.0, -179.99999, -119.0, -90.0, -0.0, 0.0, 61.0, 90.0, 179.99999, 180.0]),
)
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
california = st.builds(Point, st.floats(36, 38), st.floats(-120, -118))
points = st.one_of(strategies.near_points, corners, anywhere, california)

radii = st.one_of(
    st.none(),
    st.sampled_from([1e-9, 0.001, 1.0, 10, 50.0, 250.0, 900.0, 5400.0, 6300.0, 12430.0, 12438.0]),
    st.floats(1e-6, 13000),
)

grounds = st.sampled_from([0, ground.MOST_WORDS])
"""Words of rows that are measured at once: none, as if each circle were large, or as usual."""


def programs(largest: int = 40) -> st.SearchStrategy[list[Program]]:
    """Return lists of programs with distinct ids, many in one spot, some without a point."""
    each = st.builds(
        lambda id_, point, said: a_program(id_, at=point, says=said),
        st.one_of(st.sampled_from([f"p{n}" for n in range(60)]), st.text("aé漢𐀀", min_size=1)),
        st.one_of(points, points, points, st.none()),
        st.dictionaries(st.sampled_from(TERMS), st.sampled_from(Outcome)),
    )
    return st.lists(each, max_size=largest, unique_by=lambda program: program.id)


def needs(near: st.SearchStrategy[Point] = points) -> st.SearchStrategy[Needs]:
    """Return needs of all kinds, repeated criteria and terms that nobody holds among them."""
    plain = strategies.needs((*TERMS, NEVER_HELD), near)
    return st.builds(
        lambda plain, within, half, c, again: Needs(
            plain.point,
            within,
            plain.musts + (plain.musts if again else ()),
            plain.wishes + (plain.wishes if again else ()),
            half_distance_miles=half,
            closeness=c,
        ),
        plain,
        radii,
        st.sampled_from([1e-9, 0.5, 25, 40.0, 1e9]),
        st.sampled_from([0, 0.0, 1e-15, 0.1, 0.35, 0.6, 1, 1.0]),
        st.booleans(),
    )


def index_of(programs: Iterable[Program], terms: Sequence[str] = TERMS) -> Index:
    """Build the index of the listed ones of *programs*."""
    listed = [program for program in programs if program.listed]
    return Index.build(
        terms,
        [program.id for program in listed],
        [math.nan if program.point is None else program.point.latitude for program in listed],
        [None if program.point is None else program.point.longitude for program in listed],
        ["".join(LETTERS[program.outcome(term)] for term in terms) for program in listed],
    )
