"""Pairs are looked for over the directory as it stands; what was decided of them stays."""

import pytest
from sqlalchemy import select

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.provenance import Evidence
from matcher.persistence.duplicates import DuplicatePair
from matcher.persistence.journal import Change, Kind
from matcher.services.duplicates import pairs
from matcher.services.duplicates.pairs import PairUnknown, Show
from matcher.services.editing import DetailEdit, Grounds, apply_edits
from tests.merging import CURATOR, FIRST, NOW, SECOND, merge, two_listings, undo
from tests.support.store import TODAY, a_listing_row, an_edition, noise, take_in


def the_pair(session):
    return session.scalars(select(DuplicatePair.id)).one()


def test_a_directory_is_looked_through_and_the_others_are_no_pair(store, taxonomy):
    two_listings(store, taxonomy)

    assert pairs.look(store, TODAY) == 1

    (pair,) = pairs.page(store, Show.LIKELY, 1)
    assert {pair.one.name, pair.other.name} == {"Orchard House", "Orchard Hose"}
    assert pairs.next_open(store) == pair.id
    assert pairs.counted(store) == {Show.LIKELY: 1, Show.POSSIBLE: 0, Show.NOT_SAME: 0}


def test_what_is_not_the_same_stays_so_when_looked_for_again(store, taxonomy):
    two_listings(store, taxonomy)
    pairs.look(store, TODAY)

    pairs.not_same(store, the_pair(store), CURATOR, TODAY)
    pairs.look(store, TODAY)

    (pair,) = pairs.page(store, Show.NOT_SAME, 1)
    assert (pair.not_same, pair.decided_by, pair.decided_on) == (True, "Curator", TODAY)
    assert pairs.page(store, Show.LIKELY, 1) == []
    assert pairs.next_open(store) is None


def test_what_was_decided_can_be_taken_back(sqlite_store, taxonomy):
    two_listings(sqlite_store, taxonomy)
    pairs.look(sqlite_store, TODAY)
    pairs.not_same(sqlite_store, the_pair(sqlite_store), CURATOR, TODAY)

    pairs.take_back(sqlite_store, the_pair(sqlite_store))

    assert pairs.counted(sqlite_store)[Show.LIKELY] == 1


def test_a_pair_that_was_mended_is_no_pair_any_more(sqlite_store, taxonomy):
    _, other = two_listings(sqlite_store, taxonomy)
    pairs.look(sqlite_store, TODAY)
    elsewhere = WrittenAddress("999 Quite Elsewhere Road", "", "Fresno", "CA", "93701")
    edit = DetailEdit(Field.ADDRESS, elsewhere.write(), Grounds("a call", Evidence.CALL))
    change = Change(Kind.EDIT, CURATOR.name, NOW)
    apply_edits(sqlite_store, taxonomy, other, [edit], change, TODAY)
    sqlite_store.commit()

    pairs.look(sqlite_store, TODAY)

    assert list(sqlite_store.scalars(select(DuplicatePair))) == []


def test_a_page_knows_whether_the_directory_changed_since_it_was_looked_through(
    sqlite_store, taxonomy
):
    two_listings(sqlite_store, taxonomy)
    pairs.look(sqlite_store, TODAY)
    before = pairs.last_look(sqlite_store)

    take_in(sqlite_store, taxonomy, an_edition(FIRST, SECOND, *noise(2), year=2024))

    assert (before.on, before.changed_since) == (TODAY, False)
    assert pairs.last_look(sqlite_store).changed_since is True


def test_what_was_merged_waits_no_more_until_it_is_taken_back(sqlite_store, taxonomy):
    both = two_listings(sqlite_store, taxonomy)
    pairs.look(sqlite_store, TODAY)

    made = merge(sqlite_store, taxonomy, *both)
    after = pairs.counted(sqlite_store)[Show.LIKELY]
    looked = pairs.look(sqlite_store, TODAY)
    undo(sqlite_store, taxonomy, made)
    pairs.look(sqlite_store, TODAY)

    assert (after, looked) == (0, 0)
    assert pairs.counted(sqlite_store)[Show.LIKELY] == 1
    assert [each.in_force for each in pairs.merges(sqlite_store, 1)] == [False]


def test_what_is_only_worth_a_look_stands_apart(sqlite_store, taxonomy):
    other_suite = a_listing_row(3, street2="Suite 9")
    first = a_listing_row(2, street2="Suite 1")
    take_in(sqlite_store, taxonomy, an_edition(first, other_suite, *noise()))
    pairs.look(sqlite_store, TODAY)

    counted = pairs.counted(sqlite_store)

    assert (counted[Show.LIKELY], counted[Show.POSSIBLE]) == (0, 1)
    assert pairs.page(sqlite_store, Show.LIKELY, 1) == []
    assert len(pairs.page(sqlite_store, Show.POSSIBLE, 1)) == 1


def test_two_that_nobody_lists_any_more_are_nobodys_work(sqlite_store, taxonomy):
    two_listings(sqlite_store, taxonomy)
    take_in(sqlite_store, taxonomy, an_edition(*noise(), year=2024))

    assert pairs.look(sqlite_store, TODAY) == 0


def test_one_that_came_back_under_another_name_is_found_beside_its_old_listing(
    sqlite_store, taxonomy
):
    take_in(sqlite_store, taxonomy, an_edition(FIRST, *noise(), year=2022))
    renamed = a_listing_row(3, "Orchard Huose", street1="12 Paer St", phone="")
    take_in(sqlite_store, taxonomy, an_edition(renamed, *noise()))

    pairs.look(sqlite_store, TODAY)

    (pair,) = pairs.page(sqlite_store, Show.LIKELY, 1)
    assert sorted((pair.one.listed, pair.other.listed)) == [False, True]


def test_a_pair_that_is_none_is_not_decided(sqlite_store):
    with pytest.raises(PairUnknown):
        pairs.not_same(sqlite_store, 999, CURATOR, TODAY)
