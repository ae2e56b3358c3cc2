"""Cases in the store: whose they are, what no store may take, and what goes with a case."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.domain.cases.statuses import Status
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseContact, CaseCopy, CaseEntry, CaseFile, CaseList
from matcher.persistence.sharing import SharedCopy
from matcher.services.cases import calling, keeping, packets, shortlisting
from matcher.services.cases.calling import Saved
from matcher.services.cases.packets import Shared
from matcher.services.current import CurrentListings
from tests.casework import DAY, NOW, a_case, an_entry, an_owner, first_list
from tests.stored import TAXONOMY, a_listing, some_places

TABLES = (CaseFile, CaseList, CaseEntry, CaseContact, CaseCopy)


@pytest.fixture
def listings():
    return CurrentListings(TAXONOMY)


@pytest.fixture
def worked(store_, listings):
    """Two professionals with a case each, whose every table holds a row."""
    found = {}
    for name in ("ours", "theirs"):
        owner = an_owner(store_, f"{name}@house.example")
        case_id = a_case(store_, owner, f"the {name}")
        entry_id = an_entry(store_, owner, case_id, "p1", listings=listings)
        place = (case_id, first_list(store_, owner, case_id))
        saved = Saved(Status.LEFT_MESSAGE, DAY, who="Rosa", notes="a note")
        calling.save_call(store_, listings, owner, (case_id, entry_id), saved, NOW)
        links = packets.share(store_, listings, owner, place, Shared(7, reasons=False), NOW)
        found[name] = (owner, case_id, entry_id, links)
    return found


@pytest.fixture
def store_(store):
    some_places(store)
    a_listing(store, "p1")
    return store


def rows(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_every_query_finds_the_rows_of_its_owner_and_of_nobody_else(store_, worked):
    owner, case_id, entry_id, _ = worked["ours"]
    other, other_case, other_entry, _ = worked["theirs"]
    list_id = first_list(store_, owner, case_id)
    contact = store.contacts(store_, owner.id, [entry_id])[0]
    both, entries = [case_id, other_case], [entry_id, other_entry]

    asked = {
        "page": lambda who: store.page(store_, who, 0, 10),
        "nicknames": lambda who: store.nicknames(store_, who),
        "some": lambda who: store.some(store_, who, both),
        "tallies": lambda who: store.tallies(store_, who, both),
        "waiting": lambda who: store.waiting(store_, who, "left_message", DAY, 9),
        "lists": lambda who: store.lists(store_, who, both),
        "entries": lambda who: store.entries(
            store_, who, [list_id, first_list(store_, other, other_case)]
        ),
        "contacts": lambda who: store.contacts(store_, who, entries),
    }
    for name, ask in asked.items():
        assert len(ask(owner.id)) == 1, name
        assert ask(owner.id) != ask(other.id), name
        assert ask(987654) == [], name
    one = {
        "case": lambda who: store.case(store_, who, case_id),
        "shortlist": lambda who: store.shortlist(store_, who, case_id, list_id),
        "entry": lambda who: store.entry(store_, who, case_id, entry_id),
        "contact": lambda who: store.contact(store_, who, entry_id, contact.id),
        "copies": lambda who: store.copies(store_, who, case_id) or None,
    }
    for name, ask in one.items():
        assert ask(owner.id) is not None, name
        assert ask(other.id) is None, name


def test_ids_of_another_case_of_ones_own_open_nothing(store_, worked):
    owner, case_id, entry_id, _ = worked["ours"]
    second = a_case(store_, owner, "Second")
    list_id = first_list(store_, owner, case_id)

    assert store.shortlist(store_, owner.id, second, list_id) is None
    assert store.entry(store_, owner.id, second, entry_id) is None


def test_a_deleted_case_takes_everything_along_and_ends_its_links(store_, worked):
    owner, case_id, *_ = worked["ours"]

    keeping.delete_case(store_, owner, case_id)

    assert {table.__tablename__: rows(store_, table) for table in TABLES} == dict.fromkeys(
        [table.__tablename__ for table in TABLES], 1
    )
    ended = store_.execute(sa.select(SharedCopy.revoked, SharedCopy.sealed)).all()
    assert sorted((revoked, bool(sealed)) for revoked, sealed in ended) == [
        (False, True),
        (True, False),
    ]


def test_a_case_of_somebody_else_cannot_be_deleted(store_, worked):
    _, case_id, *_ = worked["ours"]
    other = worked["theirs"][0]

    store.remove_case(store_, other.id, case_id)

    assert rows(store_, CaseFile) == 2
    assert store_.scalar(sa.select(sa.func.count()).where(SharedCopy.revoked)) == 0


def test_an_account_that_is_gone_takes_its_cases_along(store_, worked):
    owner = worked["ours"][0]

    store_.execute(sa.text("DELETE FROM account WHERE id = :id"), {"id": owner.id})

    assert [rows(store_, table) for table in TABLES] == [1] * len(TABLES)


def test_a_program_that_is_gone_leaves_the_log_where_it_is(store_, worked):
    store_.execute(sa.text("DELETE FROM program"))

    assert rows(store_, CaseEntry) == rows(store_, CaseContact) == 2


def test_nothing_that_was_typed_can_be_read_in_the_store(store_, worked, listings):
    owner, case_id, entry_id, _ = worked["ours"]
    words = {
        "nickname": "Wren by the river",
        "notes": "calls at night",
        "said": "bed on Monday",
        "who": "Rosalind",
        "next_step": "send the card",
        "reason": "no women",
    }
    keeping.rename(store_, owner, case_id, words["nickname"], NOW)
    saved = Saved(
        Status.RULED_OUT,
        DAY,
        who=words["who"],
        said=words["said"],
        next_step=words["next_step"],
        reason=words["reason"],
        notes=words["notes"],
    )
    calling.save_call(store_, listings, owner, (case_id, entry_id), saved, NOW)
    shortlisting.set_up(
        store_, owner, case_id, first_list(store_, owner, case_id), {"title": "Near home"}, NOW
    )

    held = " ".join(
        str(value)
        for table in TABLES
        for row in store_.execute(sa.select(table.__table__))
        for value in row
    )

    for each in (*words.values(), "Near home", "heroin", "medicaid", "Orchard"):
        assert each not in held
    assert "=" in held  # something sealed is there


def test_cases_are_counted_by_account_and_nothing_else_of_them(store_, worked):
    owner, other = worked["ours"][0], worked["theirs"][0]
    a_case(store_, owner, "Second")

    assert store.cases_by_account(store_) == {owner.id: 2, other.id: 1}


def test_one_program_stands_once_on_a_list(store_, worked):
    owner, case_id, _, _ = worked["ours"]
    twice = {
        "id": "again",
        "list_id": first_list(store_, owner, case_id),
        "owner_id": owner.id,
        "program_id": "p1",
        "place": 2,
        "status": "to_call",
        "status_on": DAY,
        "private": "",
    }

    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    with pytest.raises(IntegrityError, match=re.compile("list_id.*program_id")):
        store_.execute(sa.insert(CaseEntry).values(**twice))


def test_a_status_that_nobody_knows_is_refused(store_, worked):
    with pytest.raises(IntegrityError, match="ck_case_entry_status_known"):
        store_.execute(sa.update(CaseEntry).values(status="perhaps"))


def test_who_waits_longest_comes_first_and_no_more_than_asked(store_, listings):
    owner = an_owner(store_)
    case_id = a_case(store_, owner)
    ids = [a_listing(store_) for _ in range(4)]
    entries = [an_entry(store_, owner, case_id, each, listings=listings) for each in ids]
    for number, entry_id in enumerate(entries):
        saved = Saved(Status.HAS_BED, date(2026, 11, 20 - number))
        calling.save_call(store_, listings, owner, (case_id, entry_id), saved, NOW)

    found = store.waiting(store_, owner.id, "has_bed", date(2026, 11, 19), 2)

    assert [each.entry.id for each in found] == [entries[3], entries[2]]
