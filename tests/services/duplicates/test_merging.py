"""A merge keeps what a curator chose, lets everything follow, and can be taken back bit for bit."""

import pytest
from sqlalchemy import select

from matcher.domain.details import Field
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Evidence
from matcher.domain.taxonomy import Directory
from matcher.domain.tombstone import Ending
from matcher.persistence import details, directory, followers
from matcher.persistence import duplicates as store
from matcher.persistence.base import Base
from matcher.persistence.drafts import Draft
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Program
from matcher.persistence.suggestions import Suggestion
from matcher.services import burying, editing
from matcher.services.burying import Burial
from matcher.services.duplicates import facing, merging
from matcher.services.duplicates.facing import Obstacle
from matcher.services.duplicates.merging import (
    CannotMerge,
    ChangedMeanwhile,
    ChangedSince,
    MergedOnwards,
    MergeUnknown,
)
from matcher.services.editing import DetailEdit, FactEdit, Grounds
from tests.builders import a_fact
from tests.merging import (
    CURATOR,
    FIRST,
    LATER,
    NOW,
    merge,
    rows,
    two_listings,
    undo,
    wanted,
)
from tests.support.accounts import an_account
from tests.support.store import (
    TODAY,
    a_listing_row,
    an_edition,
    curate,
    ids,
    noise,
    take_in,
)

CALLED = Grounds("call on 3 March", Evidence.CALL)


def a_suggestion(session, program_id):
    session.add(
        Suggestion(
            program_id=program_id,
            about="term",
            term="detox",
            statement="yes",
            heard="called",
            sender="public",
            received_on=TODAY,
            state="new",
            **dict.fromkeys(("said", "words", "held_for", "decided_by", "reason"), ""),
        )
    )
    session.commit()


def edit(session, taxonomy, program_id, *edits):
    change = Change(Kind.EDIT, CURATOR.name, LATER, account_id=CURATOR.id)
    editing.apply_edits(session, taxonomy, program_id, edits, change, TODAY)
    session.commit()


def listing(session, taxonomy, program_id):
    session.expire_all()
    return directory.programs_by_ids(session, taxonomy, [program_id], TODAY)[program_id]


def test_after_a_merge_one_program_is_listed_and_the_others_are_as_they_were(store, taxonomy):
    stays, other = two_listings(store, taxonomy)
    before = set(store.scalars(select(Program.id).where(Program.listed)))

    merge(store, taxonomy, stays, other)

    assert set(store.scalars(select(Program.id).where(Program.listed))) == before - {other}


@pytest.mark.parametrize(
    ("picks", "phone", "website"),
    [
        ({}, "559-555-0100", "orchard.example"),  # what is empty is filled
        ({"field_phone": "other"}, "559-555-0111", "orchard.example"),
        ({"field_phone": "stays", "field_website": "stays"}, "559-555-0100", ""),
    ],
)
def test_each_field_is_whose_the_curator_chose(sqlite_store, taxonomy, picks, phone, website):
    stays, other = two_listings(sqlite_store, taxonomy)

    merge(sqlite_store, taxonomy, stays, other, **picks)

    kept = listing(sqlite_store, taxonomy, stays)
    assert (kept.phone, kept.website) == (phone, website)


def test_an_address_is_chosen_whole(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)

    merge(sqlite_store, taxonomy, stays, other, field_address="other")

    assert listing(sqlite_store, taxonomy, stays).street == "12 Pear St"


def test_an_imported_answer_is_taken_over_as_a_word_with_its_source(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)

    merge(sqlite_store, taxonomy, stays, other, answer_detox="other")

    answer = listing(sqlite_store, taxonomy, stays).answer("detox")
    assert answer.outcome is Outcome.MET
    assert answer.provenance.source == "SAMHSA directory 2023"
    assert answer.provenance.recorded_by == "Curator"


@pytest.mark.parametrize(("pick", "expected"), [("stays", Outcome.MET), ("other", Outcome.UNMET)])
def test_of_two_words_on_one_term_the_chosen_one_stands(sqlite_store, taxonomy, pick, expected):
    stays, other = two_listings(sqlite_store, taxonomy)
    curate(sqlite_store, stays, a_fact("detox", "yes", on=TODAY))
    curate(sqlite_store, other, a_fact("detox", "no", on=TODAY), a_fact("aftercare", "yes"))

    merge(sqlite_store, taxonomy, stays, other, fact_detox=pick)

    kept = listing(sqlite_store, taxonomy, stays)
    assert kept.outcome("detox") is expected
    assert kept.outcome("aftercare") is Outcome.MET


