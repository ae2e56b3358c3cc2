"""The optimiser finds what trying everything finds, whatever the programs."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point, miles_between
from matcher.domain.plans.objective import GAP, Option, Slot, points_for, worth
from matcher.domain.plans.optimiser import Road, Team
from matcher.domain.plans.ways import Ways
from tests.builders import FRESNO, SAN_FRANCISCO

points = st.builds(
    Point,
    st.sampled_from([36.0, 36.4, 37.0, 40.0]),
    st.sampled_from([-119.0, -119.5, -112.0]),
)
options = st.builds(
    Option,
    id=st.sampled_from("abcdefg"),
    doubt=st.sampled_from([0.0, 0.5, 0.75, 1.0]),
    score=st.one_of(st.sampled_from([50.0, 55.0, 60.0]), st.floats(0, 100)),
    miles=st.sampled_from([0.0, 3.5, 40.0]),
    point=points,
)
slots = st.builds(
    lambda found, lives_in: Slot(tuple(found), lives_in),
    st.lists(options, max_size=5, unique_by=lambda option: option.id),
    st.booleans(),
)
roads = st.builds(lambda found: Road(tuple(found), Ways()), st.lists(slots, min_size=2, max_size=4))


def an_option(id_, score=50.0, *, doubt=0.0, miles=1.0, at=FRESNO):
    return Option(id_, doubt, score, miles, at)


def everything(road):
    """Return every combination of a road's programs."""
    return list(product(*([option.id for option in slot.options] or [GAP] for slot in road.slots)))


def billionths(number):
    return Fraction(round(number * 10**9), 10**9)


def plainly(road, ids):
    """Compare as published, in exact fractions: gaps, doubt, objective from the top, miles."""
    chosen = [slot.option(id_) for slot, id_ in zip(road.slots, ids, strict=True)]
    filled = [option for option in chosen if option is not None]
    objective = Fraction(0)
    if filled:
        objective = sum(billionths(each.score) for each in filled) / Fraction(len(filled))
    for position in range(1, len(chosen)):
        before, after = chosen[position - 1], chosen[position]
        if before is None or after is None:
            continue
        if before.id == after.id:
            objective += 5
        elif road.slots[position - 1].lives_in and road.slots[position].lives_in:
            apart = Ways().miles(before.point, after.point)
            objective -= billionths(min(5, apart / 25))
    return (
        chosen.count(None),
        sum(each.doubt for each in filled),
        -objective,
        sum((billionths(each.miles) for each in filled), Fraction(0)),
    )


def added(*orders):
    return tuple(sum(parts) for parts in zip(*orders, strict=True))


@given(roads)
def test_the_best_plan_is_the_one_that_trying_everything_finds(road):
    expected = min(everything(road), key=lambda ids: (plainly(road, ids), ids))

    found = Team((road,)).best()

    assert found.ids == expected


@given(roads)
def test_the_runner_up_is_the_second_that_trying_everything_finds(road):
    in_order = sorted(everything(road), key=lambda ids: (plainly(road, ids), ids))
    team = Team((road,))

    found = team.runner_up(team.best())

    assert (found.ids if found else None) == (in_order[1] if len(in_order) > 1 else None)


@st.composite
def teams(draw):
    """Two roads that share one slot, anywhere in each."""
    shared = draw(slots)
    first, second = draw(roads), draw(roads)
    positions = []
    both = []
    for road in (first, second):
        position = draw(st.integers(0, len(road.slots) - 1))
        others = list(road.slots)
        others[position] = shared
        both.append(Road(tuple(others), road.ways))
        positions.append(position)
    return Team(tuple(both), tuple(positions))


def together(team):
    """Return every pair of combinations that meet in the joint step."""
    first, second = team.roads
    at, there = team.joint
    return [
        (one, other)
        for one in everything(first)
        for other in everything(second)
        if one[at] == other[there]
    ]


def order(team):
    first, second = team.roads
    costs = [{ids: plainly(road, ids) for ids in everything(road)} for road in (first, second)]
    return lambda pair: (added(costs[0][pair[0]], costs[1][pair[1]]), pair[0] + pair[1])


@given(teams())
def test_two_plans_with_a_joint_step_are_the_best_pair_of_all(team):
    expected = min(together(team), key=order(team))

    found = team.best()

    assert team.split(found.ids) == expected


@given(teams(), st.integers(0, 1))
def test_the_runner_up_of_one_of_two_differs_in_a_program_of_that_one(team, which):
    best = team.best()
    mine = team.split(best.ids)[which]
    others = [pair for pair in together(team) if pair[which] != mine]
    expected = min(others, key=order(team), default=None)

    found = team.runner_up(best, which)

    assert (team.split(found.ids) if found else None) == expected


@given(roads)
def test_what_is_shown_of_a_plan_is_what_decided_it(road):
    best = Team((road,)).best()

    shown = worth(road.slots, best.ids, road.ways)

    gaps, doubt, objective, miles = plainly(road, best.ids)
    assert (shown.gaps, shown.doubt) == (gaps, doubt)
    assert shown.miles == pytest.approx(float(miles))
    assert shown.score is None or shown.score == pytest.approx(float(-objective), abs=1e-9)


def test_staying_at_one_program_beats_a_slightly_better_stranger():
    here, stranger = an_option("here", 50.0), an_option("stranger", 54.0)
    road = Road((Slot((here,)), Slot((here, stranger))), Ways())

    assert road.best().ids == ("here", "here")


def test_a_much_better_stranger_beats_staying():
    here, stranger = an_option("here", 50.0), an_option("stranger", 61.0)
    road = Road((Slot((here,)), Slot((here, stranger))), Ways())

    assert road.best().ids == ("here", "stranger")


def test_a_move_from_bed_to_bed_costs_a_point_for_25_miles():
    first = an_option("first", at=FRESNO)
    near = an_option("near", 52.0, at=FRESNO)
    far = an_option("far", 60.0, at=SAN_FRANCISCO)
    beds = Road((Slot((first,), lives_in=True), Slot((near, far), lives_in=True)), Ways())
    visits = Road((Slot((first,), lives_in=True), Slot((near, far))), Ways())

    assert beds.best().ids == ("first", "near")
    assert visits.best().ids == ("first", "far")


@pytest.mark.parametrize(("miles", "points"), [(0, 0), (25, 1), (62.5, 2.5), (125, 5), (900, 5)])
def test_no_move_costs_more_than_five_points(miles, points):
    assert points_for(miles) == points


def test_nothing_to_ask_beats_any_number_of_points():
    sure, likely = an_option("sure", 1.0), an_option("likely", 99.0, doubt=0.5)
    road = Road((Slot((sure, likely)), Slot((an_option("last"),))), Ways())

    assert road.best().ids == ("sure", "last")


def test_a_plan_of_nothing_but_gaps_has_no_score():
    slots_ = (Slot(()), Slot(()))

    assert worth(slots_, Road(slots_, Ways()).best().ids, Ways()).score is None


@given(points, points)
def test_hand_overs_are_measured_as_every_other_distance(here, there):
    assert Ways().miles(here, there) == miles_between(here, there)
