from datetime import date

import pytest

from matcher.web import filters


@pytest.mark.parametrize(
    ("number", "said", "dialed"),
    [
        ("559-555-0100", "(559) 555-0100", "tel:+1-559-555-0100"),
        ("5595550100 x123", "(559) 555-0100 ext. 123", "tel:+1-559-555-0100;ext=123"),
        ("1-800-662-4357", "(800) 662-4357", "tel:+1-800-662-4357"),
        ("ask at the desk", "ask at the desk", ""),
        ("", "", ""),
    ],
)
def test_a_phone_is_written_as_people_read_it_and_dials(number, said, dialed):
    assert (filters.phone(number), filters.tel(number)) == (said, dialed)


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (0.0, "less than a mile"),
        (0.94, "less than a mile"),
        (0.96, "1.0 miles"),
        (3.214159, "3.2 miles"),
        (9.94, "9.9 miles"),
        (9.96, "10 miles"),
        (1234.5, "1,234 miles"),
    ],
)
def test_a_distance_is_said_as_a_person_would(app, distance, expected):
    with app.test_request_context():
        assert filters.miles(distance) == expected


def test_dates_are_written_out(app):
    with app.test_request_context():
        assert filters.month(date(2023, 1, 1)) == "January 2023"
        assert filters.day(date(2023, 3, 9)) == "9 March 2023"


def test_points_align(app):
    with app.test_request_context():
        assert [filters.points(n) for n in (32.5, 10.8333, 0)] == ["32.5", "10.8", "0.0"]


def test_points_of_a_sum_have_two_decimals_so_that_they_add_up():
    assert [filters.hundredths(n) for n in (32.5, 10.8333, 0)] == ["32.50", "10.83", "0.00"]


def test_thousands_are_parted():
    assert [filters.thousands(n) for n in (0, 999, 12_744, 2_000_000)] == [
        "0",
        "999",
        "12,744",
        "2,000,000",
    ]
