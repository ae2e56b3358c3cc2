"""Random directories and random needs: small enough to collide, so that ties and twins occur."""

from __future__ import annotations

from hypothesis import strategies as st

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from tests.builders import FRESNO, a_program

TERMS = ("aftercare", "couples", "detox", "medicaid")

outcomes = st.sampled_from(Outcome)
says = st.dictionaries(st.sampled_from(TERMS), outcomes)

near_points = st.builds(
    Point,
    st.sampled_from([36.0, 36.1, 36.5, 37.0, 40.0]),
    st.sampled_from([-119.0, -119.3, -121.0, -100.0]),
)

near_fresno = st.builds(
    lambda north: Point(FRESNO.latitude + north, FRESNO.longitude), st.sampled_from([0, 0.2, 1, 3])
)


def directories(largest: int = 12) -> st.SearchStrategy:
    """Return lists of programs with distinct ids, some in one spot, some without a point."""
    programs = st.builds(
        lambda id_, point, said: a_program(id_, at=point, says=said),
        st.sampled_from([f"p{number}" for number in range(30)]),
        st.one_of(near_points, near_points, st.none()),
        says,
    )
    return st.lists(programs, max_size=largest, unique_by=lambda program: program.id)


def criteria(terms: tuple[str, ...] = TERMS) -> st.SearchStrategy:
    """Return criteria of one to three terms."""
    return st.builds(
        Criterion.any_of, st.lists(st.sampled_from(terms), min_size=1, max_size=3, unique=True)
    )


def needs(
    terms: tuple[str, ...] = TERMS, near: st.SearchStrategy = near_points
) -> st.SearchStrategy:
    """Return needs over *terms* from somewhere *near*: some programs in range, some beyond."""
    return st.builds(
        Needs,
        near,
        st.sampled_from([None, 1.0, 8.0, 30.0, 200.0, 900.0]),
        st.lists(st.builds(Must, criteria(terms)), max_size=3).map(tuple),
        st.lists(st.builds(Wish, criteria(terms), st.sampled_from([1, 2, 3])), max_size=4).map(
            tuple
        ),
        half_distance_miles=st.sampled_from([1.0, 25.0, 40.0]),
        closeness=st.sampled_from([0.0, 0.1, 0.35, 0.6, 1.0]),
    )
