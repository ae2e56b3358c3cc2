"""A professional with one case near Fresno, in a store where somebody else has one too."""

import pytest

from matcher.services.current import CurrentListings
from tests.casework import a_case, an_entry, an_owner
from tests.stored import TAXONOMY, some_places


@pytest.fixture
def listings():
    return CurrentListings(TAXONOMY)


@pytest.fixture
def session(sqlite_store):
    some_places(sqlite_store)
    return sqlite_store


@pytest.fixture
def owner(session):
    """Keep the account, and the noise of another's case."""
    a_case(session, an_owner(session), "somebody else's")
    return an_owner(session)


@pytest.fixture
def case_id(session, owner):
    return a_case(session, owner)


@pytest.fixture
def put(session, owner, case_id, listings):
    """Put a program on the first shortlist, and return its entry."""

    def put(program_id):
        return an_entry(session, owner, case_id, program_id, listings=listings)

    return put
