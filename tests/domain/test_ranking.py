import pytest

from matcher.domain.criteria import Criterion
from matcher.domain.geography import Point, miles_between
from matcher.domain.outcome import Outcome
from matcher.domain.ranking import Counts, Dropped, Widened, rank
from tests.builders import FRESNO, SAN_FRANCISCO, a_program, must, some_needs, wish

MILES_IN_A_DEGREE = 69.0933  # along a meridian


def north(miles):
    """Return a point so many miles north of Fresno."""
    return Point(FRESNO.latitude + miles / MILES_IN_A_DEGREE, FRESNO.longitude)


def ids(ranking):
    return [match.standing.id for match in ranking.matches]


# Rules 1 and 2: distance and range


def test_miles_are_measured_from_where_the_family_is():
    ranking = rank([a_program(at=SAN_FRANCISCO)], some_needs(near=FRESNO))

    assert ranking.matches[0].standing.miles == miles_between(FRESNO, SAN_FRANCISCO)


def test_the_radius_itself_is_in_range_and_the_next_number_is_not():
    program = a_program(at=north(30))
    miles = miles_between(FRESNO, program.point)

    on_the_edge = rank([program], some_needs(within_miles=miles))
    just_short = rank([program], some_needs(within_miles=miles * (1 - 1e-15)))

    assert on_the_edge.counts.in_range == 1
    assert just_short.counts.in_range == 0


@pytest.mark.parametrize("within_miles", [None, 1.0])
def test_a_program_nobody_can_place_is_counted_and_never_ranked(within_miles):
    ranking = rank(
        [a_program("placed"), a_program("lost", at=None)], some_needs(within_miles=within_miles)
    )

    assert ids(ranking) == ["placed"]
    assert ranking.counts.unplaced == 1
    assert ranking.counts.in_range == 1


# Rules 3 and 4: musts


@pytest.mark.parametrize(
    ("detox", "couples", "expected"),
    [
        ("met", "met", Counts(sure=1, ask=0, near_miss=0, refused=0, unplaced=0)),
        ("met", "unknown", Counts(sure=0, ask=1, near_miss=0, refused=0, unplaced=0)),
        ("unlisted", "met", Counts(sure=0, ask=1, near_miss=0, refused=0, unplaced=0)),
        ("unmet", "met", Counts(sure=0, ask=0, near_miss=1, refused=0, unplaced=0)),
        ("unmet", "unknown", Counts(sure=0, ask=0, near_miss=1, refused=0, unplaced=0)),
        ("unmet", "unmet", Counts(sure=0, ask=0, near_miss=0, refused=1, unplaced=0)),
    ],
)
def test_musts_sort_programs_into_sure_ask_near_miss_and_refused(detox, couples, expected):
    program = a_program(says={"detox": detox, "couples": couples})

    ranking = rank([program], some_needs(musts=(must("detox"), must("couples"))))

    assert ranking.counts == expected


@pytest.mark.parametrize(
    ("detox", "couples", "expected"),
    [
        ("met", "met", 0),
        ("met", "unknown", 0.5),
        ("unlisted", "met", 0.75),
        ("unknown", "unknown", 1),
        ("unlisted", "unlisted", 1.5),
    ],
)
def test_doubt_is_what_the_musts_lack_in_credit(detox, couples, expected):
    program = a_program(says={"detox": detox, "couples": couples})

    ranking = rank([program], some_needs(musts=(must("detox"), must("couples"))))

    assert ranking.matches[0].standing.arithmetic.doubt == expected


def test_a_near_miss_names_the_must_it_fails_and_its_doubt_over_the_others():
    program = a_program(says={"detox": "unmet", "medicaid": "unlisted", "sliding": "unmet"})
    musts = (must("detox"), must("medicaid", "sliding"), must("couples"))

    ranking = rank([program], some_needs(musts=musts))

    assert ranking.near_misses[0].missing == Criterion(("detox",))
    assert ranking.near_misses[0].doubt == 0.75 + 0.5


def test_near_misses_go_by_doubt_then_score_then_miles_then_id():
    sure_far = a_program("b", at=north(20), says={"detox": "unmet", "couples": "met"})
    sure_far_twin = a_program("a", at=north(20), says={"detox": "unmet", "couples": "met"})
    doubted_near = a_program("c", at=north(1), says={"detox": "unmet"})
    wished_for = a_program(
        "d", at=north(20), says={"detox": "unmet", "couples": "met", "art": "met"}
    )
    needs = some_needs(musts=(must("detox"), must("couples")), wishes=(wish("art"),))

    ranking = rank([doubted_near, sure_far, wished_for, sure_far_twin], needs)

    assert [miss.standing.id for miss in ranking.near_misses] == ["d", "a", "b", "c"]