def test_what_curators_recorded_beside_the_terms_comes_along(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    edit(sqlite_store, taxonomy, other, DetailEdit(Field.HOURS, "8 to 5", CALLED))

    merge(sqlite_store, taxonomy, stays, other)

    assert details.details_of(sqlite_store, [stays])[stays][Field.HOURS].value == "8 to 5"


def test_a_row_of_the_other_directory_comes_along_and_its_answers_count(store, taxonomy):
    take_in(store, taxonomy, an_edition(FIRST, *noise()))
    mental = a_listing_row(
        2, "Orchard Hose", street1="12 Peer St", codes="MH DBT", directory=Directory.MH
    )
    take_in(store, taxonomy, an_edition(mental))
    found = ids(store)
    stays, other = found["Orchard House/Orchard House"], found["Orchard Hose/Orchard Hose"]
    before = rows(store)

    made = merge(store, taxonomy, stays, other)

    kept = listing(store, taxonomy, stays)
    assert kept.directories == {Directory.SU, Directory.MH}
    assert kept.outcome("dbt") is Outcome.MET
    undo(store, taxonomy, made)
    assert rows(store) == before


def test_a_merge_taken_back_restores_every_row_bit_for_bit(store, taxonomy):
    stays, other = two_listings(store, taxonomy)
    curate(store, stays, a_fact("detox", "yes", on=TODAY), a_fact("couples_sessions", "no"))
    curate(store, other, a_fact("detox", "no", on=TODAY), a_fact("aftercare", "yes"))
    edit(store, taxonomy, stays, DetailEdit(Field.PHONE, "559-555-0123", CALLED))
    edit(store, taxonomy, other, DetailEdit(Field.HOURS, "8 to 5", CALLED))
    edit(store, taxonomy, other, DetailEdit(Field.WEBSITE, "hose.example", CALLED))
    a_suggestion(store, other)
    before = rows(store)

    made = merge(
        store,
        taxonomy,
        stays,
        other,
        field_phone="other",
        field_name="other",
        field_organization="other",
        field_address="other",
        fact_detox="other",
        answer_family_programming="other",
    )
    assert rows(store) != before
    undo(store, taxonomy, made)

    assert rows(store) == before


def test_a_confidential_address_survives_a_merge_and_comes_back(store, taxonomy):
    hidden = a_listing_row(
        3, "Orchard Hose", street1="14 Hidden St", phone="559-555-0111", confidential=True
    )
    take_in(store, taxonomy, an_edition(FIRST, hidden, *noise()))
    found = ids(store)
    stays, other = found["Orchard House/Orchard House"], found["Orchard Hose/Orchard Hose"]
    before = rows(store)

    made = merge(store, taxonomy, stays, other, field_address="other", field_confidential="other")

    kept = listing(store, taxonomy, stays)
    assert (kept.confidential, kept.street, kept.postal_code) == (True, "", "")
    undo(store, taxonomy, made)
    assert rows(store) == before


def test_corrections_follow_and_come_back(store, taxonomy):
    stays, other = two_listings(store, taxonomy)
    a_suggestion(store, other)
    a_suggestion(store, stays)

    made = merge(store, taxonomy, stays, other)

    assert list(store.scalars(select(Suggestion.program_id))) == [stays, stays]
    undo(store, taxonomy, made)
    assert sorted(store.scalars(select(Suggestion.program_id))) == sorted([stays, other])


def test_every_table_that_names_programs_either_follows_or_says_why_not():
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if "program_id" in table.c
        or any(each.column.table.name == "program" for each in table.foreign_keys)
    }

    assert naming - {"row_change"} == followers.FOLLOWERS.keys() | followers.STAYS.keys()


