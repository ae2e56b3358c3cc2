"""Known points: the composite as d3's `geoAlbersUsa` draws it (d3-geo 3.1.1, run once by hand)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point, miles_between
from matcher.web.maps.projection import (
    AREA_HEIGHT,
    COUNTRY,
    COUNTRY_HEIGHT,
    WIDTH,
    Around,
    Frame,
    Spot,
    country,
)

FRESNO = Point(36.7378, -119.7871)

D3 = {
    "San Francisco": (Point(37.7749, -122.4194), 107.42689983179525, 214.14309852394865),
    "New York": (Point(40.7128, -74.0060), 794.5954450548626, 176.53258338778596),
    "Fresno": (FRESNO, 139.72560927492668, 243.13522490151308),
    "Miami": (Point(25.7617, -80.1918), 755.9269214906512, 470.2066412697904),
    "Anchorage": (Point(61.2181, -149.9003), 171.16295961507143, 446.9441310429266),
    "Attu, beyond the date line": (Point(52.9, 173.2), 33.78981605127143, 470.4058896087959),
    "Honolulu": (Point(21.3069, -157.8583), 298.4785715711044, 450.98746080412104),
}


@pytest.mark.parametrize("name", D3)
def test_the_country_is_drawn_as_american_atlases_draw_it(name):
    point, x, y = D3[name]

    spot = country(point)

    assert spot.x == pytest.approx((x + 7.5) * 360 / 975, abs=0.01)
    assert spot.y == pytest.approx((y + 10) * 360 / 975, abs=0.01)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("San Juan, Puerto Rico", Point(18.4655, -66.1057)),
        ("Charlotte Amalie, Virgin Islands", Point(18.3419, -64.9307)),
    ],
)
def test_the_caribbean_is_set_in_below_florida(name, point):
    inset = COUNTRY[-1].frame

    assert inset.holds(country(point))


@pytest.mark.parametrize(
    "point",
    [
        Point(13.4443, 144.7937),  # Guam
        Point(-14.2756, -170.7020),  # American Samoa
        Point(15.1850, 145.7467),  # Saipan
        Point(51.5, -0.1),
    ],
)
def test_what_no_part_draws_has_no_spot(point):
    assert country(point) is None


def test_the_parts_that_are_set_in_do_not_cover_each_other():
    frames = [piece.frame for piece in COUNTRY if piece.frame]

    overlapping = [(a, b) for a in frames for b in frames if a is not b and a.overlaps(b)]

    assert overlapping == []
    assert all(frame.bottom <= COUNTRY_HEIGHT and frame.right <= WIDTH for frame in frames)


places = st.builds(Point, st.floats(-70, 72), st.floats(-180, 180))


@given(places, places)
def test_around_a_point_distance_on_paper_is_distance_on_the_ground(middle, point):
    project = Around(middle, units_a_mile=2.0)

    reach = project(point).distance(project(middle))

    assert reach == pytest.approx(2.0 * miles_between(middle, point), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("bearing", "point", "expected"),
    [
        ("north", Point(37.7378, -119.7871), (0, -1)),
        ("south", Point(35.7378, -119.7871), (0, 1)),
        ("east, nearly", Point(36.7378, -118.7871), (1, 0)),
        ("west, nearly", Point(36.7378, -120.7871), (-1, 0)),
    ],
)
def test_north_is_up(bearing, point, expected):
    spot = Around(FRESNO, units_a_mile=1.0)(point)
    reach = Spot(WIDTH / 2, AREA_HEIGHT / 2).distance(spot)

    direction = ((spot.x - WIDTH / 2) / reach, (spot.y - AREA_HEIGHT / 2) / reach)

    assert direction == pytest.approx(expected, abs=0.02)


def test_the_middle_is_in_the_middle():
    assert Around(FRESNO, units_a_mile=1.0)(FRESNO) == Spot(WIDTH / 2, AREA_HEIGHT / 2)


def test_frames_that_share_an_edge_do_not_overlap():
    assert not Frame(0, 0, 10, 10).overlaps(Frame(10, 0, 20, 10))
