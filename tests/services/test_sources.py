"""Every file is told by what is in it, whatever it is called."""

import json
import shutil

import pytest
from openpyxl import Workbook

from matcher.domain.taxonomy import Directory
from matcher.importers.source import SourceRefused
from matcher.services.sources import read_source
from tests.support.store import edition
from tests.support.workbook import COLUMNS, a_row, write_workbook

LOCATOR = (
    "name1,street1,city,state,zip,latitude,longitude,sa\nA,1 Road,Fresno,CA,93701,36.7,-119,1\n"
)
OWN = (
    "id,organization,program,street,city,state,postal_code,latitude,longitude,location_precision,"
    "phone,status,directories,codes\na1,A,A,1 Road,Fresno,CA,93701,,,,,listed,SU,SA\n"
)


def a_workbook(path, header, *rows):
    """Write a workbook as Excel would."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path


def a_mental_health_row(name, *codes):
    row = a_row(name, Service_code_info=" * ".join(codes))
    return [row[column] for column in COLUMNS]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json", "a", "a.txt"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (LOCATOR, "locator-csv"),
        ("\ufeff" + LOCATOR.upper(), "locator-csv"),
        (OWN, "csv"),
        (json.dumps({"rows": [{"name1": "A", "zip": "93701"}]}), "locator-json"),
        (json.dumps([{"name1": "A", "zip": "93701"}]), "locator-json"),
    ],
)
def test_text_is_told_by_its_content(tmp_path, taxonomy, name, content, kind):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    assert read_source(path, taxonomy).kind == kind


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_workbook_is_told_by_its_columns(tmp_path, taxonomy, name):
    header, row = (line.split(",") for line in LOCATOR.splitlines())

    locator = read_source(a_workbook(tmp_path / f"1{name}", header, row), taxonomy)
    yearly = read_source(write_workbook(tmp_path / f"2{name}", [a_row()]), taxonomy)

    assert (locator.kind, yearly.kind) == ("locator-csv", "samhsa-directory")


def test_a_mental_health_workbook_is_of_the_other_directory(tmp_path, taxonomy):
    path = a_workbook(
        tmp_path / "mh_2024.xlsx",
        COLUMNS,
        a_mental_health_row("Orchard House", "MH", "OMH", "CBT DBT GT", "CIT"),
    )

    reading = read_source(path, taxonomy)

    assert (reading.kind, reading.delists) == ("samhsa-directory", True)
    assert reading.rows[0].claims[0].directory is Directory.MH


def test_the_real_sample_is_told_under_any_name(tmp_path, taxonomy):
    path = tmp_path / "download"
    shutil.copy(edition("findtreatment_api_sample_response.json"), path)

    assert read_source(path, taxonomy).kind == "locator-json"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"name1,zip", "not an Excel workbook"),
        ("a.csv", b"one,two\n1,2\n", "lacks the columns id"),
        ("a.json", b"one", "not a JSON file"),
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"", "is empty"),
        ("a.json", b'{"organizations": []}', "taking in HSDS is not built"),
        ("a.json", b'[{"id": "1", "organization_id": "2"}]', "taking in HSDS is not built"),
    ],
)
def test_what_is_none_of_them_is_refused_by_the_reader_its_name_asks_for(
    tmp_path, taxonomy, name, content, message
):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(SourceRefused, match=message):
        read_source(path, taxonomy)


def test_hsds_is_refused_plainly(tmp_path, taxonomy):
    with pytest.raises(SourceRefused, match="taking in HSDS is not built"):
        read_source(tmp_path / "a.json", taxonomy, "hsds")
