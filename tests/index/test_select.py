"""Bounds that stop early stay exact, ties included."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point
from matcher.domain.needs import Needs
from matcher.domain.outcome import Outcome
from matcher.domain.ranking import rank
from matcher.index import facets, ground, select
from tests.builders import a_program, must, wish
from tests.index.directories import TERMS, grounds, index_of, needs, programs


@given(
    programs(),
    needs(),
    st.integers(1, 6),
    st.integers(0, 8),
    st.sampled_from([0, 4, 10_000]),
    st.sampled_from([(1e-6, 40.0, 4000.0), (300.0,), ()]),
    grounds,
)
def test_the_long_way_round_equals_the_published_rules(
    directory, asked, limit, offset, many, circles, words
):
    """As if a handful of programs were already too many to look at one by one."""
    with (
        patch.object(select, "FEW", 1),
        patch.object(select, "FIRST", 1),
        patch.object(select, "MANY", many),
        patch.object(select, "CIRCLES", circles),
        patch.object(ground, "MOST_WORDS", words),
    ):
        actual = index_of(directory).search(asked, limit, offset, TERMS)

    assert actual == rank(directory, asked, terms=TERMS, limit=limit, offset=offset)


@pytest.fixture(scope="module")
def a_crowd():
    """Four thousand programs, most around one city, on a grid so coarse that many are tied."""
    rng = np.random.default_rng(5)
    outcomes = list(Outcome)
    return [
        a_program(
            f"p{n:04}",
            at=Point(
                round(36 + float(rng.normal(0, 0.6)), 1),
                round(-119 + float(rng.normal(0, 1 + 5 * (n % 3))), 1),
            ),
            says={term: outcomes[k] for term, k in zip(TERMS, rng.integers(0, 4, 6), strict=True)},
        )
        for n in range(4_000)
    ]


@pytest.mark.parametrize("within_miles", [None, 200.0])
@pytest.mark.parametrize("words", [1, 2, 40, 100])
def test_facets_are_the_same_in_one_sweep_and_in_lines_by_two_threads(
    crowd_index, words, within_miles
):
    asked = Needs(Point(36.02, -119.01), within_miles, (must("detox"),), (wish("couples"),))
    expected = crowd_index.ask(asked).facets(TERMS)

    with (
        patch.object(facets, "_SWEEP", 0),
        patch.object(facets, "_FEW", 0),
        patch.object(facets, "_MANY", words),
        patch.object(facets, "_STRETCH", 960),
    ):
        actual = crowd_index.ask(asked).facets(TERMS)

    assert actual == expected


@pytest.mark.parametrize("few", [Outcome.MET, Outcome.UNMET])
@pytest.mark.parametrize("within_miles", [None, 300.0])
def test_facets_are_the_same_where_few_match_and_where_few_are_refused(few, within_miles):
    """So few that the words which hold them are picked, or everybody's are counted without them."""
    many = Outcome.UNMET if few is Outcome.MET else Outcome.MET
    directory = [
        a_program(
            f"p{n:04}",
            at=Point(36 + n % 50 / 25, -119 + n // 50 / 25),
            says={"detox": few if n in {5, 700, 701, 1990} else many, TERMS[n % 6]: Outcome.MET},
        )
        for n in range(2_000)
    ]
    asked = Needs(Point(36.02, -119.01), within_miles, (must("detox"),))

    actual = index_of(directory).search(asked, 5, 0, TERMS)

    assert actual == rank(directory, asked, terms=TERMS, limit=5)


def test_programs_on_the_other_side_of_the_earth_are_told_apart():
    directory = [a_program(f"p{n:02}", at=Point(-36 - n % 8 / 9, 61 + n / 90)) for n in range(80)]
    asked = Needs(Point(36.4, -119.01))

    actual = index_of(directory).search(asked, 10)

    assert actual == rank(directory, asked, limit=10)


def test_a_page_of_nothing_is_empty(crowd_index):
    asked = Needs(Point(36.02, -119.01), None, (must("detox"),), (wish("couples"),))

    assert crowd_index.search(asked, 0).matches == ()


@pytest.fixture(scope="module")
def crowd_index(a_crowd):
    return index_of(a_crowd)


@pytest.mark.parametrize(
    ("words", "few"), [(0, 64), (ground.MOST_WORDS, 64), (ground.MOST_WORDS, select.FEW)]
)
@pytest.mark.parametrize("closeness", [0.0, 1e-15, 0.35, 1.0])
@pytest.mark.parametrize("within_miles", [None, 60.0])
@pytest.mark.parametrize(
    ("musts", "wishes"),
    [
        ((), ()),
        ((), (wish("couples", weight=3), wish("aftercare", "family"))),
        ((must("detox"),), (wish("couples", weight=2), wish("naloxone"))),
        ((must("detox"), must("medicaid", "family"), must("couples")), (wish("aftercare"),)),
    ],
)
def test_a_crowd_is_ranked_as_published(
    a_crowd, crowd_index, words, few, closeness, within_miles, musts, wishes
):
    asked = Needs(Point(36.02, -119.01), within_miles, musts, wishes, closeness=closeness)

    with patch.object(ground, "MOST_WORDS", words), patch.object(select, "FEW", few):
        actual = crowd_index.search(asked, 20, 5, TERMS)

    assert actual == rank(a_crowd, asked, terms=TERMS, limit=20, offset=5)


@given(
    asked=needs(st.builds(Point, st.floats(34, 38), st.floats(-121, -117))),
    limit=st.integers(1, 40),
    first=st.sampled_from([1, 16, 256]),
    many=st.sampled_from([5, 60, 4_000]),
    circles=st.sampled_from([(5.0, 20.0, 80.0), (40.0,), select.CIRCLES]),
    tries=st.sampled_from([1, 3]),
    tile=st.sampled_from([1, 7, 4096]),
    words=grounds,
)
def test_stopping_early_finds_what_looking_at_each_row_finds(
    crowd_index, asked, limit, first, many, circles, tries, tile, words
):
    with patch.object(select, "FEW", 10_000):
        expected = crowd_index.search(asked, limit)

    with (
        patch.object(select, "FEW", 20),
        patch.object(select, "FIRST", first),
        patch.object(select, "MANY", many),
        patch.object(select, "CIRCLES", circles),
        patch.object(select, "TRIES", tries),
        patch.object(select, "TILE", tile),
        patch.object(ground, "MOST_WORDS", words),
    ):
        actual = crowd_index.search(asked, limit)

    assert actual == expected
