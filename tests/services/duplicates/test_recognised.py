"""An import after a merge neither lists the program twice again nor loses it."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from matcher.persistence import directory
from matcher.persistence.listings import Program
from tests.merging import FIRST, SECOND, merge, two_listings, undo
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in


def listed(session):
    session.expire_all()
    return set(session.scalars(select(Program.id).where(Program.listed)))


def a_newer(row, **cells):
    """Return the same row as the next year's edition has it."""
    described = a_listing_row(row.number, **{**row.raw, **cells})
    return replace(described, claims=row.claims)


@pytest.fixture
def merged(sqlite_store, taxonomy):
    """Merge two listings of 2022, and return the two ids and the merge."""
    stays, other = two_listings(sqlite_store, taxonomy, year=2022)
    made = merge(sqlite_store, taxonomy, stays, other, field_website="other")
    return stays, other, made


@pytest.mark.parametrize("year", [2022, 2023])
def test_both_rows_are_recognised_and_one_program_stays_listed(
    sqlite_store, taxonomy, merged, year
):
    stays, other, _ = merged
    before = listed(sqlite_store)

    report = take_in(sqlite_store, taxonomy, an_edition(FIRST, SECOND, *noise(), year=year))

    assert listed(sqlite_store) == before
    assert (stays in before, other in before) == (True, False)
    assert (report.add, report.change, report.no_longer_listed) == (0, 0, 0)
    kept = directory.programs_by_ids(sqlite_store, taxonomy, [stays], TODAY)[stays]
    assert kept.website == "orchard.example"


def test_the_program_stays_listed_when_only_the_other_row_is_left(sqlite_store, taxonomy, merged):
    stays, other, _ = merged

    take_in(sqlite_store, taxonomy, an_edition(SECOND, *noise()))
    take_in(sqlite_store, taxonomy, an_edition(SECOND, *noise(), year=2024))

    assert stays in listed(sqlite_store)
    assert other not in listed(sqlite_store)
    assert sqlite_store.scalar(select(func.count()).select_from(Program)) == 5


def test_the_program_is_no_longer_listed_when_both_rows_are_gone(sqlite_store, taxonomy, merged):
    report = take_in(sqlite_store, taxonomy, an_edition(*noise()))

    assert report.no_longer_listed == 1
    assert listed(sqlite_store).isdisjoint(merged[:2])


def test_a_merge_taken_back_after_an_import_keeps_what_the_import_brought(
    sqlite_store, taxonomy, merged
):
    stays, other, made = merged
    newer = (a_newer(FIRST, phone="559-555-0188"), a_newer(SECOND, phone="559-555-0199"))
    take_in(sqlite_store, taxonomy, an_edition(*newer, *noise()))

    undo(sqlite_store, taxonomy, made)

    found = directory.programs_by_ids(sqlite_store, taxonomy, [stays, other], TODAY)
    assert [found[stays].phone, found[other].phone] == ["559-555-0188", "559-555-0199"]
    assert {stays, other} <= listed(sqlite_store)
    assert {each.vintage.year for each in found.values()} == {2023}


def test_a_merge_taken_back_does_not_list_what_the_newest_edition_does_not_hold(
    sqlite_store, taxonomy, merged
):
    stays, other, made = merged
    take_in(sqlite_store, taxonomy, an_edition(FIRST, *noise()))

    undo(sqlite_store, taxonomy, made)

    assert stays in listed(sqlite_store)
    assert other not in listed(sqlite_store)
