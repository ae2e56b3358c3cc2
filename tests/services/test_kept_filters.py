"""Filters that curators keep: each account's own, one of a name, on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.persistence.saved_filters import SavedFilter
from matcher.services import listing_rows
from matcher.services.listing_rows import Filter, TooManyFilters, YesNo
from tests.support.accounts import an_account

UNCHECKED = Filter(state="CA", checked=YesNo.NO)


@pytest.fixture
def ada(store):
    """Keep Ada's account, and a filter of somebody else's."""
    listing_rows.keep_filter(store, an_account(store).id, "Noise", Filter(name="noise"))
    return an_account(store).id


def kept(session, account_id):
    return [(each.name, each.filter) for each in listing_rows.filters_of(session, account_id)]


def test_a_filter_comes_back_as_it_was_kept(store, ada):
    listing_rows.keep_filter(store, ada, "Unchecked", UNCHECKED)

    assert kept(store, ada) == [("Unchecked", UNCHECKED)]


def test_the_same_name_keeps_the_newer_filter(store, ada):
    listing_rows.keep_filter(store, ada, "Mine", UNCHECKED)
    listing_rows.keep_filter(store, ada, "Mine", Filter(city="Fresno"))

    assert kept(store, ada) == [("Mine", Filter(city="Fresno"))]


def test_nobody_forgets_the_filter_of_another(store, ada):
    listing_rows.keep_filter(store, ada, "Mine", UNCHECKED)
    (mine,) = listing_rows.filters_of(store, ada)

    listing_rows.drop_filter(store, an_account(store).id, mine.id)

    assert kept(store, ada) == [("Mine", UNCHECKED)]
    listing_rows.drop_filter(store, ada, mine.id)
    assert kept(store, ada) == []


def test_an_account_keeps_no_more_than_anybody_looks_through(store, ada):
    for number in range(listing_rows.MOST_FILTERS):
        listing_rows.keep_filter(store, ada, f"Filter {number}", UNCHECKED)

    with pytest.raises(TooManyFilters):
        listing_rows.keep_filter(store, ada, "One more", UNCHECKED)


def test_the_store_refuses_a_filter_without_a_name(store, ada):
    with pytest.raises(IntegrityError, match="ck_saved_filter_named"):
        store.execute(sa.insert(SavedFilter).values(account_id=ada, name="", contents="{}"))
