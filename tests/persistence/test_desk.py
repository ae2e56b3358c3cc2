"""What the curator's desk counts: on both databases, and only what is listed."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.provenance import Evidence, Provenance, Statement
from matcher.persistence import desk, details
from matcher.persistence.desk import Due, Recorded
from matcher.persistence.listings import Program
from tests.builders import SAN_FRANCISCO, a_fact
from tests.stored import TAXONOMY, a_listing

TODAY = date(2026, 11, 22)
UNTIL = TODAY + timedelta(days=14)


def fact(term, expires_on, on=date(2026, 3, 3)):
    return a_fact(term, Statement.YES, on=on, expires_on=expires_on)


@pytest.fixture
def filled(store):
    """List four programs, and two that are listed no more."""
    a_listing(store, "whole", codes="DT * OP", facts=[fact("detox", date(2027, 3, 3))])
    a_listing(
        store,
        "runs-out",
        name="Runs Out",
        facts=[
            fact("detox", TODAY + timedelta(days=1)),
            fact("aftercare", UNTIL),
            fact("medicaid", UNTIL + timedelta(days=1)),
            fact("medicare", TODAY),
            fact("self_pay", TODAY - timedelta(days=9)),
        ],
    )
    a_listing(store, "nowhere", at=None, vintage=date(2022, 1, 1))
    a_listing(store, "never", at=SAN_FRANCISCO)
    a_listing(store, "gone-and-never", listed=False)
    a_listing(store, "gone", at=None, listed=False, facts=[fact("detox", TODAY)])
    said = Provenance("a call", date(2026, 10, 1), Evidence.CALL, "Rosa")
    detail = CuratedDetail(Field.WAIT, "two weeks", said, TODAY - timedelta(days=2))
    details.keep_detail(store, "whole", detail)
    store.commit()
    return store


def test_what_is_due_is_counted_with_its_oldest_day(filled):
    found = {due: desk.count(filled, due, TODAY, UNTIL) for due in Due}

    assert found == {
        Due.EXPIRING: (2, date(2026, 11, 23)),
        Due.EXPIRED: (3, date(2026, 11, 13)),
        Due.UNPLACED: (1, date(2022, 1, 1)),
        Due.NEVER_CHECKED: (2, date(2022, 1, 1)),
    }


LISTED = {
    Due.EXPIRING: [("Runs Out", "detox"), ("Runs Out", "aftercare")],
    Due.EXPIRED: [("Runs Out", "self_pay"), ("Orchard Program", "wait"), ("Runs Out", "medicare")],
    Due.UNPLACED: [("Orchard Program", "")],
    Due.NEVER_CHECKED: [("Orchard Program", ""), ("Orchard Program", "")],
}


def test_what_is_due_is_listed_the_oldest_first_and_by_pages(filled):
    for due, expected in LISTED.items():
        found = desk.listings(filled, due, TODAY, UNTIL, limit=10)

        assert [(each.name, each.what) for each in found] == expected
        assert desk.listings(filled, due, TODAY, UNTIL, limit=1, offset=1) == found[1:2]


def test_a_detail_is_told_from_a_term(filled):
    found = desk.listings(filled, Due.EXPIRED, TODAY, UNTIL, limit=10)

    assert [each.is_term for each in found] == [True, False, True]


def test_nothing_is_due_where_nothing_is_listed(store):
    assert [desk.count(store, due, TODAY, UNTIL) for due in Due] == [(0, None)] * 4
    assert desk.by_state(store, TODAY) == []
    assert set(desk.known_by_group(store, TAXONOMY).values()) == {0}


def test_each_state_is_counted_with_what_is_known_and_checked(filled):
    (california,) = desk.by_state(filled, date(2026, 3, 4))

    letters = "".join(filled.scalars(sa.select(Program.answers).where(Program.listed)))
    assert (california.state, california.listings, california.checked) == ("CA", 4, 1)
    assert california.answers == len(letters) == 4 * len(TAXONOMY.terms)
    assert california.known == len(letters.replace("u", "")) > 0


def test_each_group_is_counted_as_one_would_count_it_by_hand(filled):
    found = desk.known_by_group(filled, TAXONOMY)

    expected = dict.fromkeys(found, 0)
    place = {slug: at for at, slug in enumerate(TAXONOMY.terms)}
    for letters in filled.scalars(sa.select(Program.answers).where(Program.listed)):
        for term in TAXONOMY.terms.values():
            expected[term.group] += letters[place[term.slug]] != "u"
    assert found == expected
    assert found["withdrawal"] > 0


def test_what_curators_recorded_is_counted_by_term(filled):
    found = desk.recorded_by_term(filled, TODAY, UNTIL)

    assert found["detox"] == Recorded(holding=2, expiring=1, expired=0)
    assert found["medicare"] == Recorded(holding=0, expiring=0, expired=1)
    assert found["medicaid"] == Recorded(holding=1, expiring=0, expired=0)
    assert "wait" not in found
