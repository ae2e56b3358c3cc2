"""What is due, in which order; and what a call may do, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence, Statement
from matcher.persistence import directory
from matcher.persistence.journal import Change, Kind
from matcher.persistence.verification import Verification
from matcher.services import verifying
from matcher.services.editing import DetailEdit, FactEdit, Grounds, apply_edits
from matcher.services.verifying import (
    Call,
    Heard,
    ListingMoved,
    Said,
    SamePerson,
    Spoke,
    VerificationUnknown,
)
from matcher.services.verifying_due import count_due, due, never_checked
from tests.support.accounts import an_account
from tests.support.store import TODAY, a_listing_row, an_edition, ids, take_in

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALL = Grounds("call with the intake desk", Evidence.CALL)
HEARD = Call({"term:aftercare": Said(Heard.YES)}, Spoke.INTAKE, TODAY)
CITIES = (
    ("Pear", "Fresno", "CA", "93701"),
    ("Plum", "Fresno", "CA", "93701"),
    ("Fig", "Boston", "MA", "02118"),
)


def recorded(session, taxonomy, program_id, on, *edits):
    """Record something as a curator did on that day."""
    change = Change(Kind.EDIT, "Ada", datetime(on.year, on.month, on.day, tzinfo=UTC), "a call")
    apply_edits(session, taxonomy, program_id, edits, change, on)
    session.commit()


def says(term):
    return FactEdit(term, Statement.YES, CALL)


@pytest.fixture
def known(store, taxonomy):
    """List three programs; return their ids by name."""
    rows = [
        a_listing_row(number, name, city=city, state=state, zip=zip_code, street1=f"{number} Road")
        for number, (name, city, state, zip_code) in enumerate(CITIES, start=10)
    ]
    take_in(store, taxonomy, an_edition(*rows))
    return {name.partition("/")[0]: id_ for name, id_ in ids(store).items()}


def names(listed):
    return [each.program.name for each in listed.listings]


def test_the_oldest_is_due_first_and_what_holds_is_not(store, taxonomy, known):
    recorded(store, taxonomy, known["Pear"], date(2025, 11, 1), says("aftercare"))
    recorded(store, taxonomy, known["Plum"], date(2025, 10, 1), says("aftercare"))
    recorded(store, taxonomy, known["Fig"], date(2026, 10, 1), says("aftercare"))

    found = due(store, TODAY)

    assert names(found) == ["Plum", "Pear"]
    assert (found.count, found.oldest) == (2, date(2026, 10, 1))
    assert count_due(store, TODAY) == (2, date(2026, 10, 1))


def test_each_kind_of_fact_is_due_in_its_own_time(store, taxonomy, known):
    day = date(2026, 8, 10)
    edits = (
        says("aftercare"),
        says("medicaid"),
        DetailEdit(Field.PHONE, "559-555-0111", CALL),
        DetailEdit(Field.BEDS, "two", CALL),
    )
    recorded(store, taxonomy, known["Pear"], day, *edits)

    (listed,) = due(store, TODAY).listings

    assert [(each.name, (each.expires_on - day).days) for each in listed.items] == [
        ("beds", 3),
        ("medicaid", 90),
    ]


def test_of_one_day_comes_first_where_the_fewest_listings_are_fresh(store, taxonomy, known):
    lapsed = TODAY - timedelta(days=365)
    recorded(store, taxonomy, known["Pear"], lapsed, says("aftercare"))
    recorded(store, taxonomy, known["Fig"], lapsed, says("aftercare"))
    recorded(store, taxonomy, known["Plum"], TODAY, says("aftercare"))

    assert names(due(store, TODAY)) == ["Fig", "Pear"]


def test_what_nobody_ever_checked_comes_from_where_least_is_fresh(store, taxonomy, known):
    recorded(store, taxonomy, known["Plum"], TODAY, says("aftercare"))

    found = never_checked(store, TODAY)

    assert names(found) == ["Fig", "Pear"]
    assert found.count == 2


def test_a_program_that_is_no_longer_listed_is_not_due(store, taxonomy, known):
    recorded(store, taxonomy, known["Pear"], TODAY - timedelta(days=400), says("aftercare"))

    take_in(store, taxonomy, an_edition(a_listing_row(50, "Other"), year=2024))

    assert due(store, TODAY).count == 0


@pytest.fixture
def people(store):
    return an_account(store, name="Ada"), an_account(store, name="Ben")


def handed_in(store, known, ada, call=HEARD):
    """Let Ada call Pear and hand in what she heard; return the verification."""
    id_ = verifying.assign_one(store, known["Pear"], ada, NOON)
    verifying.keep(store, id_, ada.id, call, NOON, submit=True)
    return id_


def seen(store, taxonomy, id_):
    return verifying.open_one(store, taxonomy, id_, TODAY).seen


def test_a_second_person_publishes_what_was_heard(store, taxonomy, known, people):
    ada, ben = people
    id_ = handed_in(store, known, ada)

    verifying.approve(store, taxonomy, id_, ben, NOON, seen(store, taxonomy, id_))

    program = directory.programs_by_ids(store, taxonomy, [known["Pear"]], TODAY)[known["Pear"]]
    said = program.answer("aftercare").provenance
    assert (said.recorded_by, said.evidence, said.on) == ("Ada", Evidence.CALL, TODAY)


def test_the_same_person_cannot_approve(store, taxonomy, known, people):
    ada, _ = people
    id_ = handed_in(store, known, ada)

    with pytest.raises(SamePerson):
        verifying.approve(store, taxonomy, id_, ada, NOON, seen(store, taxonomy, id_))
    with pytest.raises(SamePerson):
        verifying.send_back(store, id_, ada, "no", NOON)


def test_it_is_approved_once(store, taxonomy, known, people):
    ada, ben = people
    id_ = handed_in(store, known, ada)
    newest = seen(store, taxonomy, id_)
    verifying.approve(store, taxonomy, id_, ben, NOON, newest)

    with pytest.raises(VerificationUnknown):
        verifying.approve(store, taxonomy, id_, ben, NOON, newest)


def test_a_listing_that_moved_is_looked_at_again(store, taxonomy, known, people):
    ada, ben = people
    id_ = handed_in(store, known, ada)
    before = seen(store, taxonomy, id_)
    recorded(store, taxonomy, known["Pear"], TODAY, says("psychiatry"))

    with pytest.raises(ListingMoved):
        verifying.approve(store, taxonomy, id_, ben, NOON, before)


def test_what_was_asked_in_an_approved_call_is_not_due_again(store, taxonomy, known, people):
    ada, ben = people
    recorded(store, taxonomy, known["Pear"], TODAY - timedelta(days=360), says("aftercare"))
    unsure = Call({"term:aftercare": Said(Heard.UNSURE)}, Spoke.FRONT_DESK, TODAY)
    id_ = handed_in(store, known, ada, unsure)
    assert due(store, TODAY).count == 1

    verifying.approve(store, taxonomy, id_, ben, NOON, seen(store, taxonomy, id_))

    assert due(store, TODAY).count == 0


def test_an_account_that_cannot_curate_is_given_no_call(store, known, people):
    ada, _ = people
    guest = an_account(store, "interventionist")

    with pytest.raises(VerificationUnknown):
        verifying.assign(store, [known["Pear"]], guest.id, ada, NOON)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "lost", "in_progress": None}, "ck_verification_state_known"),
        ({"state": "dropped"}, "ck_verification_one_at_a_time"),
        ({"submitted_by": 7, "decided_by": 7}, "ck_verification_by_two_people"),
        ({"state": "submitted"}, "ck_verification_submitted_whole"),
        (
            {"state": "approved", "in_progress": None, "submitted_by": 7, "called_on": TODAY},
            "ck_verification_decided_whole",
        ),
    ],
)
def test_the_store_itself_refuses_what_no_verification_is(store, known, people, values, constraint):
    verifying.assign_one(store, known["Pear"], people[0], NOON)

    with pytest.raises(IntegrityError, match=constraint):
        store.execute(sa.update(Verification).values(**values))


def test_no_listing_is_checked_by_two_at_once(store, known, people):
    ada, ben = people
    verifying.assign_one(store, known["Pear"], ada, NOON)
    verifying.assign_one(store, known["Plum"], ben, NOON)

    with pytest.raises(IntegrityError, match="in_progress"):
        store.execute(sa.update(Verification).values(in_progress=known["Pear"]))
