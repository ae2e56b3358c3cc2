import csv
import io

import pytest

from matcher.domain.taxonomy import Directory
from matcher.importers import own_csv
from matcher.importers.source import SourceRefused
from matcher.services.exporting import export_csv
from tests.support.store import a_listing_row, an_edition, noise, take_in


def exported(session):
    """Return the export as text."""
    file = io.StringIO()
    export_csv(session, file)
    return file.getvalue()


def by_name(text):
    return {row["organization"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def filled(store, taxonomy):
    """Keep listings of every sort there is."""
    leaving = a_listing_row(3, "Leaving House", street1="7 Gone Road")
    take_in(store, taxonomy, an_edition(a_listing_row(), leaving, *noise(), year=2022))
    take_in(
        store,
        taxonomy,
        an_edition(
            a_listing_row(codes="SA * OP * ZZ9", name2="Detox, “Fresno”", intake1="888-HELP"),
            a_listing_row(
                4, "Hidden House", street1="9 Secret Lane", zip="93701", confidential=True
            ),
            a_listing_row(5, "Nowhere House", city="Erewhon", zip="93999", street1="1 Fig Road"),
            a_listing_row(
                6, "Exact House", latitude="36.12345678901234", longitude="-119.1", street1="2 Fig"
            ),
            *noise(),
        ),
    )
    mh = a_listing_row(codes="MH * DBT", directory=Directory.MH, name2="Detox, “Fresno”")
    take_in(store, taxonomy, an_edition(mh, year=2020))
    return store


def test_there_is_one_row_a_program_with_at_least_the_published_columns(filled):
    header = exported(filled).partition("\n")[0].split(",")

    assert header[: len(own_csv.REQUIRED)] == list(own_csv.REQUIRED)
    assert len(by_name(exported(filled))) == 8


def test_codes_are_joined_without_stars_and_coordinates_are_whole(filled):
    rows = by_name(exported(filled))

    assert rows["Orchard House"]["codes"] == "SA OP ZZ9 MH DBT"
    assert rows["Orchard House"]["directories"] == "SU+MH"
    assert rows["Exact House"]["latitude"] == repr(36.12345678901234)
    assert rows["Nowhere House"]["latitude"] == ""
    assert rows["Leaving House"]["status"] == "no longer listed"


def test_a_confidential_listing_leaves_without_street_and_zip(filled):
    text = exported(filled)

    row = by_name(text)["Hidden House"]
    assert (row["street"], row["postal_code"], row["location_precision"]) == ("", "", "city")
    assert "Secret" not in text


def test_our_own_csv_imports_back_to_the_same(filled, sqlite_store, taxonomy, tmp_path):
    path = tmp_path / "directory_2023.csv"
    path.write_text(exported(filled), encoding="utf-8")

    report = take_in(sqlite_store, taxonomy, own_csv.read(path, taxonomy))

    assert (report.add, report.skipped) == (8, [])
    assert exported(sqlite_store) == exported(filled)


def test_our_own_csv_changes_nothing_where_it_came_from(filled, taxonomy, tmp_path):
    path = tmp_path / "directory_2023.csv"
    path.write_text(exported(filled), encoding="utf-8")

    report = take_in(filled, taxonomy, own_csv.read(path, taxonomy), complete=True)

    assert report.changed is False
    assert report.same == 8


def test_a_csv_delists_only_when_it_says_that_it_is_complete(filled, taxonomy, tmp_path):
    path = tmp_path / "directory_2023.csv"
    lines = exported(filled).splitlines(keepends=True)
    kept = [line for line in lines if "Exact House" not in line]
    path.write_text("".join(kept), encoding="utf-8")
    reading = own_csv.read(path, taxonomy)

    partly = take_in(filled, taxonomy, reading)
    wholly = take_in(filled, taxonomy, reading, complete=True)

    assert (partly.no_longer_listed, wholly.no_longer_listed) == (0, 1)


def test_a_correction_made_in_the_csv_is_a_change(filled, taxonomy, tmp_path):
    path = tmp_path / "directory_2023.csv"
    path.write_text(exported(filled).replace("SA OP ZZ9 MH DBT", "SA OP"), encoding="utf-8")
    changed = path.read_text().replace("559-555-0100", "559-555-0142")
    path.write_text(changed, encoding="utf-8")

    report = take_in(filled, taxonomy, own_csv.read(path, taxonomy))

    assert report.changed_fields["phone"] == 5


@pytest.fixture
def spoiled(filled, tmp_path):
    """Write the export with one text replaced by another."""

    def writing(old, new):
        path = tmp_path / "spoiled.csv"
        assert old in exported(filled)
        path.write_text(exported(filled).replace(old, new, 1), encoding="utf-8")
        return path

    return writing


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Orchard House,", ",", "name1"),
        ("Orchard House,", "Orchard\x00 House,", "organization"),
        ("36.12345678901234", "north", "latitude"),
        ("36.12345678901234", "136.1", "latitude"),
        ("no longer listed", "asleep", "status"),
        (",93999,", ",,", "zip"),
        ('""directory"": ""SU""', '""directory"": ""XX""', "records"),
        ("-119.79,city,", "-119.79,roughly,", "latitude"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_read(
    spoiled, taxonomy, old, new, column
):
    reading = own_csv.read(spoiled(old, new), taxonomy)

    assert [problem.column for problem in reading.problems] == [column]
    assert len(reading.rows) == 7


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"name,zip\nA,1\n", "lacks the columns id, organization"),
        (b"\xff\xfe\x00", "not a CSV file in UTF-8"),
        (",".join(own_csv.REQUIRED).encode(), "no listing that can be used"),
        (b"PK\x03\x04" + b"\x00" * 50, "lacks the columns"),
    ],
)
def test_what_is_no_csv_of_ours_is_refused_in_one_line(tmp_path, taxonomy, content, message):
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(SourceRefused, match=message) as refusal:
        own_csv.read(path, taxonomy)

    assert "\n" not in str(refusal.value)


def test_a_csv_written_by_hand_needs_no_more_than_the_published_columns(
    sqlite_store, taxonomy, tmp_path
):
    path = tmp_path / "mine.csv"
    path.write_text(
        ",".join(own_csv.REQUIRED)
        + "\n,Orchard House,Detox,12 Pear Street,Fresno,CA,93701,,,,559-555-0100,listed,,SA DT\n",
        encoding="utf-8",
    )

    report = take_in(sqlite_store, taxonomy, own_csv.read(path, taxonomy))

    assert report.add == 1
    assert report.vintages == {"SU": "2026-11-21"}


def test_two_rows_of_one_id_are_not_taken_for_one_program(spoiled, filled, taxonomy):
    line = next(line for line in exported(filled).splitlines(keepends=True) if "Exact" in line)

    reading = own_csv.read(spoiled(line, line + line), taxonomy)

    assert [problem.column for problem in reading.problems] == ["id"]
