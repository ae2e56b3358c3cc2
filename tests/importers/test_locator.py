"""The locator's download, as CSV and as workbook."""

import csv

import pytest

from matcher.domain.geography import Point
from matcher.domain.taxonomy import Directory
from matcher.importers import locator
from matcher.importers.source import SourceRefused
from tests.support.workbook import Formula, write_workbook

COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "intake1"),
    *("website", "latitude", "longitude", "type_facility", "sa", "dt", "op", "mh"),
)


def a_place(name1="Orchard House", **cells):
    usual = {
        "name1": name1,
        "street1": "12 Pear Street",
        "city": "Fresno",
        "state": "CA",
        "zip": "93701",
        "phone": "559-555-0100",
        "latitude": "36.75",
        "longitude": "-119.79",
        "sa": "1",
        "op": "1",
    }
    return dict.fromkeys(COLUMNS, "") | usual | cells


def write_csv(path, *rows, columns=COLUMNS):
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.fixture(params=["csv", "xlsx"])
def read(request, tmp_path, taxonomy):
    """Write rows as the locator would, in each of its two forms, and read them back."""

    def reading(*rows, columns=COLUMNS):
        path = tmp_path / f"facilities.{request.param}"
        if request.param == "csv":
            write_csv(path, *rows, columns=columns)
        else:
            write_workbook(path, rows, columns=columns, sheet="Sheet1")
        return locator.read(path, taxonomy)

    return reading


def test_a_marked_column_is_a_code_and_a_blank_one_is_silence(read):
    reading = read(a_place(dt="1", op=""), a_place("Plum Court"))

    assert [row.claims[0].codes for row in reading.rows] == ["SA DT", "SA OP"]
    assert [row.number for row in reading.rows] == [2, 3]
    assert reading.delists is False


def test_names_phones_and_the_point_are_kept(read):
    row = read(a_place(name2="Detox", intake1="559-555-0111", website="orchard.example")).rows[0]

    described = row.described
    assert (described.name1, described.name2) == ("Orchard House", "Detox")
    assert (described.intake_phone, described.website) == ("559-555-0111", "orchard.example")
    assert described.point == Point(36.75, -119.79)
    assert row.raw["latitude"] == "36.75"
    assert "sa" not in row.raw


def test_the_case_of_the_header_does_not_matter(tmp_path, taxonomy):
    row = {name.upper(): text for name, text in a_place().items()}
    path = write_csv(tmp_path / "a.csv", row, columns=[name.upper() for name in COLUMNS])

    assert locator.read(path, taxonomy).rows[0].claims[0].codes == "SA OP"


@pytest.mark.parametrize(
    ("type_facility", "marks", "expected"),
    [
        ("SA", {"mh": "1", "sa": ""}, Directory.SU),
        ("SU", {}, Directory.SU),
        ("OTP", {}, Directory.SU),
        ("MH", {"sa": "1"}, Directory.MH),
        (" mh ", {}, Directory.MH),
        ("", {"mh": "1", "sa": "", "op": ""}, Directory.MH),
        ("HCC", {"dt": "1"}, Directory.SU),
    ],
)
def test_its_type_tells_the_directory_and_else_its_codes_do(read, type_facility, marks, expected):
    row = read(a_place(type_facility=type_facility, **marks)).rows[0]

    assert row.claims[0].directory is expected


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"dt": "x"}, "dt", "“x” is neither 1 nor blank"),
        ({"dt": "0"}, "dt", "“0” is neither 1 nor blank"),
        ({"latitude": "north"}, "latitude", "“north” is no number"),
        ({"longitude": ""}, "longitude", "is empty, but the other coordinate is not"),
        ({"latitude": "95"}, "latitude", "runs from -90 to 90"),
        ({"zip": ""}, "zip", "is empty"),
        ({"name1": ""}, "name1", "is empty"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column_and_the_rest_is_read(read, cells, column, message):
    reading = read(a_place("Before"), a_place(**cells), a_place("After"))

    assert [row.described.name1 for row in reading.rows] == ["Before", "After"]
    (problem,) = reading.problems
    assert (problem.row, problem.column) == (3, column)
    assert message in problem.message
    assert problem.seen is not None


@pytest.mark.parametrize("nowhere", [("", ""), ("0", "0"), ("0.0", "0")])
def test_a_row_without_a_point_is_placed_by_its_zip_later(read, nowhere):
    latitude, longitude = nowhere

    row = read(a_place(latitude=latitude, longitude=longitude)).rows[0]

    assert row.described.point is None


def test_a_column_of_marks_that_nobody_knows_is_an_unknown_code(read):
    columns = [*COLUMNS, "zz9", "county"]

    row = read(a_place(zz9="1", county="Fresno"), a_place(), columns=columns).rows[0]

    assert row.claims[0].codes == "SA OP ZZ9"
    assert row.raw["county"] == "Fresno"


def test_a_missing_column_is_refused_by_name(read):
    left = [name for name in COLUMNS if name != "longitude"]

    with pytest.raises(SourceRefused, match="lacks the column longitude"):
        read(a_place(), columns=left)


def test_a_code_that_stands_twice_is_refused(tmp_path, taxonomy):
    path = tmp_path / "a.csv"
    write_csv(path, a_place())
    path.write_text(path.read_text().replace("op,mh", "op,OP"))

    with pytest.raises(SourceRefused, match="two columns called op"):
        locator.read(path, taxonomy)


def test_a_formula_spoils_its_row(tmp_path, taxonomy):
    rows = [a_place("One"), a_place("Two", phone=Formula("559-555-0100"))]
    path = write_workbook(tmp_path / "a.xlsx", rows, columns=COLUMNS)

    reading = locator.read(path, taxonomy)

    assert [(each.row, each.column) for each in reading.problems] == [(3, "phone")]


def test_a_file_without_one_usable_row_is_refused(read):
    with pytest.raises(SourceRefused, match="no listing that can be used"):
        read(a_place(""))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00n", b'name1,"zip\n'])
def test_what_is_no_csv_is_refused_in_one_line(tmp_path, taxonomy, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(SourceRefused) as refusal:
        locator.read(path, taxonomy)
    assert "\n" not in str(refusal.value)


def test_no_code_is_called_as_another_column_is(taxonomy):
    assert not {code.lower() for code in taxonomy.codes} & locator.FIELDS
