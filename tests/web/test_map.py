"""The map of results: the same programs as the list, under the same numbers."""

import re

import pytest

from matcher.domain.geography import Point
from matcher.persistence.base import db
from tests.builders import SAN_FRANCISCO
from tests.keeping import client_keeping
from tests.stored import a_listing

NEAR_FRESNO = {"near": "36.7378,-119.7871", "within_miles": 50}


@pytest.fixture
def programs(app):
    with app.app_context():
        for number in range(12):
            a_listing(
                db.session,
                f"p{number}",
                name=f"Orchard {number}",
                at=Point(36.8, -119.5 - number / 50),
            )
        a_listing(db.session, "far", name="Far House", at=SAN_FRANCISCO)


def on_the_map(app, answers=NEAR_FRESNO, address="/matches/map"):
    return client_keeping(app, answers).get(address).text


def pins(page):
    """Return number, target and name of each pin, in the order a keyboard meets them."""
    found = re.findall(
        r'<a class="map__pin[^"]*" href="#([^"]+)" aria-label="Number (\d+): ([^,]+),', page
    )
    return [(int(number), target, name) for target, number, name in found]


def lines(page):
    """Return the same of each line of the list."""
    found = re.findall(r'<li id="([^"]+)" value="(\d+)">.*?<a [^>]*>([^<]+)</a>', page, re.DOTALL)
    return [(int(number), target, name) for target, number, name in found]


@pytest.mark.parametrize("address", ["/matches/map", "/matches/map?page=2"])
def test_pins_and_lines_are_the_same_programs_in_the_same_order(app, programs, address):
    page = on_the_map(app, address=address)

    assert len(lines(page)) > 1
    assert pins(page) == lines(page)


def test_the_list_comes_first(app, programs):
    page = on_the_map(app)

    assert page.index("The list") < page.index("The map")


def test_the_list_beside_the_map_says_how_old_it_is(app, programs):
    assert on_the_map(app).count("Listed in the federal directory, January 2023.") == 1


def test_a_search_with_a_distance_shows_rings_and_a_search_of_anywhere_the_country(app, programs):
    near, anywhere = on_the_map(app), on_the_map(app, {"near": "36.7378,-119.7871"})

    assert near.count("map__ring") == 3
    assert "50 miles" in near
    assert "map__ring" not in anywhere


def test_what_is_out_of_range_is_on_neither(app, programs):
    assert "Far House" not in on_the_map(app)


def test_where_nothing_fits_the_page_says_what_to_do(app):
    assert "There is nothing to draw" in on_the_map(app)


def test_without_answers_there_is_no_map(client):
    assert "map__drawing" not in client.get("/matches/map").text


def test_a_map_is_stored_nowhere_and_asks_nobody_else(app, programs):
    answer = client_keeping(app, NEAR_FRESNO).get("/matches/map")

    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        re.findall(r'(?:src|href|xlink:href)="(?:https?:)?//(?!findtreatment)[^"]*"', answer.text)
        == []
    )
