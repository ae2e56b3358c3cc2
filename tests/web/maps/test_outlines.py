import re
from itertools import pairwise

import pytest

from matcher.domain.geography import Point
from matcher.web.maps.outlines import OUTLINES, area_ground, country_ground, outlines
from matcher.web.maps.projection import AREA_HEIGHT, WIDTH, Around, Frame, country

WHOLE = Frame(-2, -2, WIDTH + 2, AREA_HEIGHT + 2)
NUMBER = re.compile(r"-?(?:\d+\.\d+|\d+|\.\d+)")


def drawn(path):
    """Return the corners of an SVG path of ours, a list a line."""
    lines = []
    for part in path.split("M")[1:]:
        first, steps = part.rstrip("z ").split("l")
        x, y = map(float, first.split(","))
        line = [(x, y)]
        numbers = [float(number) for number in NUMBER.findall(steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        lines.append(line)
    return lines


def holds(line, x, y):
    """Whether a closed line goes around a spot."""
    inside = False
    for (one_x, one_y), (other_x, other_y) in zip(line, [*line[1:], line[0]], strict=True):
        crosses = (one_y > y) != (other_y > y)
        if crosses and x < one_x + (y - one_y) / (other_y - one_y) * (other_x - one_x):
            inside = not inside
    return inside


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Fresno", Point(36.7378, -119.7871)),
        ("Denver", Point(39.7392, -104.9903)),
        ("Atlanta", Point(33.7490, -84.3880)),
        ("Fairbanks", Point(64.8378, -147.7164)),
        ("Hilo", Point(19.6, -155.3)),
        ("San Juan", Point(18.35, -66.1057)),
    ],
)
def test_pins_and_outlines_agree_so_that_a_town_stands_on_land(name, point):
    spot = country(point)

    assert any(holds(line, spot.x, spot.y) for line in drawn(country_ground().land))


@pytest.mark.parametrize(
    "sea", [Point(36.0, -124.5), Point(27.0, -90.0), Point(43.5, -87.0)], ids=str
)
def test_water_is_not_land(sea):
    spot = country(sea)

    assert not any(holds(line, spot.x, spot.y) for line in drawn(country_ground().land))


def test_no_line_jumps_across_the_map():
    steps = [
        abs(one[0] - other[0])
        for line in drawn(country_ground().land)
        for one, other in pairwise(line)
    ]

    assert max(steps) < 100


def test_the_outlines_are_small_enough_to_be_kept_here():
    assert OUTLINES.stat().st_size < 25_000


def test_the_country_leaves_room_for_the_list_on_a_page():
    ground = country_ground()

    assert len(ground.land) + len(ground.borders) < 20_000


@pytest.mark.parametrize(
    ("name", "middle", "miles"),
    [
        ("Fresno", Point(36.7378, -119.7871), 500),
        ("New York", Point(40.7128, -74.0060), 500),
        ("Adak, by the date line", Point(51.88, -176.65), 500),
        ("Guam", Point(13.4443, 144.7937), 250),
    ],
)
def test_an_area_costs_few_bytes_and_shows_some_land(name, middle, miles):
    ground = area_ground(Around(middle, 162 / miles), WHOLE)

    assert 0 < len(ground.land) + len(ground.borders) < 12_000


def test_inland_the_whole_window_is_land():
    ground = area_ground(Around(Point(39.0, -98.0), 162 / 50), WHOLE)

    (ring,) = drawn(ground.land)
    assert {(round(x), round(y)) for x, y in ring} == {(-2, -2), (362, -2), (362, 362), (-2, 362)}


def test_every_ring_is_closed():
    assert all(ring[0] == ring[-1] for ring in outlines().land)
