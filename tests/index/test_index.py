"""The fast answer equals the published rules, to the last bit, wherever it is asked."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point, miles_between
from matcher.domain.needs import Needs
from matcher.domain.ranking import rank
from matcher.index import AnswersMisshapen, IdRepeated, Index, ground
from tests.builders import FRESNO, a_program, must, some_needs, wish
from tests.index.directories import (
    NEVER_HELD,
    TERMS,
    grounds,
    index_of,
    needs,
    points,
    programs,
)

FACETS = (*TERMS, NEVER_HELD)


@given(programs(), needs())
def test_the_ranks_of_some_programs_are_those_of_the_whole_list(directory, asked):
    ids = [each.id for each in directory]

    found = index_of(directory).ask(asked).ranks([*ids, "nobody"])

    expected = rank(directory, asked).matches
    assert found == {match.standing.id: match.rank for match in expected}


@given(
    programs(),
    needs(),
    st.one_of(st.none(), st.integers(1, 50)),
    st.one_of(st.just(0), st.integers(0, 60)),
    grounds,
)
def test_a_search_equals_the_published_rules(directory, asked, limit, offset, words):
    expected = rank(directory, asked, terms=FACETS, limit=limit, offset=offset)

    with patch.object(ground, "MOST_WORDS", words):
        actual = index_of(directory).search(asked, limit, offset, FACETS)

    assert actual == expected


@given(programs(), points, st.data(), grounds)
def test_a_radius_that_ends_on_a_program_is_decided_by_the_exact_miles(
    directory, here, data, words
):
    distances = [miles_between(here, each.point) for each in directory if each.point]
    edge = data.draw(st.sampled_from(distances)) if distances else 5.0
    nudge = data.draw(st.sampled_from([1.0, 1 - 1e-15, 1 + 1e-15, 1 + 1e-12]))
    asked = Needs(here, max(edge * nudge, 1e-300))

    with patch.object(ground, "MOST_WORDS", words):
        actual = index_of(directory).search(asked, 20)

    assert actual == rank(directory, asked, limit=20)


def test_ten_thousand_programs_at_one_address_are_told_apart_by_answers_and_id():
    answers = ["met", "unknown", "unlisted", "unmet"]
    directory = [
        a_program(
            f"p{n * 7919 % 10_000}", says={"detox": answers[n % 4], "couples": answers[n % 3]}
        )
        for n in range(10_000)
    ]
    asked = some_needs(musts=(must("detox"),), wishes=(wish("couples", weight=2), wish("family")))

    actual = index_of(directory).search(asked, 30, 2_490, TERMS)

    assert actual == rank(directory, asked, limit=30, offset=2_490, terms=TERMS)


def test_an_empty_directory_answers():
    asked = some_needs(within_miles=10, musts=(must("detox"),), wishes=(wish("couples"),))

    actual = index_of([]).search(asked, 20, 0, TERMS)

    assert actual == rank([], asked, limit=20, terms=TERMS)


def test_one_letter_too_few_is_refused():
    with pytest.raises(AnswersMisshapen):
        Index.build(["detox", "couples"], ["a", "b"], [1.0, 1.0], [1.0, 1.0], ["mmm", "m"])


def test_a_letter_that_is_no_answer_is_refused():
    with pytest.raises(AnswersMisshapen):
        Index.build(["detox"], ["a"], [1.0], [1.0], ["x"])


def test_two_programs_with_one_id_are_refused():
    with pytest.raises(IdRepeated):
        Index.build(["detox"], ["a", "a"], [1.0, None], [1.0, None], ["m", "m"])


def test_programs_without_coordinates_are_counted_whatever_the_radius():
    directory = [a_program("a", at=FRESNO), a_program("b", at=None), a_program("c", at=None)]
    asked = some_needs(near=Point(0.0, 0.0), within_miles=1)

    actual = index_of(directory).search(asked, 20)

    assert actual.counts.unplaced == 2
    assert len(index_of(directory)) == 3