def test_at_most_twenty_near_misses_are_shown_and_all_are_counted():
    programs = [a_program(says={"detox": "unmet"}) for _ in range(21)]

    ranking = rank(programs, some_needs(musts=(must("detox"),)))

    assert len(ranking.near_misses) == 20
    assert ranking.counts.near_miss == 21
    assert ranking.dropped == (Dropped(Criterion(("detox",)), 21),)


# Rule 5: the score


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"art": "met", "yoga": "met"}, 1),
        ({"art": "met", "yoga": "unmet"}, 3 / 4),
        ({"art": "unmet", "yoga": "met"}, 1 / 4),
        ({"art": "unknown", "yoga": "unlisted"}, (1.5 + 0.25) / 4),
        ({"art": "unmet", "yoga": "unmet"}, 0),
    ],
)
def test_fit_is_the_weighted_share_of_credit(says, expected):
    needs = some_needs(wishes=(wish("art", weight=3), wish("yoga", weight=1)), closeness=0)

    ranking = rank([a_program(says=says)], needs)

    assert ranking.matches[0].standing.arithmetic.score == pytest.approx(100 * expected)


@pytest.mark.parametrize(("half_distance_miles", "expected"), [(25, 50), (75, 75), (5, 100 / 6)])
def test_nearness_is_worth_one_half_at_the_half_distance(half_distance_miles, expected):
    program = a_program(at=north(25))
    needs = some_needs(half_distance_miles=half_distance_miles, closeness=1)

    ranking = rank([program], needs)

    assert ranking.matches[0].standing.arithmetic.score == pytest.approx(expected, abs=1e-3)


def test_a_search_without_wishes_fits_everything_fully():
    ranking = rank([a_program(at=FRESNO)], some_needs(closeness=0.35))

    parts = ranking.matches[0].standing.arithmetic
    assert (parts.score, parts.base_points, parts.distance_points) == (100, 65, 35)


def test_closeness_is_the_share_of_the_score_that_nearness_decides():
    program = a_program(at=north(25), says={"art": "met"})
    needs = some_needs(wishes=(wish("art"),), closeness=0.35)

    ranking = rank([program], needs)

    assert ranking.matches[0].standing.arithmetic.score == pytest.approx(65 + 17.5, abs=1e-3)


# Rule 6: the order


def test_doubt_comes_before_any_score():
    sure = a_program("sure", at=SAN_FRANCISCO, says={"detox": "met"})
    doubted = a_program("doubted", at=FRESNO, says={"art": "met"})
    needs = some_needs(musts=(must("detox"),), wishes=(wish("art", weight=3),))

    ranking = rank([doubted, sure], needs)

    assert ids(ranking) == ["sure", "doubted"]


def test_score_comes_before_miles():
    fitting = a_program("fitting", at=north(10), says={"art": "met"})
    near = a_program("near", at=FRESNO, says={"art": "unmet"})

    ranking = rank([near, fitting], some_needs(wishes=(wish("art"),)))

    assert ids(ranking) == ["fitting", "near"]


def test_where_nearness_is_worth_nothing_miles_still_break_a_tie():
    far = a_program("a", at=north(10))
    near = a_program("b", at=north(5))

    ranking = rank([far, near], some_needs(closeness=0))

    assert ids(ranking) == ["b", "a"]


def test_the_id_as_text_breaks_the_last_tie():
    programs = [a_program(name) for name in ("9", "10", "p", "P")]

    ranking = rank(programs, some_needs())

    assert ids(ranking) == ["10", "9", "P", "p"]


# Rule 7: points


def test_each_wish_earns_its_share_in_the_order_given():
    program = a_program(says={"art": "unknown", "yoga": "met"})
    needs = some_needs(wishes=(wish("art", weight=3), wish("yoga", weight=1)), closeness=0.2)

    ranking = rank([program], needs)

    parts = ranking.matches[0].standing.arithmetic
    assert parts.wish_points == pytest.approx((80 * 3 * 0.5 / 4, 80 / 4))
    assert parts.base_points == 0


# Rule 8: what would change


