"""The journal says which programs changed between two versions, or that nobody can tell."""

from datetime import UTC, datetime

from sqlalchemy import update

from matcher.persistence import directory, journal
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Location, Program
from tests.stored import a_listing

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def changed(store, model, key, **values):
    journal.begin_change(store, Change(Kind.EDIT, "Rosa", NOON))
    store.execute(update(model).where(model.id == key).values(**values))
    store.commit()


def test_it_names_the_programs_that_were_touched_and_no_other(store):
    noise, own, moved = a_listing(store), a_listing(store), a_listing(store)
    before = directory.version(store)
    changed(store, Program, own, phone="559-555-0199")
    changed(store, Location, f"{moved}-location", city="Selma")
    now = directory.version(store)

    assert journal.programs_between(store, before, now, 100) == {own, moved}
    assert journal.programs_between(store, now, now, 100) == set()
    assert journal.programs_between(store, before, now, 1) is None
    assert noise not in journal.programs_between(store, before + 1, now, 100)


def test_it_cannot_tell_where_a_version_has_no_change_set(store):
    before = directory.version(store)
    own = a_listing(store)  # counts on without a word
    changed(store, Program, own, phone="559-555-0199")

    assert journal.programs_between(store, before, directory.version(store), 100) is None
