"""What is held in memory is carried on by what changed, and equals what would be read anew."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, update

from matcher.domain.provenance import Evidence, Statement
from matcher.persistence import answers, journal
from matcher.persistence.base import db
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Fact, ListingState, Location, Organization, Program
from matcher.services import current
from matcher.services.current import CurrentListings, Stale
from matcher.services.editing import FactEdit, Grounds, apply_edits
from matcher.services.finding import Page, find
from tests.builders import FRESNO, SAN_FRANCISCO, must, some_needs, wish
from tests.stored import TAXONOMY, a_directory, a_listing

TODAY = date(2026, 4, 1)
TOMORROW = date(2026, 4, 2)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
CALL = Grounds("call with the intake desk", Evidence.CALL)
NEEDS = [
    some_needs(),
    some_needs(within_miles=30, musts=(must("medical_detox"),), wishes=(wish("aftercare"),)),
    some_needs(
        musts=(must("medicaid", "sliding_fee"), must("detox")), wishes=(wish("psychiatry"),)
    ),
]


@pytest.fixture
def session(app):
    with app.app_context():
        a_directory(db.session)
        yield db.session


@pytest.fixture
def listings(session):
    """Held in memory, all parts of it, as they are once people have searched."""
    held = CurrentListings(TAXONOMY)
    told(session, held)
    return held


def told(session, listings, on=TODAY):
    """Everything that can be seen of what is held."""
    snapshot = listings.snapshot(session, on)
    found = [find(session, listings, None, needs, Page(50), on) for needs in NEEDS]
    return (
        found,
        [each.coverage(session) for each in found],
        sorted(snapshot.names(session).like("orchard program", 100)),
        sorted(snapshot.names(session).like("renamed", 100)),
    )


def a_change():
    return Change(Kind.EDIT, "Rosa", NOON)


def edited(session, *edits, program="p001"):
    apply_edits(session, TAXONOMY, program, edits, a_change(), TODAY)


def says(term, statement=Statement.YES):
    return FactEdit(term, statement, CALL)


def row(session, model, key, **values):
    journal.begin_change(session, a_change())
    session.execute(update(model).where(model.id == key).values(**values))


def gone(session):
    journal.begin_change(session, a_change())
    session.execute(delete(Program).where(Program.id == "p001"))


EDITS = {
    "a yes": lambda session: edited(session, says("medical_detox")),
    "a no": lambda session: edited(session, says("detox", Statement.NO)),
    "taken back": lambda session: edited(session, FactEdit("detox", None, CALL)),
    "a phone": lambda session: row(session, Program, "p001", phone="559-555-0199"),
    "two programs": lambda session: [
        edited(session, says("aftercare")),
        edited(session, says("medicaid"), program="p002"),
    ],
    "moved": lambda session: row(
        session, Location, "p001-location", latitude=SAN_FRANCISCO.latitude
    ),
    "nowhere": lambda session: row(
        session, Location, "p001-location", latitude=None, longitude=None, precision=None
    ),
    "found": lambda session: row(
        *(session, Location, "p011-location"),
        latitude=FRESNO.latitude,
        longitude=FRESNO.longitude,
        precision="zip",
    ),
    "no longer listed": lambda session: row(session, Program, "p001", listed=False),
    "listed again": lambda session: row(session, Program, "p013", listed=True),
    "renamed": lambda session: row(session, Program, "p001", name="Renamed"),
    "run by others": lambda session: row(
        session, Organization, "p001-organization", name="Renamed House"
    ),
    "newer": lambda session: row(session, Program, "p001", vintage=date(2026, 1, 2)),
    "gone": gone,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_the_next_search_knows_an_edit_without_reading_the_directory_anew(session, listings, edit):
    before = listings.snapshot(session, TODAY)
    edit(session)
    session.commit()

    after = listings.snapshot(session, TODAY)

    assert after.version > before.version
    assert is_carried_on(after, before)
    assert told(session, listings) == told(session, CurrentListings(TAXONOMY))


def is_carried_on(after, before):
    """Whether the programs that were held are held still."""
    held = before._programs.keys() & after._programs.keys()
    return after is not before and any(
        after._programs[id_] is before._programs[id_] for id_ in held
    )


def test_many_edits_in_a_row_come_to_what_would_be_read_anew(session, listings):
    for number, edit in enumerate(EDITS.values()):
        edit(session)
        session.commit()
        if number % 3 == 0:
            listings.snapshot(session, TODAY)

    assert told(session, listings) == told(session, CurrentListings(TAXONOMY))


def test_a_snapshot_that_a_search_holds_stays_as_it_was(session, listings):
    held = listings.snapshot(session, TODAY)
    before = held.index.search(NEEDS[1])
    edited(session, says("medical_detox"))
    session.commit()
    listings.snapshot(session, TODAY)

    assert held.index.search(NEEDS[1]) == before


def test_a_program_that_is_gone_from_the_store_is_not_carried_on(session, listings):
    held = listings.snapshot(session, TODAY)
    assert held.programs(session, ["p001"])
    session.execute(delete(Program).where(Program.id == "p001"))

    following = held.carried_on(session, held.version, {"p001"})

    with pytest.raises(Stale):
        following.programs(session, ["p001"])


@pytest.mark.parametrize(
    "change",
    [
        lambda session: a_listing(session, "counted-on"),  # and no change set says what
        lambda session: answers.derive_all(session, TAXONOMY),
    ],
)
def test_a_change_that_nobody_accounts_for_is_read_anew(session, listings, change):
    before = listings.snapshot(session, TODAY)
    change(session)
    session.commit()

    after = listings.snapshot(session, TODAY)

    assert not is_carried_on(after, before)
    assert told(session, listings) == told(session, CurrentListings(TAXONOMY))


def test_a_change_past_the_application_is_read_anew_with_the_next_one(session, listings):
    session.execute(delete(Fact))
    session.execute(update(ListingState).values(version=ListingState.version + 1))
    session.commit()
    edited(session, says("aftercare"))
    session.commit()

    assert told(session, listings) == told(session, CurrentListings(TAXONOMY))


def test_what_would_take_longer_one_by_one_is_read_anew(session, listings, monkeypatch):
    monkeypatch.setattr(current, "MOST_CHANGED", 1)
    before = listings.snapshot(session, TODAY)
    EDITS["two programs"](session)
    session.commit()

    assert not is_carried_on(listings.snapshot(session, TODAY), before)
    assert told(session, listings) == told(session, CurrentListings(TAXONOMY))


@pytest.mark.parametrize("edit", [lambda _: None, EDITS["a yes"]], ids=["nothing", "a yes"])
def test_overnight_everything_is_read_anew(session, listings, edit):
    before = listings.snapshot(session, TODAY)
    edit(session)
    session.commit()

    after = listings.snapshot(session, TOMORROW)

    assert not is_carried_on(after, before)
    assert told(session, listings, TOMORROW) == told(session, CurrentListings(TAXONOMY), TOMORROW)


class Slow(CurrentListings):
    """Reads everything anew only once it is let."""

    def __init__(self):
        super().__init__(TAXONOMY)
        self.let, self.begun = threading.Event(), threading.Event()
        self.let.set()

    def _read(self, session, on):
        self.begun.set()
        assert self.let.wait(20)
        return super()._read(session, on)


def test_nobody_waits_while_another_reads_an_import_and_nothing_is_mixed(app, session):
    listings = Slow()
    before = find(session, listings, None, NEEDS[0], Page(50), TODAY)
    a_listing(session, "imported")
    listings.let.clear()
    listings.begun.clear()

    def search():
        with app.app_context():
            listings.snapshot(db.session, TODAY)

    reader = threading.Thread(target=search)
    reader.start()
    assert listings.begun.wait(20)
    meanwhile = find(session, listings, None, NEEDS[0], Page(50), TODAY)
    listings.let.set()
    reader.join()
    after = find(session, listings, None, NEEDS[0], Page(50), TODAY)

    assert meanwhile == before
    assert after.counts.in_range == before.counts.in_range + 1


def test_who_needs_a_program_that_is_not_held_waits_for_the_import(app, session):
    listings = Slow()
    listings.snapshot(session, TODAY)  # no program was shown yet, so none is held
    a_listing(session, "imported")
    listings.let.clear()
    listings.begun.clear()
    counted = []

    def search():
        with app.app_context():
            found = find(db.session, listings, None, NEEDS[0], Page(50), TODAY)
            counted.append((found.counts.in_range, len(found.matches)))

    searchers = [threading.Thread(target=search) for _ in range(2)]
    for searcher in searchers:
        searcher.start()
    assert listings.begun.wait(20)
    listings.let.set()
    for searcher in searchers:
        searcher.join()

    fresh = find(session, CurrentListings(TAXONOMY), None, NEEDS[0], Page(50), TODAY)
    assert counted == [(fresh.counts.in_range, len(fresh.matches))] * 2
