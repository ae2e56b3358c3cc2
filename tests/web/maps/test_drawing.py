import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.geography import Point
from matcher.web.maps.drawing import Pin, Town, area_map, country_map, search_map
from matcher.web.maps.projection import around

FRESNO = Point(36.7378, -119.7871)
GUAM = Point(13.4443, 144.7937)


def a_pin(number=1, at=FRESNO, **fields):
    known = {"name": f"Orchard {number}", "place": "Fresno, CA", "href": f"#match-{number}"}
    return Pin(number, point=at, **(known | fields))


def badges(drawing):
    return [around(drawn.badge, 15, 15) for drawn in drawing.pins]


@pytest.mark.parametrize(
    ("within_miles", "expected"),
    [
        (10, [10, 5]),
        (25, [25, 10, 5]),
        (50, [50, 25, 10]),
        (100, [100, 50, 25]),
        (250, [250, 100, 50]),
        (500, [500, 250, 100]),
        (37, [37, 25, 10]),
        (12, [12, 5]),
    ],
)
def test_rings_stand_at_the_distances_people_choose(within_miles, expected):
    drawing = area_map([], FRESNO, within_miles)

    assert [ring.miles for ring in drawing.rings] == expected


def test_a_ring_is_as_wide_as_its_miles():
    outer, inner, _ = area_map([], FRESNO, 50).rings

    assert outer.radius == pytest.approx(2 * inner.radius, abs=0.1)


def test_pins_keep_the_order_and_the_numbers_of_the_list():
    pins = [a_pin(number) for number in (1, 2, 3)]

    drawing = area_map(pins, FRESNO, 50)

    assert [drawn.pin.number for drawn in drawing.pins] == [1, 2, 3]


def test_a_pin_at_the_rim_is_as_far_from_the_middle_as_the_outer_ring():
    at_fifty_miles = Point(FRESNO.latitude + 50 / 69.09, FRESNO.longitude)

    drawing = area_map([a_pin(at=at_fifty_miles)], FRESNO, 50)

    spot = drawing.pins[0].spot
    assert spot.distance(drawing.middle) == pytest.approx(drawing.rings[0].radius, rel=0.001)


def test_the_best_match_stands_on_its_place_and_its_neighbour_aside():
    selma = Point(36.5708, -119.6121)
    first, second = area_map([a_pin(1, selma), a_pin(2, selma)], FRESNO, 50).pins

    assert not first.stands_aside
    assert second.stands_aside
    assert second.spot == first.spot


near_fresno = st.builds(Point, st.floats(36.2, 37.2), st.floats(-120.4, -119.2))


@given(st.lists(near_fresno, min_size=1, max_size=20))
def test_no_badge_covers_another_or_leaves_the_map(points):
    pins = [a_pin(number, point) for number, point in enumerate(points, start=1)]

    drawing = area_map(pins, FRESNO, 50)

    stood = badges(drawing)
    assert not any(one.overlaps(other) for i, one in enumerate(stood) for other in stood[i + 1 :])
    assert all(badge.left >= 0 and badge.right <= drawing.width for badge in stood)


def test_twenty_programs_in_one_building_can_all_be_told_apart():
    drawing = country_map([a_pin(number) for number in range(1, 21)])

    stood = badges(drawing)
    assert not any(one.overlaps(other) for i, one in enumerate(stood) for other in stood[i + 1 :])


def test_what_the_country_map_cannot_show_is_said_instead():
    guam, nowhere = a_pin(2, GUAM), a_pin(3, None)

    drawing = country_map([a_pin(1), guam, nowhere])

    assert [drawn.pin.number for drawn in drawing.pins] == [1]
    assert drawing.undrawn == (guam, nowhere)


def test_a_search_from_guam_has_a_map_of_its_own_area():
    drawing = search_map([a_pin(1, GUAM)], GUAM, 25)

    assert len(drawing.pins) == 1


@pytest.mark.parametrize(
    ("within_miles", "is_area"), [(10, True), (500, True), (501, False), (None, False)]
)
def test_a_search_of_anywhere_shows_the_country(within_miles, is_area):
    assert search_map([], FRESNO, within_miles).is_area is is_area


def test_a_town_is_named_where_no_badge_stands():
    clovis, madera = Point(36.8252, -119.7029), Point(36.9613, -120.0607)
    towns = [Town("Clovis", clovis), Town("Madera", madera)]

    drawing = area_map([a_pin(at=clovis)], FRESNO, 50, towns)

    assert [town.name for town in drawing.towns] == ["Madera"]
