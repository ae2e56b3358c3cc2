"""Programs that are gone: off the list until they are put back, whatever is imported or edited."""

import csv
from datetime import UTC, date, datetime

import pytest

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence
from matcher.domain.tombstone import Ending
from matcher.importers import own_csv
from matcher.persistence import directory, journal, journal_reading, tombstones
from matcher.persistence.journal import Change, Kind
from matcher.services import burying, editing, undoing
from matcher.services.burying import Burial, LeadsNowhere, NotCalled
from matcher.services.exporting import export_csv
from matcher.services.showing import ProgramUnknown
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in

AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
ORCHARD = "orchard-house-fresno-ca"
NOISE = "noise-0-san-francisco-ca"
CLOSED = Burial(Ending.CLOSED, Evidence.CALL)


@pytest.fixture
def here(sqlite_store):
    return sqlite_store


@pytest.fixture
def rosa(here, taxonomy):
    take_in(here, taxonomy, an_edition(a_listing_row(), *noise()))
    return an_account(here, "curator", name="Rosa")


def orchard(here, taxonomy):
    return directory.program_by_slug(here, taxonomy, ORCHARD, TODAY)


def test_a_program_that_closed_is_in_no_search_and_its_neighbors_are(here, taxonomy, rosa):
    before = directory.version(here)

    burying.bury(here, ORCHARD, CLOSED, rosa, AT)

    listed = {each.id for each in directory.candidates(here, taxonomy, TODAY)}
    assert orchard(here, taxonomy).id not in listed
    assert len(listed) == 3
    assert directory.version(here) > before


def test_the_journal_knows_who_took_it_off_and_why(here, taxonomy, rosa):
    burial = Burial(Ending.CLOSED, Evidence.CALL, why="The line is dead.")

    set_id = burying.bury(here, ORCHARD, burial, rosa, AT)

    change = journal.change_set(here, set_id)
    assert (change.kind, change.made_by, change.why) == (Kind.TOMBSTONE, "Rosa", burial.why)
    touched = {entry.table for entry in journal_reading.entries_of_set(here, set_id)}
    assert touched == {"tombstone", "program"}


@pytest.mark.parametrize("year", [2023, 2024])
def test_no_import_brings_it_back(here, taxonomy, rosa, year):
    burying.bury(here, ORCHARD, CLOSED, rosa, AT)

    take_in(here, taxonomy, an_edition(a_listing_row(phone="559-555-0177"), *noise(), year=year))

    program = orchard(here, taxonomy)
    assert (program.listed, program.gone.ending) == (False, Ending.CLOSED)


def test_no_edit_brings_it_back(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, CLOSED, rosa, AT)
    grounds = editing.Grounds("a call", Evidence.CALL)
    edit = editing.DetailEdit(Field.WEBSITE, "orchard.example", grounds)

    program_id = orchard(here, taxonomy).id
    change = Change(Kind.EDIT, "Rosa", AT)
    editing.apply_edits(here, taxonomy, program_id, [edit], change, TODAY)
    here.commit()

    assert not orchard(here, taxonomy).listed


def test_lifting_puts_it_back_and_twice_is_once(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, CLOSED, rosa, AT)

    assert burying.lift(here, ORCHARD, rosa, AT) is not None
    assert burying.lift(here, ORCHARD, rosa, AT) is None

    program = orchard(here, taxonomy)
    assert (program.listed, program.gone) == (True, None)


def test_lifting_lists_nothing_that_no_directory_holds(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, CLOSED, rosa, AT)
    take_in(here, taxonomy, an_edition(*noise(), year=2024))

    burying.lift(here, ORCHARD, rosa, AT)

    assert not orchard(here, taxonomy).listed


def test_the_change_can_be_undone_from_the_history(here, taxonomy, rosa):
    set_id = burying.bury(here, ORCHARD, CLOSED, rosa, AT)

    undo = Change(Kind.UNDO, "Rosa", AT, "", rosa.id, undoes=set_id)
    undoing.undo(here, taxonomy, set_id, undo)
    here.commit()

    assert (orchard(here, taxonomy).listed, orchard(here, taxonomy).gone) == (True, None)


