"""A case as a table and as JSON: all of it, and nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest

from matcher.domain.cases.script_answers import Said, ScriptAnswer
from matcher.domain.cases.statuses import Status
from matcher.services.cases import calling, copying
from matcher.services.cases.calling import Saved
from matcher.services.cases.owner import NotYours
from tests.casework import DAY, NOW, an_owner
from tests.stored import a_listing
from tests.support.house import HOUSE


@pytest.fixture
def copy(session, listings, owner, case_id, put):
    for name in ("Alder", "Birch"):
        a_listing(session, name.lower(), codes="SA OP UB", name=name)
    place = (case_id, put("alder"))
    put("birch")
    first = Saved(
        Status.LEFT_MESSAGE,
        DAY,
        who="=HYPERLINK(1)",
        said="+1 more",
        notes="-2",
        answers={"naloxone": ScriptAnswer(Said.YES, "@home")},
    )
    calling.save_call(session, listings, owner, place, first, NOW)
    again = Saved(Status.HAS_BED, DAY, time="14:30", next_step="Send it", notes="-2")
    calling.save_call(session, listings, owner, place, again, NOW)
    return lambda: copying.whole(session, listings, owner, case_id, DAY)


def table(copy):
    return list(csv.DictReader(io.StringIO(copying.as_csv(copy))))


def test_a_row_stands_for_each_call_and_for_each_program_nobody_called(copy):
    rows = table(copy())

    assert [(row["place"], row["program"], row["came_to"]) for row in rows] == [
        ("1", "Alder", "Has a bed"),
        ("1", "Alder", "Left a message"),
        ("2", "Birch", ""),
    ]
    assert rows[0]["next_step"] == "Send it"
    assert rows[0]["acted_on"] == "no"
    assert rows[0]["called_at"] == "14:30"
    assert rows[0]["status"] == "Has a bed"
    assert "Yes: @home" in rows[0]["answers"]


def test_no_cell_is_a_formula(copy):
    rows = table(copy())

    assert rows[1]["talked_to"] == "'=HYPERLINK(1)"
    assert rows[1]["said"] == "'+1 more"
    assert rows[0]["notes"] == "'-2"
    for row in rows:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "\uff1d1", "\uff0b1"]
)
def test_what_a_spreadsheet_would_run_is_made_inert(cell):
    assert copying.inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Rosa", "559-555-0100", "2026-11-22", "a=b", "3 - 4"])
def test_other_cells_stay_as_they_are(cell):
    assert copying.inert(cell) == cell


def test_the_columns_are_the_documented_ones(copy):
    documented = (HOUSE / "docs" / "case-csv.md").read_text()

    assert list(table(copy())[0]) == list(copying.COLUMNS)
    for column in copying.COLUMNS:
        assert f"| `{column}` |" in documented


def test_everything_is_in_the_json(copy):
    found = json.loads(copying.as_json(copy()))

    (shortlist,) = found["shortlists"]
    alder, birch = shortlist["programs"]
    assert found["case"] == "Blue heron"
    assert found["needs"]["answers"]["substances"] == ["heroin"]
    assert alder["notes"] == "-2"
    assert [each["came_to"] for each in alder["log"]] == ["has_bed", "left_message"]
    assert alder["answers"][0]["words"] == "@home"
    assert birch["log"] == []


def test_nobody_copies_a_case_of_somebody_else(session, listings, case_id):
    with pytest.raises(NotYours):
        copying.whole(session, listings, an_owner(session), case_id, DAY)
