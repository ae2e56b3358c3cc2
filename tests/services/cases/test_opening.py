"""A case as its owner opens it: ranked now, and compared with what they last saw."""

import pytest
import sqlalchemy as sa

from matcher.domain.geography import Point
from matcher.domain.taxonomy import Directory
from matcher.persistence import answers
from matcher.persistence.listings import ListingState, Program
from matcher.services.cases import keeping, listing, opening, shortlisting
from matcher.services.cases.owner import NotYours
from tests.builders import FRESNO, a_fact
from tests.casework import DAY, NEEDS, NOW, a_case, an_owner, first_list
from tests.stored import TAXONOMY, a_listing

NEAR = Point(FRESNO.latitude + 0.1, FRESNO.longitude)
FAR = Point(FRESNO.latitude + 0.5, FRESNO.longitude)
SURE = "SA OP UB MD"


def opened(session, listings, owner, case_id, list_id=None):
    return opening.open_list(session, listings, owner, case_id, list_id, DAY)


def moves(session, listings, owner, case_id):
    found = opened(session, listings, owner, case_id)
    return {each.program_id: str(each.moved) for each in found.entries if each.moved}


def change(session, program_id, **values):
    """Change a listing as an import does."""
    session.execute(sa.update(Program).where(Program.id == program_id).values(**values))
    session.execute(sa.update(ListingState).values(version=ListingState.version + 1))
    session.commit()


def says(codes):
    return answers.derive(TAXONOMY, frozenset(codes.split()), frozenset({Directory.SU}))


def test_programs_stand_with_their_ranks_among_all(session, listings, owner, case_id, put):
    a_listing(session, "unlisted-here", at=NEAR, codes=SURE)
    for id_, at in (("near", NEAR), ("far", FAR), ("nowhere", None)):
        a_listing(session, id_, at=at, codes=SURE)
        put(id_)

    found = opened(session, listings, owner, case_id)

    assert [(each.program_id, each.state.rank) for each in found.entries] == [
        ("near", 1),
        ("far", 3),
        ("nowhere", None),
    ]
    assert moves(session, listings, owner, case_id) == {}


def test_a_listing_that_changed_is_told_with_the_rank_it_moved(
    session, listings, owner, case_id, put
):
    for id_, at in (("near", NEAR), ("far", FAR)):
        a_listing(session, id_, at=at, codes=SURE)
        put(id_)

    change(session, "near", answers=says("SA OP UB SF"), phone="559-555-0199")

    assert moves(session, listings, owner, case_id) == {
        "near": "Was 1, now not in the ranking: the phone number changed; now says no to Medicaid.",
        "far": "Was 2, now 1: other programs changed.",
    }


def test_what_was_seen_is_told_no_more_and_later_moves_are(session, listings, owner, case_id, put):
    a_listing(session, "near", at=NEAR, codes=SURE)
    put("near")
    change(session, "near", listed=False)
    before = moves(session, listings, owner, case_id)

    opening.have_seen(session, listings, owner, case_id, NOW)
    seen = moves(session, listings, owner, case_id)
    change(session, "near", listed=True)

    assert before == {"near": "Was 1, now not in the ranking: no longer listed."}
    assert seen == {}
    assert moves(session, listings, owner, case_id) == {
        "near": "Was not in the ranking, now 1: listed again."
    }


def test_a_change_of_the_needs_is_told_as_ones_own_doing(session, listings, owner, case_id, put):
    for id_, at in (("near", NEAR), ("far", FAR)):
        a_listing(session, id_, at=at, codes=SURE)
        put(id_)

    moved_there = {**NEEDS, "near": f"{FAR.latitude},{FAR.longitude}"}
    keeping.keep_needs(session, owner, case_id, {"answers": moved_there}, NOW)

    assert moves(session, listings, owner, case_id) == {
        "near": "Was 1, now 2: you changed what is asked.",
        "far": "Was 2, now 1: you changed what is asked.",
    }


def test_a_program_that_left_the_store_keeps_its_place_and_its_name(
    session, listings, owner, case_id, put
):
    a_listing(session, "near", at=NEAR, codes=SURE)
    put("near")

    session.execute(sa.text("DELETE FROM program WHERE id = 'near'"))
    change(session, "near", listed=False)
    found = opened(session, listings, owner, case_id)

    assert [(each.state.name, each.choice) for each in found.entries] == [("Orchard Program", None)]
    assert "no longer listed" in str(found.entries[0].moved)


