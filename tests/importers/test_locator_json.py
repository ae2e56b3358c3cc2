"""The locator's JSON: names of services, keyed by category."""

import json

import pytest

from matcher.domain.geography import Point
from matcher.domain.taxonomy import Directory
from matcher.importers import locator_json
from matcher.importers.seeds import SEEDS, read_service_names, rows
from matcher.importers.source import SourceRefused
from tests.support.store import edition

SAMPLE = "findtreatment_api_sample_response.json"


def a_facility(name1="Orchard House", **told):
    return {
        "_irow": 1,
        "name1": name1,
        "name2": None,
        "street1": "12 Pear Street",
        "street2": None,
        "city": "Fresno",
        "state": "CA",
        "zip": "93701",
        "phone": "559-555-0100",
        "intake1": None,
        "website": None,
        "latitude": "36.75",
        "longitude": "-119.79",
        "typeFacility": "SA",
        "miles": 0.2,
        "services": [
            {"f1": "Type of Care", "f2": "TC", "f3": "Substance use treatment; Detoxification"}
        ],
    } | told


@pytest.fixture
def read(tmp_path, taxonomy):
    """Write something as JSON and read it."""

    def reading(told):
        path = tmp_path / "answer.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return locator_json.read(path, taxonomy)

    return reading


def test_a_whole_response_is_read_row_by_row(read):
    response = {
        "page": 1,
        "totalPages": 9,
        "recordCount": 2,
        "rows": [a_facility(), a_facility("B")],
    }

    reading = read(response)

    assert [row.described.name1 for row in reading.rows] == ["Orchard House", "B"]
    assert reading.rows[0].claims[0].codes == "SA DT"
    assert reading.delists is False


@pytest.mark.parametrize("shape", ["rows alone", "pages", "bare rows"])
def test_several_pages_and_bare_rows_are_read_too(read, shape):
    told = {
        "rows alone": {"rows": [a_facility("A"), a_facility("B")]},
        "pages": [{"page": 1, "rows": [a_facility("A")]}, {"page": 2, "rows": [a_facility("B")]}],
        "bare rows": [a_facility("A"), a_facility("B")],
    }[shape]

    assert [row.described.name1 for row in read(told).rows] == ["A", "B"]


def test_a_name_means_what_its_category_says(read):
    services = [
        {"f1": "Age Groups Accepted", "f2": "AGE", "f3": "Young adults"},
        {"f1": "Special Programs/Groups Offered", "f2": "SG", "f3": "Young Adults"},
    ]

    assert read([a_facility(services=services)]).rows[0].claims[0].codes == "YAD TAY"


def test_without_a_category_code_its_heading_tells_it(read):
    services = [{"f1": "Age Groups Accepted", "f2": None, "f3": "Adults"}]

    assert read([a_facility(services=services)]).rows[0].claims[0].codes == "ADLT"


@pytest.mark.parametrize("services", [None, []])
def test_no_services_are_no_codes(read, services):
    assert read([a_facility(services=services)]).rows[0].claims[0].codes == ""


@pytest.mark.parametrize("key", ["typeFacility", "type_facility"])
@pytest.mark.parametrize(
    ("told", "expected"), [("SA", "SU"), ("OTP", "SU"), ("MH", "MH"), (None, "SU")]
)
def test_both_spellings_of_the_type_tell_the_directory(read, key, told, expected):
    facility = a_facility()
    del facility["typeFacility"]

    row = read([facility | {key: told}]).rows[0]

    assert row.claims[0].directory is Directory(expected)


@pytest.mark.parametrize(("latitude", "longitude"), [("36.75", "-119.79"), (36.75, -119.79)])
def test_numbers_may_be_strings(read, latitude, longitude):
    row = read([a_facility(latitude=latitude, longitude=longitude, zip=93701)]).rows[0]

    assert row.described.point == Point(36.75, -119.79)
    assert row.described.postal_code == "93701"


def test_a_name_that_nobody_knows_is_kept_and_reported(read):
    services = [{"f1": "Type of Care", "f2": "TC", "f3": "Detoxification; Moon baths"}]

    reading = read([a_facility(services=services), a_facility("B", services=services)])

    assert reading.unmapped == {"TC: Moon baths": 2}
    assert reading.rows[0].raw[locator_json.UNMAPPED] == "TC: Moon baths"
    assert reading.rows[0].claims[0].codes == "DT"


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"services": "SA"}, "services"),
        ({"services": ["SA"]}, "services"),
        ({"latitude": "north"}, "latitude"),
        ({"name1": {"a": 1}}, "name1"),
        ({"name1": None}, "name1"),
        ({"zip": None}, "zip"),
        ({"phone": True}, "phone"),
        ({"name2": "Oak\x00"}, "name2"),
        ({"hotline1": "\x00"}, "hotline1"),
    ],
)
def test_a_bad_value_is_named_by_row_and_column_and_the_rest_is_read(read, told, column):
    reading = read([a_facility("Before"), a_facility(**told), a_facility("After")])

    assert [row.described.name1 for row in reading.rows] == ["Before", "After"]
    assert [(each.row, each.column) for each in reading.problems] == [(2, column)]
    assert reading.problems[0].seen is not None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"{", "not a JSON file"),
        (b"\xff\xfe", "not a JSON file"),
        (b'{"a": 1}', "no “rows”"),
        (b"[1]", "not an object"),
        (b'{"rows": []}', "no listing that can be used"),
        (b"[" * 100_000, "not a JSON file"),
    ],
)
def test_what_is_no_response_is_refused_in_one_line(tmp_path, taxonomy, content, message):
    path = tmp_path / "answer.json"
    path.write_bytes(content)

    with pytest.raises(SourceRefused, match=message) as refusal:
        locator_json.read(path, taxonomy)
    assert "\n" not in str(refusal.value)


def test_the_guides_own_sample_is_read_with_its_older_wordings(taxonomy):
    reading = locator_json.read(edition(SAMPLE), taxonomy)

    mental, addiction = reading.rows
    assert mental.claims[0].directory is Directory.MH
    assert mental.claims[0].codes == "YAD ADLT MH RES RTCA CIT MD CO SMI"
    assert addiction.claims[0].directory is Directory.SU
    assert {"SA", "SI", "FSA", "AH", "TELE", "CJ", "SS"} <= set(addiction.claims[0].codes.split())
    assert reading.problems == []


def test_what_means_two_codes_at_once_is_left_unmapped(taxonomy):
    reading = locator_json.read(edition(SAMPLE), taxonomy)

    assert reading.unmapped == {"FOP: Private (for-profit/non-profit) organization": 1}


def test_every_older_wording_stands_for_a_code_that_is_known(taxonomy):
    older = list(rows(SEEDS / "service_names.csv"))

    assert {row["code"] for row in older} <= taxonomy.codes.keys()
    assert all(row["source"] for row in older)
    assert len({(row["category_code"], row["name"]) for row in older}) == len(older)


def test_no_older_wording_takes_the_place_of_a_code_of_today(taxonomy):
    names = read_service_names(taxonomy)

    assert all(
        names[code.category, locator_json.name_of_service(code.name)] == code.code
        for code in taxonomy.codes.values()
    )