def test_a_merged_program_leads_on_however_often(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    third = ids(sqlite_store)["Noise 0/Noise 0"]

    merge(sqlite_store, taxonomy, stays, other)
    merge(sqlite_store, taxonomy, third, stays)

    assert store.survivors(sqlite_store) == {other: third, stays: third}
    assert store.survivors(sqlite_store, [other]) == {other: third, stays: third}


def test_what_people_hold_by_the_old_id_is_the_program_it_is_part_of(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    third = ids(sqlite_store)["Noise 0/Noise 0"]
    merge(sqlite_store, taxonomy, stays, other)

    found = directory.programs_now(sqlite_store, taxonomy, [other, third, stays], TODAY)

    assert [(id_, each.id) for id_, each in found.items()] == [(each, each) for each in found]
    assert found[other].slug == found[stays].slug
    assert found[other].listed is True
    assert found[third].slug != found[stays].slug


def test_what_cannot_be_merged_says_why_and_changes_nothing(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    merge(sqlite_store, taxonomy, stays, other)
    before = rows(sqlite_store)

    with pytest.raises(CannotMerge) as told:
        merge(sqlite_store, taxonomy, other, ids(sqlite_store)["Noise 0/Noise 0"])

    assert told.value.obstacles == (Obstacle.ALREADY_MERGED,)
    assert rows(sqlite_store) == before


def test_a_program_that_a_curator_took_off_the_list_is_not_merged(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    slug = sqlite_store.get_one(Program, other).slug
    burying.bury(sqlite_store, slug, Burial(Ending.CLOSED, Evidence.CALL), CURATOR, NOW)

    with pytest.raises(CannotMerge) as told:
        merge(sqlite_store, taxonomy, stays, other)

    assert told.value.obstacles == (Obstacle.GONE,)


def test_unpublished_changes_of_what_would_go_stand_in_the_way(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    account = an_account(sqlite_store)
    moment = NOW.replace(tzinfo=None)
    draft = Draft(
        program_id=other,
        account_id=account.id,
        state="open",
        begun_at=moment,
        changed_at=moment,
        base=0,
        contents="[]",
    )
    sqlite_store.add(draft)
    sqlite_store.commit()

    with pytest.raises(CannotMerge) as told:
        merge(sqlite_store, taxonomy, stays, other)

    assert told.value.obstacles == (Obstacle.DRAFT_OPEN,)
    assert facing.face(sqlite_store, taxonomy, other, stays).obstacles == ()


def test_who_looked_before_a_change_is_asked_to_look_again(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    asked = wanted(sqlite_store, taxonomy, stays, other)
    edit(sqlite_store, taxonomy, other, DetailEdit(Field.HOURS, "8 to 5", CALLED))
    before = rows(sqlite_store)

    with pytest.raises(ChangedMeanwhile):
        merging.merge(sqlite_store, taxonomy, asked, CURATOR, NOW)

    assert rows(sqlite_store) == before


def test_a_merge_is_taken_back_once(sqlite_store, taxonomy):
    made = merge(sqlite_store, taxonomy, *two_listings(sqlite_store, taxonomy))
    undo(sqlite_store, taxonomy, made)

    with pytest.raises(MergeUnknown):
        undo(sqlite_store, taxonomy, made)


def test_the_later_of_two_merges_is_taken_back_first(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    before = rows(sqlite_store)
    third = ids(sqlite_store)["Noise 0/Noise 0"]
    first = merge(sqlite_store, taxonomy, stays, other)
    second = merge(sqlite_store, taxonomy, third, stays)

    with pytest.raises(MergedOnwards):
        undo(sqlite_store, taxonomy, first)

    undo(sqlite_store, taxonomy, second)
    undo(sqlite_store, taxonomy, first)
    assert rows(sqlite_store) == before


def test_a_later_word_on_what_was_merged_is_never_lost(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    curate(sqlite_store, other, a_fact("aftercare", "yes"))
    made = merge(sqlite_store, taxonomy, stays, other)
    edit(sqlite_store, taxonomy, stays, FactEdit("aftercare", facing.Statement.NO, CALLED))
    before = rows(sqlite_store)

    with pytest.raises(ChangedSince) as told:
        undo(sqlite_store, taxonomy, made)

    assert told.value.names == ("aftercare",)
    assert merging.told(sqlite_store, made).changed_since == ("aftercare",)
    assert merging.told(sqlite_store, made).can_be_undone is False
    assert rows(sqlite_store) == before


def test_later_words_on_other_things_stay_when_a_merge_is_taken_back(sqlite_store, taxonomy):
    stays, other = two_listings(sqlite_store, taxonomy)
    made = merge(sqlite_store, taxonomy, stays, other, field_website="stays")
    edit(sqlite_store, taxonomy, stays, DetailEdit(Field.PHONE, "559-555-0177", CALLED))
    edit(sqlite_store, taxonomy, stays, FactEdit("aftercare", facing.Statement.YES, CALLED))

    undo(sqlite_store, taxonomy, made)

    kept = listing(sqlite_store, taxonomy, stays)
    assert (kept.phone, kept.outcome("aftercare")) == ("559-555-0177", Outcome.MET)
    assert listing(sqlite_store, taxonomy, other).listed is True
    assert listing(sqlite_store, taxonomy, other).phone == "559-555-0111"
