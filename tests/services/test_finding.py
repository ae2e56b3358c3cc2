from datetime import date

import pytest
from sqlalchemy import delete, event, update

from matcher.domain.geography import Place
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory
from matcher.persistence.answers import derive
from matcher.persistence.base import db
from matcher.persistence.listings import ListingState, Program
from matcher.services.current import CurrentListings
from matcher.services.finding import Page, find, near_miss_findings
from tests.builders import FRESNO, SAN_FRANCISCO, a_fact, must, some_needs, wish
from tests.stored import TAXONOMY, a_directory, a_listing

HERE = Place("Fresno, CA", FRESNO)
TODAY = date(2026, 4, 1)


@pytest.fixture
def session(app):
    with app.app_context():
        yield db.session


@pytest.fixture
def listings():
    return CurrentListings(TAXONOMY)


def search(session, listings, needs=None, page=None, on=TODAY):
    return find(session, listings, HERE, needs or some_needs(), page or Page(), on)


def ids(found):
    return [match.program.id for match in found.matches]


@pytest.fixture
def statements(session):
    """Collect the SQL that is sent."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_a_match_comes_with_its_program_and_a_reason_for_everything(session, listings):
    a_listing(session, "noise", at=SAN_FRANCISCO)
    a_listing(session, "wanted", codes="SA DT MDET ICO", name="Pear Tree")
    needs = some_needs(
        within_miles=10, musts=(must("medical_detox"),), wishes=(wish("couples_sessions"),)
    )

    found = search(session, listings, needs)

    assert ids(found) == ["wanted"]
    assert found.matches[0].program.name == "Pear Tree"
    assert [str(each.reason) for each in found.matches[0].findings] == [
        "Lists medical detox (SAMHSA directory 2023).",
        "Answered that part of the survey and did not list couples sessions. Ask.",
    ]
    assert found.place == HERE


def test_a_search_answers_on_either_database(store, listings):
    a_directory(store, programs=20)
    needs = some_needs(musts=(must("detox"),), wishes=(wish("aftercare"),))

    found = search(store, listings, needs)

    assert found.counts.in_range + found.counts.unplaced == 18  # two are listed no more
    assert len(found.matches) == found.counts.matches
    assert all(str(each.reason) for match in found.matches for each in match.findings)


def test_the_points_and_the_distance_add_up_to_the_score(session, listings):
    a_directory(session)
    needs = some_needs(wishes=(wish("aftercare", weight=3), wish("cbt", "dbt")))

    found = search(session, listings, needs)

    for match in found.matches:
        points = sum(each.points for each in match.findings)
        total = points + match.distance_points + match.base_points
        assert total == pytest.approx(match.standing.arithmetic.score)


def test_a_near_miss_comes_with_its_program_and_can_explain_itself(session, listings):
    a_listing(session, "noise", codes="SA DT MDET MCO")
    a_listing(session, "no detox", codes="SA")
    needs = some_needs(musts=(must("detox"),))

    found = search(session, listings, needs)

    [miss] = found.near_misses
    assert miss.program.id == "no detox"
    assert [each.outcome for each in near_miss_findings(miss, needs, listings)] == [Outcome.UNMET]


def test_a_directory_that_lists_nothing_yet_has_an_answer(session, listings):
    found = search(session, listings, some_needs(musts=(must("detox"),)))

    assert found.counts.in_range == 0
    assert found.matches == ()


def test_a_listing_that_vanished_takes_no_part(session, listings):
    a_listing(session, "gone", listed=False)
    a_listing(session, "here")

    found = search(session, listings)

    assert ids(found) == ["here"]
    assert found.counts.in_range == 1


def test_a_new_listing_is_found_by_the_next_search(session, listings):
    a_listing(session, "first")
    search(session, listings)
    a_listing(session, "second")

    found = search(session, listings)

    assert ids(found) == ["first", "second"]


def test_a_fact_that_runs_out_overnight_counts_no_more_the_next_day(session, listings):
    fact = a_fact("couples_sessions", Statement.YES, expires_on=date(2026, 4, 2))
    a_listing(session, facts=[fact])
    needs = some_needs(musts=(must("couples_sessions"),))

    today = search(session, listings, needs, on=date(2026, 4, 1))
    tomorrow = search(session, listings, needs, on=date(2026, 4, 2))

    assert (today.counts.sure, tomorrow.counts.sure) == (1, 0)
    assert "It was yes on 3 March 2026" in str(tomorrow.matches[0].findings[0].reason)


def test_the_directory_is_read_once_while_nothing_changes(session, listings):
    a_listing(session)

    first = listings.snapshot(session, TODAY)

    assert listings.snapshot(session, TODAY) is first


@pytest.mark.parametrize("limit", [1, 7, 50])
def test_a_search_sends_the_same_few_statements_however_many_it_shows(
    session, listings, statements, limit
):
    a_directory(session)
    listings.snapshot(session, TODAY)
    statements.clear()

    search(session, listings, some_needs(musts=(must("detox"),)), Page(limit))

    assert len(statements) <= 7


def test_the_same_search_again_sends_one_statement(session, listings, statements):
    a_directory(session)
    search(session, listings)
    statements.clear()

    search(session, listings)

    assert len(statements) == 1


def test_a_directory_that_changes_under_a_search_is_asked_again(session, listings):
    a_listing(session, "stays")
    a_listing(session, "goes")
    stale = listings.snapshot(session, TODAY)
    session.execute(delete(Program).where(Program.id == "goes"))
    session.execute(update(ListingState).values(version=ListingState.version + 1))
    session.commit()
    late = LateListings(TAXONOMY, stale)

    found = search(session, late)

    assert ids(found) == ["stays"]


def test_a_listing_that_changes_under_a_search_is_never_told_half_old_half_new(session, listings):
    a_listing(session, "changed", codes="SA")
    stale = listings.snapshot(session, TODAY)
    says_yes = derive(TAXONOMY, frozenset({"SA", "DT"}), frozenset({Directory.SU}))
    session.execute(update(Program).values(answers=says_yes))
    session.execute(update(ListingState).values(version=ListingState.version + 1))
    session.commit()

    found = search(session, LateListings(TAXONOMY, stale), some_needs(musts=(must("detox"),)))

    assert found.counts.sure == 1
    assert str(found.matches[0].findings[0].reason).startswith("Lists detox")


class LateListings(CurrentListings):
    """Hands out an old snapshot once, as a search that began before a commit would hold."""

    def __init__(self, taxonomy, stale):
        super().__init__(taxonomy)
        self._stale = stale

    def snapshot(self, session, on, *, newest=True):
        stale, self._stale = self._stale, None
        return stale or super().snapshot(session, on, newest=newest)