def test_a_curators_word_moves_a_rank_too(session, listings, owner, case_id, put):
    a_listing(session, "asks", at=NEAR, codes="SA OP UB")
    put("asks")
    a_listing(session, "other", at=NEAR, facts=[a_fact("medicaid")], codes="SA OP UB")

    assert moves(session, listings, owner, case_id) == {
        "asks": "Was 1, now 2: other programs changed."
    }


def test_a_list_is_ordered_by_rank_where_its_owner_says_so(session, listings, owner, case_id, put):
    for id_, at in (("nowhere", None), ("far", FAR), ("near", NEAR)):
        a_listing(session, id_, at=at, codes=SURE)
        put(id_)
    list_id = first_list(session, owner, case_id)

    def order():
        return [each.program_id for each in opened(session, listings, owner, case_id).entries]

    by_hand = order()
    shortlisting.order_by_rank(session, owner, case_id, list_id, NOW, by_rank=True)

    assert by_hand == ["nowhere", "far", "near"]
    assert order() == ["near", "far", "nowhere"]


def test_programs_change_places_by_hand_and_stay_at_either_end(
    session, listings, owner, case_id, put
):
    entries = {}
    for id_ in ("a", "b", "c"):
        a_listing(session, id_, at=NEAR, codes=SURE)
        entries[id_] = put(id_)

    shortlisting.move(session, owner, case_id, entries["c"], NOW, up=True)
    shortlisting.move(session, owner, case_id, entries["a"], NOW, up=True)
    shortlisting.move(session, owner, case_id, entries["b"], NOW, up=False)

    found = opened(session, listings, owner, case_id)
    assert [each.program_id for each in found.entries] == ["a", "c", "b"]


def test_what_moved_on_another_list_is_counted(session, listings, owner, case_id, put):
    a_listing(session, "near", at=NEAR, codes=SURE)
    put("near")
    second = shortlisting.begin(session, owner, case_id, "Near home", NOW)
    change(session, "near", phone="559-555-0199")

    found = opened(session, listings, owner, case_id, second)

    assert found.moved_elsewhere == {first_list(session, owner, case_id): 1}
    assert found.entries == ()


def test_without_a_place_there_is_no_rank_and_the_listing_still_shows(session, listings, owner):
    case_id = a_case(session, owner, answers=None)
    a_listing(session, "near", at=NEAR, codes=SURE)
    place = (case_id, first_list(session, owner, case_id))
    shortlisting.add(session, listings, owner, place, "near", NOW)

    found = opened(session, listings, owner, case_id)

    assert found.search is None
    assert [(each.state.name, each.state.rank) for each in found.entries] == [
        ("Orchard Program", None)
    ]


def test_nobody_opens_a_case_of_somebody_else(session, listings, owner, case_id):
    stranger = an_owner(session)

    with pytest.raises(NotYours):
        opened(session, listings, stranger, case_id)
    with pytest.raises(NotYours):
        opening.have_seen(session, listings, stranger, case_id, NOW)


def test_the_list_of_cases_counts_what_moved_and_says_it_until_it_was_seen(
    session, listings, owner, case_id, put
):
    a_listing(session, "near", at=NEAR, codes=SURE)
    put("near")

    def moved():
        return [each.moved for each in listing.overview(session, listings, owner, 1, DAY).lines]

    before = moved()
    change(session, "near", phone="559-555-0199")
    after = moved()
    opening.have_seen(session, listings, owner, case_id, NOW)

    assert (before, after, moved()) == ([0], [1], [0])


def test_a_full_list_takes_no_more_and_twice_is_once(session, listings, owner, case_id, put):
    for number in range(shortlisting.MOST_ENTRIES):
        a_listing(session, f"p{number}", at=NEAR, codes=SURE)
        put(f"p{number}")
    a_listing(session, "one more", at=NEAR, codes=SURE)

    assert put("p0") == put("p0")
    with pytest.raises(shortlisting.ListFull):
        put("one more")
