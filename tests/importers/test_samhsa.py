import zipfile

import pytest

from matcher.domain.taxonomy import Directory
from matcher.importers import samhsa
from matcher.importers.source import SourceRefused, directory_of, vintage_in, zip_text
from tests.support.workbook import (
    COLUMNS,
    Formula,
    Number,
    a_row,
    write_package,
    write_workbook,
)


@pytest.fixture
def read(tmp_path, taxonomy):
    """Write rows as a workbook and read them back."""

    def reading(*rows, **more):
        return samhsa.read(write_workbook(tmp_path / "su_2023.xlsx", rows, **more), taxonomy)

    return reading


def test_a_row_is_read_letter_for_letter_and_its_edges_trimmed(read):
    written = a_row(" Orchard House ", Name2="Detox", Phone="559-555-0100 x123", Intake1="888-HELP")

    row = read(written).rows[0]

    assert (row.number, row.described.name1, row.described.name2) == (2, "Orchard House", "Detox")
    assert row.described.phone == "559-555-0100 x123"
    assert row.described.intake_phone == "888-HELP"
    assert row.raw["name1"] == " Orchard House "
    assert row.claims[0].codes == "SA * OP"


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_the_case_of_the_header_does_not_matter(tmp_path, taxonomy, case):
    row = {case(name): text for name, text in a_row().items()}
    path = write_workbook(tmp_path / "a.xlsx", [row], columns=[case(name) for name in COLUMNS])

    assert samhsa.read(path, taxonomy).rows[0].described.name1 == "Orchard House"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("02118", "02118"),
        (Number("2118"), "02118"),
        (Number("501"), "00501"),
        ("94110-1234", "94110-1234"),
        ("941101234", "94110-1234"),
    ],
)
def test_zip_codes_keep_their_leading_zeros(read, written, expected):
    assert read(a_row(Zip=written)).rows[0].described.postal_code == expected


@pytest.mark.parametrize("written", ["", "A4 TEN", "12", "123456"])
def test_what_is_no_zip_code_is_none(written):
    assert zip_text(written) is None


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Name1": ""}, "name1"),
        ({"Name1": "   "}, "name1"),
        ({"Zip": ""}, "zip"),
        ({"Zip": "unknown"}, "zip"),
        ({"Phone": Formula("559-555-0100")}, "phone"),
        ({"Zip": Formula("93701")}, "zip"),
        ({"Service_code_info": Formula("SA OP")}, "service_code_info"),
    ],
)
def test_a_row_that_cannot_be_used_is_skipped_and_named_and_the_rest_is_read(read, cells, column):
    reading = read(a_row("Before"), a_row() | cells, a_row("After"))

    assert [row.described.name1 for row in reading.rows] == ["Before", "After"]
    assert [(problem.row, problem.column) for problem in reading.problems] == [(3, column)]


def test_an_array_formula_spoils_every_row_it_fills(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [a_row("One"), a_row("Two"), a_row("Three")])
    xml = _sheet(path).replace(
        '<c r="H3" t="inlineStr"><is><t xml:space="preserve">559-555-0100</t></is></c>',
        '<c r="H3" t="str"><f t="array" ref="H3:H4">A1:A2</f><v>559-555-0100</v></c>',
    )
    write_package(path, xml)

    reading = samhsa.read(path, taxonomy)

    assert [problem.row for problem in reading.problems] == [3, 4]


def test_an_empty_row_is_no_row(read):
    reading = read(a_row("One"), {}, a_row("Three"))

    assert [row.number for row in reading.rows] == [2, 4]
    assert reading.problems == []


def test_columns_we_do_not_know_are_kept_with_the_row(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [a_row(Beds="12")], columns=[*COLUMNS, "Beds"])

    assert samhsa.read(path, taxonomy).rows[0].raw["beds"] == "12"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_refused_by_name(tmp_path, taxonomy, column):
    left = [name for name in COLUMNS if name != column]
    path = write_workbook(tmp_path / "a.xlsx", [a_row()], columns=left)

    with pytest.raises(SourceRefused, match=f"lacks the column {column.lower()}"):
        samhsa.read(path, taxonomy)


def test_a_column_that_stands_twice_is_refused(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [a_row()], columns=[*COLUMNS, "PHONE"])
    twice = _sheet(path).replace("PHONE", "Phone")

    with pytest.raises(SourceRefused, match="two columns called phone"):
        samhsa.read(write_package(path, twice), taxonomy)


def test_an_empty_sheet_is_refused(tmp_path, taxonomy):
    path = write_package(tmp_path / "a.xlsx", "")

    with pytest.raises(SourceRefused, match="is empty"):
        samhsa.read(path, taxonomy)


def test_a_header_without_rows_is_refused(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [])

    with pytest.raises(SourceRefused, match="a header and no rows"):
        samhsa.read(path, taxonomy)


def test_a_file_without_one_usable_row_is_refused_rather_than_emptying_the_directory(read):
    with pytest.raises(SourceRefused, match="no listing that can be used"):
        read(a_row(""), a_row(Zip=""))


def test_the_facilities_are_read_wherever_their_sheet_stands(tmp_path, taxonomy):
    path = write_workbook(tmp_path / "a.xlsx", [a_row()], sheet="Anything")

    assert len(samhsa.read(path, taxonomy).rows) == 1


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("SA DT MDET ICO", Directory.SU),
        ("SA MH DBT EMDR ICM", Directory.MH),
        ("SA OP MD", Directory.SU),
        ("", Directory.SU),
    ],
)
def test_a_workbook_is_of_the_directory_whose_own_codes_it_uses_most(taxonomy, codes, expected):
    assert directory_of(codes.split(), taxonomy) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("National_Directory_SA_Facilities_2022.xlsx", "2022-01-01"),
        ("su-2023-corrected.xlsx", "2023-01-01"),
        ("facilities.xlsx", "None"),
        ("20231.xlsx", "None"),
    ],
)
def test_the_year_of_an_edition_is_in_its_name(name, expected):
    assert str(vintage_in(name)) == expected


def _sheet(path):
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]
