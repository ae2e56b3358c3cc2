"""Facilities in both directories are one program, from whichever files they come."""

from dataclasses import replace

import pytest
from openpyxl import Workbook

from matcher.domain.outcome import Outcome
from matcher.domain.taxonomy import Directory
from matcher.importers.source import Reading
from matcher.persistence import directory
from matcher.services.sources import read_source
from tests.support.store import TODAY, a_listing_row, an_edition, ids, noise, take_in
from tests.support.workbook import COLUMNS, a_row, write_workbook

ORCHARD = "Orchard House/Orchard House"


def listing(session, taxonomy, name=ORCHARD):
    """Return a program as the public sees it."""
    id_ = ids(session)[name]
    return directory.programs_by_ids(session, taxonomy, [id_], TODAY)[id_]


def numbers(report):
    return (report.add, report.change, report.no_longer_listed, report.same)


def from_the_locator(*rows, year=2024, **more):
    """Build a download: several directories in one file, which delists nothing by itself."""
    reading = Reading(
        "locator-csv",
        f"facilities_{year}.csv",
        [replace(row, number=at) for at, row in enumerate(rows, start=2)],
    )
    return replace(reading, **more)


def su(name1="Orchard House", codes="SA DT", **cells):
    return a_listing_row(name1=name1, codes=codes, **cells)


def mh(name1="Orchard House", codes="MH DBT", **cells):
    return a_listing_row(name1=name1, codes=codes, directory=Directory.MH, **cells)


def mental_health_workbook(path, *rows):
    """Write a mental health directory as SAMHSA lays it out, with Excel's own library."""
    book = Workbook()
    book.active.title = "Facilities List"
    book.active.append([column.upper() for column in COLUMNS])
    for row in rows:
        book.active.append([row[column] for column in COLUMNS])
    book.create_sheet("Service Code Reference").append(["category", "code"])
    book.save(path)
    return path


def test_a_mental_health_workbook_joins_the_programs_of_the_other_directory(
    store, taxonomy, tmp_path
):
    alone = {"Street1": "9 Fig Road", "Zip": "93721", "Phone": "559-555-0190"}
    su_file = write_workbook(
        tmp_path / "su_2023.xlsx",
        [a_row("Orchard House", Service_code_info="SA DT * OP * MDET")],
    )
    mh_file = mental_health_workbook(
        tmp_path / "mh_2024.xlsx",
        a_row(
            "Orchard House Inc.",
            Street1="12 Pear St.",
            Service_code_info="MH * OP * CMHC * DBT CFT GT * CIT * MD MC",
        ),
        a_row("Plum Court", Service_code_info="MH * RES * RTCA", **alone),
    )
    take_in(store, taxonomy, read_source(su_file, taxonomy))

    report = take_in(store, taxonomy, read_source(mh_file, taxonomy))

    joined = listing(store, taxonomy)
    assert numbers(report) == (1, 1, 0, 0)
    assert report.vintages == {"MH": "2024-01-01"}
    assert report.recognized == {"spelling": 1}
    assert joined.directories == {Directory.SU, Directory.MH}
    assert [joined.outcome(term) for term in ("detox", "dbt", "medicaid")] == [Outcome.MET] * 3
    assert joined.name == "Orchard House"
    assert numbers(take_in(store, taxonomy, read_source(mh_file, taxonomy))) == (0, 0, 0, 2)


def test_two_rows_of_one_download_are_one_program(store, taxonomy):
    file = from_the_locator(su(), mh(), *noise())

    report = take_in(store, taxonomy, file)

    assert numbers(report) == (4, 0, 0, 0)
    assert (report.rows, report.joined) == (5, 1)
    assert report.vintages == {"SU": "2024-01-01", "MH": "2024-01-01"}
    again = take_in(store, taxonomy, file)
    assert (numbers(again), again.joined, again.changed) == ((0, 0, 0, 4), 1, False)


def test_the_order_of_the_rows_does_not_matter(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, from_the_locator(mh(phone="559-555-0177"), su(), *noise()))

    assert len(ids(sqlite_store)) == 4
    assert listing(sqlite_store, taxonomy).phone == "559-555-0100"
    assert listing(sqlite_store, taxonomy).directories == {Directory.SU, Directory.MH}


def test_a_row_of_each_directory_finds_the_program_that_only_one_of_them_knew(
    sqlite_store, taxonomy
):
    take_in(sqlite_store, taxonomy, an_edition(mh(), *noise()))

    report = take_in(sqlite_store, taxonomy, from_the_locator(su(), mh(phone="559-555-0199")))

    assert (report.add, report.change, report.joined) == (0, 1, 1)


def test_a_shared_phone_does_not_join_two_rows_of_one_download(sqlite_store, taxonomy):
    report = take_in(sqlite_store, taxonomy, from_the_locator(su(), mh("Plum Court")))

    assert (report.add, report.joined) == (2, 0)


def test_a_download_delists_nothing_unless_it_is_complete(store, taxonomy):
    take_in(store, taxonomy, an_edition(su(), *noise()))
    file = from_the_locator(*noise())

    partial = take_in(store, taxonomy, file, dry_run=True)
    whole = take_in(store, taxonomy, file, complete=True)

    assert (partial.no_longer_listed, whole.no_longer_listed) == (0, 1)


def test_a_complete_download_takes_from_a_program_only_the_directory_it_left(
    sqlite_store, taxonomy
):
    take_in(sqlite_store, taxonomy, from_the_locator(su(), mh(), *noise(), mh("Plum", zip="79901")))

    report = take_in(
        sqlite_store,
        taxonomy,
        from_the_locator(su(), *noise(), mh("Plum", zip="79901"), year=2025),
        complete=True,
    )

    assert numbers(report)[1:3] == (1, 0)


@pytest.mark.parametrize(("kind", "source"), [("locator-csv", "FindTreatment.gov 2024")])
def test_its_answers_name_the_locator_as_their_source(sqlite_store, taxonomy, kind, source):
    take_in(sqlite_store, taxonomy, from_the_locator(su(), kind=kind))

    assert listing(sqlite_store, taxonomy).answer("detox").provenance.source == source


def test_the_exact_point_of_a_download_outlives_the_next_yearly_workbook(sqlite_store, taxonomy):
    exact = su(latitude="36.7512345", longitude="-119.79")
    take_in(sqlite_store, taxonomy, from_the_locator(exact))

    report = take_in(sqlite_store, taxonomy, an_edition(su(), year=2025))

    assert listing(sqlite_store, taxonomy).point.latitude == 36.7512345
    assert report.same == 1


def test_what_moved_is_placed_anew(sqlite_store, taxonomy):
    exact = su(latitude="36.7512345", longitude="-119.79")
    take_in(sqlite_store, taxonomy, from_the_locator(exact))

    moved = su(program_id=ids(sqlite_store)[ORCHARD], street1="9 Fig Road")
    take_in(sqlite_store, taxonomy, an_edition(moved, year=2025))

    assert len(ids(sqlite_store)) == 1
    assert listing(sqlite_store, taxonomy).point.latitude != 36.7512345
