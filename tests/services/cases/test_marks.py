"""A mark leads its owner back to a case and a list, and tells nobody else anything."""

import pytest

from matcher.services.cases import keeping, shortlisting
from matcher.services.cases.marks import Place, mark_of, marked
from tests.casework import NOW, a_case, an_owner, first_list


@pytest.fixture
def place(session, owner, case_id):
    return Place(case_id, first_list(session, owner, case_id))


def test_a_mark_leads_its_owner_back(session, owner, case_id, place):
    a_case(session, owner, "Grey wren")
    second = shortlisting.begin(session, owner, case_id, "Second thoughts", NOW)

    for each in (place, Place(case_id), Place(case_id, second)):
        assert marked(session, owner, mark_of(owner, each)) == each


def test_no_two_places_have_the_same_mark(owner, case_id, place):
    assert mark_of(owner, place) == mark_of(owner, place)
    assert mark_of(owner, place) != mark_of(owner, Place(case_id))


def test_a_mark_leads_nobody_else_anywhere(session, owner, place):
    other = an_owner(session)
    a_case(session, other)

    assert marked(session, other, mark_of(owner, place)) is None
    assert mark_of(other, place) != mark_of(owner, place)


def test_a_mark_of_a_deleted_case_leads_nowhere(session, owner, case_id, place):
    mark = mark_of(owner, place)

    keeping.delete_case(session, owner, case_id)

    assert marked(session, owner, mark) is None


@pytest.mark.parametrize("planted", ["", "x" * 16, "é"])
def test_a_mark_that_was_made_up_leads_nowhere(session, owner, case_id, planted):
    assert marked(session, owner, planted) is None