def test_each_must_says_what_dropping_it_would_add_zeros_too():
    programs = [
        a_program(says={"detox": "unmet"}),
        a_program(says={"detox": "unmet"}),
        a_program(says={"detox": "unmet", "couples": "unmet"}),
        a_program(),
    ]
    needs = some_needs(musts=(must("couples"), must("detox")))

    ranking = rank(programs, needs)

    assert ranking.dropped == (
        Dropped(Criterion(("couples",)), 0),
        Dropped(Criterion(("detox",)), 2),
    )


@pytest.mark.parametrize(
    ("now", "miles", "expected"),
    [
        (5, [8], Widened(10, 1)),
        (5, [8, 9, 20], Widened(10, 2)),
        (10, [12, 24], Widened(25, 2)),
        (25, [12, 90], Widened(100, 1)),  # fifty adds nobody, so it is not offered
        (30, [60, 400], Widened(100, 1)),
        (100, [400], Widened(500, 1)),
        (500, [600], Widened(None, 1)),
        (700, [800], Widened(None, 1)),
        (25, [12], None),
        (None, [12, 600], None),
    ],
)
def test_the_next_radius_that_adds_any_is_offered(now, miles, expected):
    programs = [a_program(at=north(each)) for each in miles]

    ranking = rank(programs, some_needs(within_miles=now))

    assert ranking.widened == expected


def test_a_wider_radius_counts_matches_and_not_those_that_say_no():
    programs = [
        a_program(at=north(8), says={"detox": "unmet"}),
        a_program(at=north(20)),
        a_program(at=north(21), says={"detox": "unmet"}),
    ]

    ranking = rank(programs, some_needs(within_miles=5, musts=(must("detox"),)))

    assert ranking.widened == Widened(25, 1)


def test_rank_if_confirmed_takes_unknown_for_met_and_unlisted_as_it_is():
    leader = a_program("leader", says={"detox": "met", "art": "met"})
    silent = a_program("silent", at=north(1), says={"detox": "unknown", "art": "met"})
    unlisted = a_program("unlisted", at=north(2), says={"detox": "unlisted", "art": "unknown"})
    needs = some_needs(musts=(must("detox"),), wishes=(wish("art"),))

    ranking = rank([unlisted, silent, leader], needs)

    assert [(each.standing.id, each.rank_if_confirmed) for each in ranking.matches] == [
        ("leader", None),
        ("silent", 2),
        ("unlisted", 3),
    ]


def test_rank_if_confirmed_can_be_the_first():
    leader = a_program("leader", at=north(9), says={"detox": "met"})
    silent = a_program("silent", at=north(1))

    ranking = rank([silent, leader], some_needs(musts=(must("detox"),)))

    assert [(each.rank, each.rank_if_confirmed) for each in ranking.matches] == [(1, None), (2, 1)]


# Pages and facets


def test_a_page_keeps_the_ranks_of_the_whole():
    programs = [a_program(f"p{number}", at=north(number)) for number in range(5)]

    ranking = rank(programs, some_needs(), limit=2, offset=3)

    assert [(each.rank, each.standing.id) for each in ranking.matches] == [(4, "p3"), (5, "p4")]
    assert ranking.counts.matches == 5


def test_facets_count_the_matches_that_meet_a_term_and_no_one_else():
    programs = [
        a_program(says={"art": "met"}),
        a_program(says={"art": "met", "detox": "unknown"}),
        a_program(says={"art": "unlisted"}),
        a_program(says={"art": "met", "detox": "unmet"}),  # a near miss
        a_program(at=SAN_FRANCISCO, says={"art": "met"}),  # too far
        a_program(at=None, says={"art": "met"}),
    ]
    needs = some_needs(within_miles=5, musts=(must("detox"),))

    ranking = rank(programs, needs, terms=["art", "yoga"], limit=1)

    assert ranking.facets == {"art": 2, "yoga": 0}


def test_an_empty_directory_is_an_answer_too():
    ranking = rank([], some_needs(within_miles=10, musts=(must("detox"),)))

    assert ranking.counts == Counts(0, 0, 0, 0, 0)
    assert ranking.dropped == (Dropped(Criterion(("detox",)), 0),)
    assert ranking.widened is None


def test_no_field_of_a_program_that_money_could_move_exists():
    names = set(a_program().__dataclass_fields__)

    assert not names & {"paid", "sponsor", "sponsored", "featured", "boost", "promoted", "premium"}
    assert Outcome.MET.credit == 1
