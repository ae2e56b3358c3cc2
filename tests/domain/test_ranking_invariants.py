"""What must hold of the ranking whatever the directory and whatever the needs."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.domain.outcome import Outcome
from matcher.domain.program import Answer
from matcher.domain.ranking import rank
from tests.builders import a_program
from tests.strategies import TERMS, directories, near_points, needs


def ids(ranking):
    return [match.standing.id for match in ranking.matches]


def place_of(program_id, ranking):
    return ids(ranking).index(program_id)


def saying(program, **answers):
    said = {term: Answer(outcome) for term, outcome in answers.items()}
    return replace(program, answers={**program.answers, **said})


def among(programs, changed):
    return [changed if each.id == changed.id else each for each in programs]


def without(needs_, position):
    musts = needs_.musts[:position] + needs_.musts[position + 1 :]
    return replace(needs_, musts=musts)


@given(directories(), needs(), st.sampled_from(TERMS))
def test_a_granted_wish_never_lowers_a_program(programs, asked, term):
    before = rank(programs, asked)
    assume(before.matches)
    chosen = next(each for each in programs if each.id == ids(before)[-1])

    after = rank(among(programs, saying(chosen, **{term: Outcome.MET})), asked)

    assert place_of(chosen.id, after) <= place_of(chosen.id, before)


@given(directories(), needs(), near_points, near_points)
def test_a_nearer_twin_never_ranks_lower(programs, asked, here, there):
    one = a_program("twin a", at=here, says={"detox": Outcome.MET})
    other = a_program("twin b", at=there, says={"detox": Outcome.MET})
    unbounded = replace(asked, within_miles=None, musts=())

    ranking = rank([*programs, one, other], unbounded)

    standings = {match.standing.id: match for match in ranking.matches}
    first, second = standings["twin a"], standings["twin b"]
    if first.standing.miles < second.standing.miles:
        assert first.rank < second.rank
    elif second.standing.miles < first.standing.miles:
        assert second.rank < first.rank


@given(directories(), needs())
def test_points_distance_and_base_add_up_to_the_score(programs, asked):
    ranking = rank(programs, asked)

    for match in ranking.matches:
        parts = match.standing.arithmetic
        total = sum(parts.wish_points) + parts.distance_points + parts.base_points
        assert total == pytest.approx(parts.score, abs=1e-9)
        assert -1e-9 <= parts.score <= 100 + 1e-9


@given(directories(), needs(), st.data())
def test_dropping_a_must_never_removes_a_program(programs, asked, data):
    assume(asked.musts)
    position = data.draw(st.integers(0, len(asked.musts) - 1))

    dropped = rank(programs, without(asked, position))

    assert set(ids(rank(programs, asked))) <= set(ids(dropped))


@given(directories(), needs(), st.randoms())
def test_the_order_is_total_and_does_not_depend_on_the_order_of_the_directory(
    programs, asked, random
):
    shuffled = list(programs)
    random.shuffle(shuffled)

    ranking = rank(programs, asked, terms=TERMS)

    keys = [match.standing.order for match in ranking.matches]
    assert keys == sorted(set(keys))
    assert rank(shuffled, asked, terms=TERMS) == ranking


@given(directories(), needs())
def test_every_listed_program_is_counted_once(programs, asked):
    ranking = rank(programs, asked)

    counts = ranking.counts
    assert counts.matches == len(ranking.matches)
    assert counts.near_miss == len(ranking.near_misses)
    assert counts.unplaced == sum(each.point is None for each in programs)
    if asked.within_miles is None:
        assert counts.in_range + counts.unplaced == len(programs)


@given(directories(), needs(), st.integers(1, 5), st.integers(0, 14))
def test_a_page_is_a_slice_of_the_whole(programs, asked, limit, offset):
    whole = rank(programs, asked)

    page = rank(programs, asked, limit=limit, offset=offset)

    assert page.matches == whole.matches[offset : offset + limit]
    assert page.counts == whole.counts
    assert page.near_misses == whole.near_misses


@given(directories(), needs())
def test_what_dropping_a_must_adds_is_what_a_search_without_it_finds(programs, asked):
    ranking = rank(programs, asked)

    for position, dropped in enumerate(ranking.dropped):
        again = rank(programs, without(asked, position))
        assert dropped.criterion == asked.musts[position].criterion
        assert dropped.adds == again.counts.matches - ranking.counts.matches


@given(directories(), needs())
def test_what_a_wider_radius_adds_is_what_that_search_finds(programs, asked):
    ranking = rank(programs, asked)
    assume(asked.within_miles is not None)
    offered = [each for each in (10, 25, 50, 100, 250, 500) if each > asked.within_miles]

    adds = {
        radius: rank(programs, replace(asked, within_miles=radius)).counts.matches
        - ranking.counts.matches
        for radius in [*offered, None]
    }

    first = next((radius for radius, more in adds.items() if more), "none")
    widened = ranking.widened
    assert (widened.within_miles if widened else "none") == first
    assert widened is None or widened.adds == adds[first]


@given(directories(), needs())
def test_rank_if_confirmed_is_the_rank_after_each_unknown_finding_is_met(programs, asked):
    ranking = rank(programs, asked)

    for match in ranking.matches:
        program = next(each for each in programs if each.id == match.standing.id)
        confirmed = confirming(program, asked)
        if confirmed is None:
            assert match.rank_if_confirmed is None
        elif confirmed is not STIRS_OTHERS:
            again = rank(among(programs, confirmed), asked)
            assert match.rank_if_confirmed == place_of(program.id, again) + 1


STIRS_OTHERS = object()


def confirming(program, asked):
    """Return the program with its unknown findings met and all its others as they were.

    None where nothing is unknown; STIRS_OTHERS where no listing can say so, because confirming a
    term would better a finding that is not unknown.
    """
    criteria = [each.criterion for each in (*asked.musts, *asked.wishes)]
    outcomes = [criterion.outcome(program.outcome) for criterion in criteria]
    unknown = [
        each for each, said in zip(criteria, outcomes, strict=True) if said is Outcome.UNKNOWN
    ]
    if not unknown:
        return None
    answers = {
        term: Outcome.MET
        for criterion in unknown
        for term in criterion.terms
        if program.outcome(term) is Outcome.UNKNOWN
    }
    confirmed = saying(program, **answers)
    expected = [Outcome.MET if said is Outcome.UNKNOWN else said for said in outcomes]
    actual = [criterion.outcome(confirmed.outcome) for criterion in criteria]
    return confirmed if actual == expected else STIRS_OTHERS