def test_what_asked_not_to_be_listed_tells_nothing_more(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, Burial(Ending.DO_NOT_LIST, Evidence.CALL), rosa, AT)

    program = orchard(here, taxonomy)

    told = (program.phone, program.street, program.postal_code, program.website)
    assert told == ("", "", "", "")


@pytest.mark.parametrize("evidence", sorted(set(Evidence) - {Evidence.CALL}))
def test_not_to_be_listed_stands_on_a_call_alone(here, taxonomy, evidence):
    take_in(here, taxonomy, an_edition(a_listing_row()))
    rosa = an_account(here, "curator")

    with pytest.raises(NotCalled):
        burying.bury(here, ORCHARD, Burial(Ending.DO_NOT_LIST, evidence), rosa, AT)


@pytest.mark.parametrize("successor", ["nobody", ORCHARD])
def test_a_program_moves_to_another_listing_or_to_none(here, taxonomy, rosa, successor):
    burial = Burial(Ending.MOVED, Evidence.CALL, "Boston", successor)

    with pytest.raises(LeadsNowhere):
        burying.bury(here, ORCHARD, burial, rosa, AT)


def test_the_old_address_leads_to_the_successor(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, Burial(Ending.MOVED, Evidence.CALL, "SF", NOISE), rosa, AT)

    ended = burying.ended(here, taxonomy, orchard(here, taxonomy), TODAY)

    assert (ended.gone.moved_to, ended.gone.on, ended.successor.slug) == (
        *("SF", date(2026, 11, 21), NOISE),
    )


def test_a_program_that_is_there_has_not_ended(here, taxonomy, rosa):
    assert burying.ended(here, taxonomy, orchard(here, taxonomy), TODAY) is None


def test_burying_again_says_otherwise_and_stands_once(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, CLOSED, rosa, AT)

    burying.bury(here, ORCHARD, Burial(Ending.MOVED, Evidence.CALL, "Boston"), rosa, AT)

    assert tombstones.count(here) == burying.count(here) == 1
    (buried,) = burying.buried(here, 1)
    assert (buried.slug, buried.ending, buried.gone.moved_to) == (ORCHARD, Ending.MOVED, "Boston")


def test_what_never_was_cannot_be_taken_off(here, taxonomy, rosa):
    with pytest.raises(ProgramUnknown):
        burying.bury(here, "nobody", CLOSED, rosa, AT)
    with pytest.raises(ProgramUnknown):
        burying.lift(here, "nobody", rosa, AT)


@pytest.mark.parametrize(
    ("ending", "expected"),
    [(Ending.CLOSED, "closed"), (Ending.MOVED, "moved"), (Ending.DO_NOT_LIST, None)],
)
def test_an_export_says_what_became_of_a_program_and_comes_back_as_not_listed(
    here, taxonomy, rosa, tmp_path, ending, expected
):
    burying.bury(here, ORCHARD, Burial(ending, Evidence.CALL), rosa, AT)
    path = tmp_path / "directory_2023.csv"

    with path.open("w", encoding="utf-8") as file:
        export_csv(here, file)

    lines = path.read_text(encoding="utf-8").splitlines()
    rows = {row["slug"]: row for row in csv.DictReader(lines)}
    reading = own_csv.read(path, taxonomy)
    assert (rows[ORCHARD]["status"] if ORCHARD in rows else None) == expected
    assert len(rows) == (3 if expected is None else 4)
    assert reading.problems == []
    current = {claim.current for row in reading.rows if row.slug == ORCHARD for claim in row.claims}
    assert current == (set() if expected is None else {False})


def test_a_row_spelled_otherwise_does_not_slip_past_a_tombstone(here, taxonomy, rosa):
    burying.bury(here, ORCHARD, Burial(Ending.DO_NOT_LIST, Evidence.CALL), rosa, AT)
    alike = a_listing_row(name1="Pear Tree Recovery", street1="12 Pear St.")

    take_in(here, taxonomy, an_edition(alike, *noise(), year=2024))

    listed = [each.id for each in directory.candidates(here, taxonomy, TODAY)]
    assert len(listed) == 3
