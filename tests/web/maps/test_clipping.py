import pytest

from matcher.web.maps.clipping import cut_line, cut_ring
from matcher.web.maps.projection import Frame, Spot

WINDOW = Frame(0, 0, 10, 10)


def spots(*pairs):
    return [Spot(x, y) for x, y in pairs]


def area(ring):
    return abs(
        sum(
            one.x * other.y - other.x * one.y
            for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        )
        / 2
    )


@pytest.mark.parametrize(
    ("shape", "ring", "expected"),
    [
        ("inside", [(1, 1), (3, 1), (3, 3), (1, 3)], 4),
        ("across one edge", [(8, 1), (12, 1), (12, 3), (8, 3)], 4),
        ("across a corner", [(8, 8), (12, 8), (12, 12), (8, 12)], 4),
        ("all around", [(-5, -5), (15, -5), (15, 15), (-5, 15)], 100),
        ("beside", [(11, 1), (12, 1), (12, 3), (11, 3)], 0),
    ],
)
def test_of_a_ring_only_what_the_window_shows_is_kept(shape, ring, expected):
    cut = cut_ring(spots(*ring), WINDOW)

    assert area(cut) == pytest.approx(expected)
    assert all(WINDOW.holds(spot) for spot in cut)


def test_a_line_that_leaves_and_comes_back_is_two_stretches():
    line = spots((1, 1), (5, 1), (15, 1), (25, 1), (25, 9), (15, 9), (5, 9))

    stretches = cut_line(line, WINDOW)

    assert stretches == [spots((1, 1), (5, 1), (15, 1)), spots((15, 9), (5, 9))]


def test_a_step_across_the_window_is_seen_though_both_its_ends_are_outside():
    across = spots((-5, 5), (15, 5))

    assert cut_line(across, WINDOW) == [across]
