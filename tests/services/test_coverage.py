from datetime import date

import pytest

from matcher.domain.geography import Point
from matcher.persistence.base import db
from matcher.services.coverage import Ages, Coverage
from matcher.services.current import CurrentListings
from matcher.services.finding import Page, find
from tests.builders import FRESNO, SAN_FRANCISCO, a_fact, some_needs
from tests.stored import TAXONOMY, a_directory, a_listing

TODAY = date(2026, 4, 1)


@pytest.fixture
def session(app):
    with app.app_context():
        yield db.session


def test_it_counts_what_is_in_range_and_what_was_checked_this_year(session):
    a_listing(session, vintage=date(2023, 1, 1))
    a_listing(session, vintage=date(2026, 1, 1))
    a_listing(session, vintage=date(2023, 1, 1), facts=[a_fact("aftercare", on=date(2026, 3, 3))])
    a_listing(session, at=SAN_FRANCISCO, vintage=date(2026, 2, 2))
    a_listing(session, at=None, vintage=date(2026, 2, 2))
    a_listing(session, vintage=date(2026, 2, 2), listed=False)

    near = Ages.read(session).coverage(FRESNO, 10, TODAY)

    assert near == Coverage(listings=3, checked_this_year=2, newest=date(2026, 3, 3))


def test_anywhere_counts_every_listing_that_has_a_place(session):
    a_listing(session, vintage=None)
    a_listing(session, at=SAN_FRANCISCO, vintage=date(2023, 1, 1))
    a_listing(session, at=None)

    anywhere = Ages.read(session).coverage(FRESNO, None, TODAY)

    assert anywhere == Coverage(listings=2, checked_this_year=0, newest=date(2023, 1, 1))


def test_an_empty_neighbourhood_has_no_newest_day(session):
    a_listing(session, at=SAN_FRANCISCO)

    near = Ages.read(session).coverage(FRESNO, 10, TODAY)

    assert near == Coverage(0, 0, None)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Point(10, 179.9), Point(10, -179.9)),  # over the date line
        (Point(89.9, 0), Point(89.9, 180)),  # over the pole
        (Point(37, 0), Point(37.2, 0)),
        (Point(37, 0), Point(36.8, 0)),
    ],
)
def test_neighbours_are_neighbours_everywhere_on_the_earth(session, here, there):
    a_listing(session, at=there)

    near = Ages.read(session).coverage(here, 30, TODAY)

    assert near.listings == 1


@pytest.mark.parametrize("there", [Point(37, 0.7), Point(37, -0.7), Point(37.5, 0), Point(36.5, 0)])
def test_what_is_farther_is_no_neighbour_in_any_direction(session, there):
    a_listing(session, at=there)

    near = Ages.read(session).coverage(Point(37, 0), 30, TODAY)

    assert near.listings == 0


@pytest.mark.parametrize("within_miles", [None, 1, 20, 100, 20_000])
def test_it_speaks_of_as_many_listings_as_the_search_does(session, within_miles):
    a_directory(session)
    listings = CurrentListings(TAXONOMY)
    needs = some_needs(within_miles=within_miles)

    found = find(session, listings, None, needs, Page(), TODAY)

    assert found.coverage(session).listings == found.counts.in_range
