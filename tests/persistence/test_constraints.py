"""Every constraint is seen to bite: a table of rows that no store may take."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from matcher.persistence.listings import (
    ConfidentialAddress,
    Fact,
    ListingState,
    Location,
    Organization,
    Program,
    Source,
    SourceRecord,
)
from matcher.persistence.places import Place
from matcher.persistence.schema import metadata
from tests.builders import a_fact
from tests.support.store import a_listing_row, an_edition, curate, ids, take_in

BAD = [
    (Organization, {"name": ""}, "ck_organization_named"),
    (Location, {"precision": "roughly"}, "ck_location_precision_known"),
    (Location, {"latitude": 91.0}, "ck_location_on_earth"),
    (Location, {"longitude": -181.0}, "ck_location_on_earth"),
    (Location, {"longitude": None}, "ck_location_placed_whole"),
    (Location, {"precision": None}, "ck_location_placed_whole"),
    (Location, {"confidential": True, "precision": "city"}, "ck_location_secret_kept"),
    (
        Location,
        {"confidential": True, "street": "", "postal_code": "", "precision": "exact"},
        "ck_location_secret_kept",
    ),
    (
        Location,
        {
            "confidential": True,
            "street": "",
            "postal_code": "",
            "street2": "Back door",
            "precision": "city",
        },
        "ck_location_secret_kept",
    ),
    (Program, {"directories": "MH+SU"}, "ck_program_directories_known"),
    (Program, {"name": ""}, "ck_program_named"),
    (Program, {"slug": ""}, "ck_program_named"),
    (Source, {"directory": "XX"}, "ck_source_directory_known"),
    (Source, {"kind": "rumour"}, "ck_source_kind_known"),
    (SourceRecord, {"directory": "XX"}, "ck_source_record_directory_known"),
    (Fact, {"statement": "maybe"}, "ck_fact_statement_known"),
    (Fact, {"evidence": "rumour"}, "ck_fact_evidence_known"),
    (Fact, {"recorded_by": ""}, "ck_fact_attributed"),
    (Fact, {"source": ""}, "ck_fact_attributed"),
    (Fact, {"expires_on": sa.text("recorded_on")}, "ck_fact_holds_a_day"),
    (ListingState, {"id": 2}, "ck_listing_state_one_row"),
    (Place, {"kind": "planet"}, "ck_place_kind_known"),
    (Place, {"latitude": 90.5}, "ck_place_on_earth"),
]
OURS = {
    "organization",
    "location",
    "confidential_address",
    "program",
    "source",
    "source_record",
    "fact",
    "listing_state",
    "place",
}


@pytest.fixture
def filled(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), a_listing_row(3, "Plum Court")))
    curate(store, ids(store)["Orchard House/Orchard House"], a_fact("detox", "yes"))
    return store


@pytest.mark.parametrize(("table", "values", "constraint"), BAD)
def test_a_bad_row_is_refused_by_the_constraint_that_says_so(filled, table, values, constraint):
    one = sa.select(sa.inspect(table).primary_key[0]).limit(1).scalar_subquery()
    change = sa.update(table).where(sa.inspect(table).primary_key[0] == one).values(**values)

    with pytest.raises(IntegrityError, match=constraint):
        filled.execute(change)


def test_every_check_of_the_listings_has_a_row_that_it_refuses():
    checks = {
        str(constraint.name)
        for table in metadata.tables.values()
        if table.name in OURS
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }

    assert checks == {constraint for _, _, constraint in BAD}


def test_one_slug_leads_to_one_program(filled):
    with pytest.raises(IntegrityError, match=r"slug"):
        filled.execute(sa.update(Program).values(slug="the-same"))


def test_a_directory_says_one_thing_of_a_program(filled):
    first = filled.scalars(sa.select(SourceRecord)).first()
    again = {
        name: getattr(first, name)
        for name in (
            "program_id",
            "source_id",
            "directory",
            "current",
            "row_number",
            "codes",
            "raw",
        )
    }

    with pytest.raises(IntegrityError, match=r"program_id"):
        filled.execute(sa.insert(SourceRecord).values(**again))


@pytest.mark.parametrize("table", [Organization, Location, Source])
def test_what_a_program_rests_on_cannot_be_taken_from_under_it(filled, table):
    with pytest.raises(IntegrityError, match=re.compile("foreign key", re.IGNORECASE)):
        filled.execute(sa.delete(table))


def test_a_program_takes_its_facts_and_records_with_it(filled):
    filled.execute(sa.delete(Program))

    assert filled.scalars(sa.select(Fact)).all() == []
    assert filled.scalars(sa.select(SourceRecord)).all() == []


def test_a_location_takes_its_secret_with_it(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(confidential=True)))
    store.execute(sa.delete(Program))

    store.execute(sa.delete(Location))

    assert store.scalars(sa.select(ConfidentialAddress)).all() == []
