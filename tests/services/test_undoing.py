"""Taking a change back restores every row bit for bit, and loses nothing that came later."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence, Statement
from matcher.persistence import directory, journal, journal_reading
from matcher.persistence.base import Base
from matcher.persistence.journal import Change, ChangeSet, Kind
from matcher.persistence.listings import ListingState, Location
from matcher.services.drafts import Decided, DraftOutrun, open_or_begin, publish, save
from matcher.services.editing import DetailEdit, FactEdit, Grounds, apply_edits
from matcher.services.history import history_of, program_as_of
from matcher.services.undoing import NothingToUndo, preview, undo
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, ids, noise, take_in

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALL = Grounds("call with the intake desk", Evidence.CALL)
BOOKKEEPING = {"listing_state", "change_set", "row_change", "place"}


def a_change(kind=Kind.EDIT, **more):
    return Change(**({"kind": kind, "by": "Ada", "at": NOON, "why": "a call"} | more))


def rows(session):
    """Every row of every table but the journal's own."""
    session.expire_all()
    return {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
        for table in Base.metadata.sorted_tables
        if table.name not in BOOKKEEPING
    }


def newest_set(session):
    return session.scalar(select(ChangeSet.id).order_by(ChangeSet.id.desc()).limit(1))


def take_back(session, taxonomy, set_id=None):
    set_id = set_id or newest_set(session)
    done = undo(session, taxonomy, set_id, a_change(Kind.UNDO, undoes=set_id))
    session.commit()
    return done


def edit(session, taxonomy, program_id, *edits, **change):
    set_id = apply_edits(session, taxonomy, program_id, edits, a_change(**change), TODAY)
    session.commit()
    return set_id


def says(term, statement=Statement.YES, grounds=CALL):
    return FactEdit(term, statement, grounds)


def hidden(*, now=True):
    return DetailEdit(Field.CONFIDENTIAL, now, CALL)


@pytest.fixture
def orchard(store, taxonomy):
    """Import a program among noise, and return its id."""
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise(), year=2022))
    return ids(store)["Orchard House/Orchard House"]


def test_an_import_taken_back_restores_every_row_bit_for_bit(store, taxonomy, orchard):
    before = rows(store)
    moved = a_listing_row(street1="99 Plum Road", zip="94110", city="San Francisco", codes="SA DT")
    newer = an_edition(moved, a_listing_row(number=50, name1="Newcomer"), *noise(2))
    take_in(store, taxonomy, newer)
    assert rows(store) != before

    done = take_back(store, taxonomy)

    assert rows(store) == before
    assert orchard in done.restored
    assert done.changed_since == ()


def test_rows_asked_for_by_name_and_all_rows_since_tell_the_same(
    store, taxonomy, orchard, monkeypatch
):
    edited = edit(store, taxonomy, orchard, DetailEdit(Field.PHONE, "559-555-0199", CALL))
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise()))
    by_name = preview(store, edited), journal_reading.net(store, edited)

    monkeypatch.setattr(journal_reading, "FEW", 0)
    from_all = preview(store, edited), journal_reading.net(store, edited)

    assert by_name[0].changed_since == (orchard,)
    assert by_name == from_all


def test_a_change_that_was_taken_back_is_not_read_again(store, taxonomy, orchard, monkeypatch):
    set_id = edit(store, taxonomy, orchard, says("couples_sessions"))
    take_back(store, taxonomy, set_id)
    monkeypatch.delattr(journal_reading, "net")

    with pytest.raises(NothingToUndo):
        preview(store, set_id)


def test_what_was_taken_back_can_be_brought_back(store, taxonomy, orchard):
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise()))
    newer = rows(store)
    take_back(store, taxonomy)

    take_back(store, taxonomy)

    assert rows(store) == newer


def test_a_change_is_taken_back_once(store, taxonomy, orchard):
    set_id = edit(store, taxonomy, orchard, says("couples_sessions"))
    take_back(store, taxonomy, set_id)

    with pytest.raises(NothingToUndo):
        take_back(store, taxonomy, set_id)


