import math

import pytest
from geopy.distance import EARTH_RADIUS, great_circle
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import EARTH_RADIUS_KM, Point, PointOutOfBounds, miles_between
from tests.builders import FRESNO, SAN_FRANCISCO

points = st.builds(
    Point,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (90.0001, 0),
        (-90.0001, 0),
        (0, 180.0001),
        (0, -180.0001),
        (math.nan, 0),
        (0, math.nan),
        (math.inf, 0),
    ],
)
def test_a_point_that_is_not_on_the_earth_is_refused(latitude, longitude):
    with pytest.raises(PointOutOfBounds):
        Point(latitude, longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (0, 0)])
def test_the_poles_and_the_date_line_are_on_the_earth(latitude, longitude):
    point = Point(latitude, longitude)

    assert (point.latitude, point.longitude) == (latitude, longitude)


def test_fresno_to_san_francisco_is_some_161_miles():
    miles = miles_between(FRESNO, SAN_FRANCISCO)

    assert miles == pytest.approx(161.2, abs=0.5)


def test_one_degree_along_a_meridian_is_a_360th_of_the_mean_earth_s_girth():
    miles = miles_between(Point(0, 0), Point(1, 0))

    assert miles == pytest.approx(2 * math.pi * 6371.009 / 1.609344 / 360, rel=1e-12)


@given(points, points)
def test_miles_are_those_of_the_library_to_the_last_bit(here, there):
    expected = great_circle(
        (here.latitude, here.longitude), (there.latitude, there.longitude)
    ).miles

    assert miles_between(here, there) == expected


@given(points)
def test_a_place_is_no_miles_from_itself(here):
    assert miles_between(here, here) == pytest.approx(0, abs=1e-3)


def test_the_earth_is_as_large_as_geopy_has_it():
    assert EARTH_RADIUS_KM == EARTH_RADIUS
