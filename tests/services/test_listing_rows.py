"""The table of listings as a file: what a spreadsheet must not take for a formula."""

import csv
import io

import pytest

from matcher.persistence.listing_rows import ListingLine
from matcher.services.listing_rows import Filter, Sort, YesNo, filter_from, write_csv


def a_line(**more):
    usual = {
        "id": "1",
        "slug": "orchard",
        "name": "Orchard",
        "organization": "Orchard House",
        "city": "Fresno",
        "state": "CA",
        "phone": "559-555-0100",
        "listed": True,
        "sample": False,
        "placed": True,
        "unknown": 0.5,
        "checked_on": None,
        "conflicts": 0,
    }
    return ListingLine(**(usual | more))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_as_a_formula_does(start):
    written = write_csv([a_line(name=f"{start}HYPERLINK(1)", city=f"{start}1")])

    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(start)] == []
    assert f"'{start}HYPERLINK(1)" in rows[1]


def test_an_ordinary_cell_is_written_as_it_is():
    assert "Orchard House,Orchard,Fresno,CA,559-555-0100,yes,no,yes,0.50,,0" in write_csv(
        [a_line()]
    )


def test_a_filter_that_says_nonsense_is_left_open():
    assert filter_from({"listed": "perhaps", "sort": "money", "state": "California"}) == Filter(
        state="Ca"
    )


def test_a_filter_is_read_as_it_was_written():
    values = {"listed": "no", "sort": "unknown", "backwards": "y", "name": " pear "}

    assert filter_from(values) == Filter(
        listed=YesNo.NO, sort=Sort.UNKNOWN, backwards=True, name="pear"
    )
