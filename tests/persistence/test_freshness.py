from datetime import date

from matcher.persistence.freshness import Checked, checked
from tests.builders import FRESNO, SAN_FRANCISCO, a_fact
from tests.stored import a_listing


def test_each_listing_speaks_for_the_newest_of_its_survey_and_its_facts(store):
    here = a_listing(store, at=FRESNO, vintage=date(2023, 1, 1))
    there = a_listing(
        store,
        at=SAN_FRANCISCO,
        vintage=date(2023, 1, 1),
        facts=[
            a_fact("aftercare", on=date(2026, 3, 3)),
            a_fact("detox", on=date(2025, 1, 1)),
        ],
    )

    found = checked(store)

    assert found == [
        Checked(here, FRESNO.latitude, FRESNO.longitude, date(2023, 1, 1)),
        Checked(there, SAN_FRANCISCO.latitude, SAN_FRANCISCO.longitude, date(2026, 3, 3)),
    ]


def test_what_cannot_be_ranked_is_left_out(store):
    a_listing(store, at=None)
    a_listing(store, listed=False)

    assert checked(store) == []


def test_a_listing_without_any_day_is_counted_without_one(store):
    a_listing(store, vintage=None)

    assert [each.on for each in checked(store)] == [None]


def test_some_listings_are_asked_for_alone(store):
    a_listing(store)
    asked = a_listing(store, vintage=date(2024, 1, 1))
    unlisted = a_listing(store, listed=False)

    assert [each.id for each in checked(store, [asked, unlisted])] == [asked]
