"""Whatever was said of two listings and whatever is chosen, a merge taken back leaves no trace."""

import random

import pytest

from matcher.domain.details import Field
from matcher.domain.provenance import Evidence, Statement
from matcher.persistence.journal import Change, Kind
from matcher.services.duplicates import facing, merging
from matcher.services.editing import DetailEdit, FactEdit, Grounds, apply_edits
from tests.merging import CURATOR, LATER, NOW, rows, two_listings, undo
from tests.support.store import TODAY

CALLED = Grounds("a call", Evidence.CALL)
TERMS = ("detox", "aftercare", "couples_sessions", "family_programming", "medicaid")
FIELDS = (Field.HOURS, Field.PHONE, Field.NAME, Field.ORGANIZATION, Field.WEBSITE)


def some_edits(rng):
    """Return what a curator may have said of one listing."""
    facts = [
        FactEdit(term, rng.choice(list(Statement)), CALLED)
        for term in rng.sample(TERMS, rng.randrange(len(TERMS)))
    ]
    details = [
        DetailEdit(field, rng.choice(("One", "Two")), CALLED)
        for field in rng.sample(FIELDS, rng.randrange(len(FIELDS)))
    ]
    return facts + details


@pytest.mark.parametrize("seed", range(5))
def test_a_merge_taken_back_leaves_no_trace(sqlite_store, taxonomy, seed):
    rng = random.Random(seed)
    both = two_listings(sqlite_store, taxonomy)
    for program_id in both:
        change = Change(Kind.EDIT, CURATOR.name, NOW)
        apply_edits(sqlite_store, taxonomy, program_id, some_edits(rng), change, TODAY)
    sqlite_store.commit()
    before = rows(sqlite_store)
    stays, other = rng.sample(both, 2)
    seen = facing.face(sqlite_store, taxonomy, stays, other)
    picks = {each.key: rng.choice(list(facing.Pick)) for each in seen.choices}

    wanted = merging.Wanted(stays, other, picks, seen.seen)
    made = merging.merge(sqlite_store, taxonomy, wanted, CURATOR, LATER)
    merged = rows(sqlite_store)
    undo(sqlite_store, taxonomy, made)

    assert merged != before
    assert rows(sqlite_store) == before