def test_a_curators_word_survives_the_import_before_it_being_taken_back(store, taxonomy, orchard):
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise()))
    imported = newest_set(store)
    edit(store, taxonomy, orchard, says("couples_sessions"))
    edit(store, taxonomy, orchard, DetailEdit(Field.PHONE, "559-555-0199", CALL))

    done = take_back(store, taxonomy, imported)

    program = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    assert done.changed_since == (orchard,)
    assert program.outcome("couples_sessions") == "met"
    assert program.phone == "559-555-0199"
    assert program.vintage.year == 2022


def test_a_program_that_an_import_added_and_a_curator_spoke_of_stays_unlisted(
    store, taxonomy, orchard
):
    newcomer = a_listing_row(number=50, name1="Newcomer", street1="1 New Street")
    take_in(store, taxonomy, an_edition(a_listing_row(), newcomer, *noise()))
    imported = newest_set(store)
    new_id = ids(store)["Newcomer/Newcomer"]
    edit(store, taxonomy, new_id, says("couples_sessions"))

    take_back(store, taxonomy, imported)

    program = directory.programs_by_ids(store, taxonomy, [new_id], TODAY)[new_id]
    assert not program.listed
    assert program.outcome("couples_sessions") == "met"


@pytest.mark.parametrize("seed", range(3))
def test_coordinates_come_back_to_the_last_bit(store, taxonomy, seed):
    chance = random.Random(seed)
    there = [(chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(100)]
    take_in(store, taxonomy, an_edition(*noise(100)))
    places = list(store.scalars(select(Location).order_by(Location.id)))
    for place, (place.latitude, place.longitude) in zip(places, there, strict=True):
        place.precision = "exact"
    store.commit()
    journal.begin_change(store, a_change())
    for place in places:
        place.latitude, place.longitude = 1.0, 1.0
    store.commit()

    take_back(store, taxonomy)

    query = select(Location.latitude, Location.longitude).order_by(Location.id)
    assert list(map(tuple, store.execute(query))) == there


def test_an_import_never_overwrites_what_a_curator_recorded(store, taxonomy, orchard):
    address = {
        "street": "7 Quiet Lane",
        "street2": "",
        "city": "Fresno",
        "state": "CA",
        "postal_code": "93701",
        "latitude": None,
        "longitude": None,
    }
    edit(
        store,
        taxonomy,
        orchard,
        DetailEdit(Field.PHONE, "559-555-0199", CALL),
        DetailEdit(Field.NAME, "Orchard Women's House", CALL),
        DetailEdit(Field.ADDRESS, address, CALL),
    )

    take_in(store, taxonomy, an_edition(a_listing_row(phone="559-555-0111"), *noise()))

    program = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    assert (program.phone, program.name) == ("559-555-0199", "Orchard Women's House")
    assert program.street == "7 Quiet Lane"


def test_a_confidential_place_is_hidden_at_once_and_stays_so_when_it_moves(
    store, taxonomy, orchard
):
    edit(store, taxonomy, orchard, hidden())

    take_in(store, taxonomy, an_edition(a_listing_row(street2="Suite 4"), *noise()))

    (program,) = (directory.programs_by_ids(store, taxonomy, [orchard], TODAY)).values()
    assert program.confidential
    assert (program.street, program.postal_code) == ("", "")


def test_a_place_that_is_confidential_no_more_is_shown_again(store, taxonomy, orchard):
    before = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    edit(store, taxonomy, orchard, hidden())

    edit(store, taxonomy, orchard, hidden(now=False))

    after = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    assert (after.street, after.point) == (before.street, before.point)


def test_what_a_curator_takes_back_lets_the_import_speak_again(store, taxonomy, orchard):
    edit(store, taxonomy, orchard, DetailEdit(Field.PHONE, "559-555-0199", CALL))

    edit(store, taxonomy, orchard, DetailEdit(Field.PHONE, None, CALL))

    program = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    assert program.phone == "559-555-0100"


def test_every_change_says_who_when_why_and_what_it_was_before(store, taxonomy, orchard):
    edit(store, taxonomy, orchard, says("couples_sessions"))
    edit(store, taxonomy, orchard, says("couples_sessions", Statement.NO), by="Ben", why="wrong")

    newest, older, imported = history_of(store, orchard)

    assert (newest.by, newest.why, newest.at) == ("Ben", "wrong", NOON.replace(tzinfo=None))
    (touched,) = newest.touched
    changed = {each.name: (each.before, each.after) for each in touched.columns}
    assert touched.about == "couples_sessions"
    assert changed["statement"] == ("yes", "no")
    assert [each.was_there for each in older.touched] == [False]
    assert imported.kind is Kind.IMPORT


def test_a_listing_is_shown_as_it_stood_on_any_day(store, taxonomy, orchard):
    later = datetime(2026, 12, 1, 9, tzinfo=UTC)
    edit(store, taxonomy, orchard, says("couples_sessions"))
    edit(store, taxonomy, orchard, says("couples_sessions", Statement.NO), at=later)
    edit(store, taxonomy, orchard, DetailEdit(Field.NAME, "Renamed", CALL), at=later)

    then = program_as_of(store, taxonomy, orchard, TODAY)
    now = program_as_of(store, taxonomy, orchard, later.date())

    assert (then.name, then.outcome("couples_sessions")) == ("Orchard House", "met")
    assert (now.name, now.outcome("couples_sessions")) == ("Renamed", "unmet")
    assert program_as_of(store, taxonomy, orchard, TODAY.replace(year=2020)) is None


def test_the_listing_as_of_today_is_the_listing(store, taxonomy, orchard):
    edit(store, taxonomy, orchard, says("couples_sessions"))

    then = program_as_of(store, taxonomy, orchard, TODAY)

    now = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    same = replace(then, answers={term: then.answer(term) for term in taxonomy.terms})
    assert same == replace(now, answers={term: now.answer(term) for term in taxonomy.terms})


def test_rows_changed_past_a_change_are_under_nobodys_name(store, taxonomy, orchard):
    edit(store, taxonomy, orchard, says("couples_sessions"))

    store.scalars(select(Location)).first().street2 = "Suite 9"
    store.commit()

    assert store.scalar(select(ListingState.change_set_id)) is None
    newest = store.scalars(select(journal.RowChange).order_by(journal.RowChange.id.desc())).first()
    assert (newest.table_name, newest.change_set_id) == ("location", None)


def test_two_drafts_of_one_program_lose_nothing(store, taxonomy, orchard):
    slug = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard].slug
    ada, ben = an_account(store).id, an_account(store).id
    yes, no = says("couples_sessions"), says("couples_sessions", Statement.NO)
    hers = save(store, orchard, ada, [yes, says("aftercare")], NOON)
    his = save(store, orchard, ben, [no, says("psychiatry")], NOON)
    publish(store, taxonomy, hers, ada, a_change())

    with pytest.raises(DraftOutrun) as outrun:
        publish(store, taxonomy, his, ben, a_change(by="Ben"))

    (collision,) = outrun.value.collisions
    assert (collision.name, collision.mine) == ("couples_sessions", no)
    assert collision.theirs["statement"] == "yes"
    assert collision.before is None
    still_his = open_or_begin(store, taxonomy, slug, ben, NOON)
    assert still_his.edits == (no, says("psychiatry"))

    publish(
        store,
        taxonomy,
        his,
        ben,
        a_change(by="Ben"),
        Decided(theirs=frozenset({"couples_sessions"}), seen=outrun.value.seen),
    )

    program = directory.programs_by_ids(store, taxonomy, [orchard], TODAY)[orchard]
    met = {term for term in taxonomy.terms if program.outcome(term) == "met"}
    assert {"couples_sessions", "aftercare", "psychiatry"} <= met


def test_a_preview_changes_nothing(store, taxonomy, orchard):
    set_id = edit(store, taxonomy, orchard, says("couples_sessions"))
    before = rows(store)

    told = preview(store, set_id)

    assert (told.restored, told.by) == ((orchard,), "Ada")
    assert rows(store) == before
