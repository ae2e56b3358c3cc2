"""What an import does and never does, on both databases where the database has a say in it."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory
from matcher.importers.source import Problem, SourceRefused
from matcher.persistence import directory, places, recording
from matcher.persistence.base import new_engine
from matcher.persistence.listings import Fact, Location, Organization, Program, Source, SourceRecord
from matcher.persistence.schema import metadata
from tests.builders import a_fact
from tests.support.store import (
    TODAY,
    a_listing_row,
    an_edition,
    curate,
    ids,
    noise,
    take_in,
)

SAME_EVERYWHERE = [
    ("orchard-house-fresno-ca", "fbc8ba66-0fa4-52ce-b7d4-d30ca4e3a987"),
    ("orchard-house-fresno-ca-bb13", "bb137df6-e85a-525a-9409-062f03d22379"),
]
"""Never to be changed: families keep links, and other people's tools keep ids."""

ORCHARD = "Orchard House/Orchard House"


def everything(session):
    """Return every row of every table, to be compared."""
    session.rollback()
    return {
        table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
        for table in metadata.tables.values()
    }


def listing(session, taxonomy, name=ORCHARD, on=TODAY):
    """Return a program as the public sees it."""
    id_ = ids(session)[name]
    return directory.programs_by_ids(session, taxonomy, [id_], on)[id_]


def numbers(report):
    """Return what a report counts."""
    return (report.add, report.change, report.no_longer_listed, report.same)


def test_every_row_becomes_a_listing_with_its_answers_and_their_source(store, taxonomy):
    report = take_in(
        store, taxonomy, an_edition(a_listing_row(codes="SA DT * OP * MDET * FCO GCO"), *noise())
    )

    program = listing(store, taxonomy)
    assert numbers(report) == (4, 0, 0, 0)
    assert program.outcome("detox") is Outcome.MET
    assert program.outcome("couples_sessions") is Outcome.UNLISTED
    assert program.outcome("sliding_fee") is Outcome.UNKNOWN
    assert program.answer("detox").provenance.source == "SAMHSA directory 2023"
    assert program.answer("detox").provenance.on == date(2023, 1, 1)
    assert program.vintage == date(2023, 1, 1)


def test_the_second_name_is_the_program_and_the_first_who_operates_it(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(name2="Detox Unit")))

    program = listing(sqlite_store, taxonomy, "Orchard House/Detox Unit")
    assert (program.name, program.organization) == ("Detox Unit", "Orchard House")
    assert program.slug == "detox-unit-fresno-ca"


def test_codes_and_cells_are_kept_letter_for_letter(store, taxonomy):
    take_in(
        store, taxonomy, an_edition(a_listing_row(name1=" Orchard House ", codes="SA * ZZ9 OP"))
    )

    record = store.scalars(select(SourceRecord)).one()
    assert record.codes == "SA * ZZ9 OP"
    assert '"name1": " Orchard House "' in record.raw


def test_an_unknown_code_is_kept_and_reported(sqlite_store, taxonomy):
    report = take_in(sqlite_store, taxonomy, an_edition(a_listing_row(codes="SA ZZ9"), *noise()))

    assert report.unknown_codes == {"ZZ9": 1}


def test_the_same_edition_again_changes_nothing_at_all(store, taxonomy):
    edition = an_edition(a_listing_row(), *noise())
    take_in(store, taxonomy, edition)
    before = everything(store)

    report = take_in(store, taxonomy, edition)

    assert numbers(report) == (0, 0, 0, 4)
    assert everything(store) == before


def test_a_dry_run_says_what_a_run_does_and_does_nothing(store, taxonomy):
    take_in(
        store,
        taxonomy,
        an_edition(
            a_listing_row(), a_listing_row(3, "Gone", street1="1 Fig Road"), *noise(), year=2022
        ),
    )
    newer = an_edition(
        a_listing_row(phone="559-555-0199"), a_listing_row(3, "New", street1="2 Fig Road"), *noise()
    )
    before = everything(store)

    told = take_in(store, taxonomy, newer, dry_run=True)

    assert everything(store) == before
    assert replace(take_in(store, taxonomy, newer), dry_run=True) == told
    assert numbers(told) == (1, 1, 1, 3)


def test_a_program_keeps_id_and_slug_when_its_name_changes(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(name2="Salem"), *noise(), year=2022))
    before = listing(store, taxonomy, "Orchard House/Salem")

    report = take_in(store, taxonomy, an_edition(a_listing_row(name2="Outpatient"), *noise()))

    after = listing(store, taxonomy, "Orchard House/Outpatient")
    assert (after.id, after.slug) == (before.id, before.slug)
    assert report.recognized == {"exact": 3, "name_there": 1}
    assert report.changed_fields == {"name": 1}


def test_what_vanished_is_no_longer_listed_and_not_deleted(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise(), year=2022))

    report = take_in(store, taxonomy, an_edition(*noise()))

    program = listing(store, taxonomy)
    assert report.no_longer_listed == 1
    assert program.listed is False
    assert program.outcome("detox") is Outcome.MET
    assert program.id not in {each.id for each in directory.candidates(store, taxonomy, TODAY)}


def test_what_comes_back_is_listed_again_under_its_old_id(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), *noise(), year=2021))
    before = ids(sqlite_store)[ORCHARD]
    take_in(sqlite_store, taxonomy, an_edition(*noise(), year=2022))

    report = take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), *noise()))

    assert report.changed_fields == {"listed": 1}
    assert listing(sqlite_store, taxonomy).listed is True
    assert ids(sqlite_store)[ORCHARD] == before


def test_a_row_that_cannot_be_used_does_not_make_its_program_vanish(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), *noise(), year=2022))
    spoiled = Problem(9, "phone", "is a formula, not a value", a_listing_row(9))

    report = take_in(sqlite_store, taxonomy, an_edition(*noise(), problems=[spoiled]))

    assert report.no_longer_listed == 0
    assert report.skipped == ["row 9, phone: is a formula, not a value"]
    assert listing(sqlite_store, taxonomy).listed is True


def test_an_edition_of_one_directory_delists_nothing_of_the_other(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise()))

    report = take_in(
        store,
        taxonomy,
        an_edition(a_listing_row(name1="Plum Court", directory=Directory.MH, codes="MH")),
    )

    assert numbers(report) == (1, 0, 0, 0)
    assert listing(store, taxonomy).listed is True


def test_a_facility_in_both_directories_is_one_program_with_the_codes_of_both(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT OP"), *noise()))

    report = take_in(
        store, taxonomy, an_edition(a_listing_row(codes="MH DBT GT", directory=Directory.MH))
    )

    program = listing(store, taxonomy)
    assert numbers(report) == (0, 1, 0, 0)
    assert program.directories == {Directory.SU, Directory.MH}
    assert program.outcome("detox") is Outcome.MET
    assert program.outcome("dbt") is Outcome.MET
    assert program.answer("dbt").provenance.source == (
        "SAMHSA directory 2023 and SAMHSA mental health directory 2023"
    )


def test_the_other_directory_does_not_rename_what_the_first_still_holds(sqlite_store, taxonomy):
    su = an_edition(a_listing_row(), *noise())
    mh = an_edition(a_listing_row(phone="559-555-0177", codes="MH", directory=Directory.MH))
    take_in(sqlite_store, taxonomy, su)
    take_in(sqlite_store, taxonomy, mh)
    before = everything(sqlite_store)

    take_in(sqlite_store, taxonomy, su)
    take_in(sqlite_store, taxonomy, mh)

    assert listing(sqlite_store, taxonomy).phone == "559-555-0100"
    assert everything(sqlite_store) == before


def test_a_program_that_one_directory_drops_lives_on_in_the_other_without_its_codes(
    sqlite_store, taxonomy
):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise(), year=2022))
    mh = a_listing_row(codes="MH DBT", directory=Directory.MH, phone="559-555-0177")
    take_in(sqlite_store, taxonomy, an_edition(mh))

    report = take_in(sqlite_store, taxonomy, an_edition(*noise()))

    program = listing(sqlite_store, taxonomy)
    assert numbers(report) == (0, 1, 0, 3)
    assert program.listed is True
    assert program.directories == {Directory.MH}
    assert program.phone == "559-555-0177"
    assert program.outcome("detox") is not Outcome.MET


def test_a_shared_phone_alone_does_not_join_two_directories(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row()))

    report = take_in(
        sqlite_store,
        taxonomy,
        an_edition(a_listing_row(name1="Plum Court", codes="MH", directory=Directory.MH)),
    )

    assert report.add == 1


def test_rows_that_share_all_four_keys_are_both_kept_and_reported(store, taxonomy):
    twins = an_edition(
        a_listing_row(2, street2="Suite A"), a_listing_row(3, street2="Suite R"), *noise()
    )

    report = take_in(store, taxonomy, twins)

    assert report.add == 5
    assert report.possible_duplicates == [(2, 3)]
    programs = store.scalars(select(Program).where(Program.name == "Orchard House")).all()
    assert len({program.slug for program in programs}) == 2
    assert numbers(take_in(store, taxonomy, twins)) == (0, 0, 0, 5)


def test_ids_and_slugs_are_the_same_on_every_machine(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(2), a_listing_row(3)))

    found = sorted((program.slug, program.id) for program in store.scalars(select(Program)))
    assert found == SAME_EVERYWHERE


@pytest.mark.parametrize("statement", list(Statement))
def test_what_a_curator_said_outlives_every_import_until_it_runs_out(store, taxonomy, statement):
    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT"), *noise(), year=2022))
    fact = a_fact("couples_sessions", statement, on=TODAY, expires_on=date(2027, 1, 1))
    curate(store, ids(store)[ORCHARD], fact)

    take_in(store, taxonomy, an_edition(a_listing_row(codes="SA DT * MCO FCO"), *noise()))

    assert listing(store, taxonomy).outcome("couples_sessions") is statement.outcome
    assert listing(store, taxonomy).answer("couples_sessions").provenance == fact.provenance
    later = listing(store, taxonomy, on=date(2027, 1, 1))
    agrees = statement is Statement.YES
    assert later.outcome("couples_sessions") is (Outcome.MET if agrees else Outcome.UNKNOWN)


def test_a_curated_fact_survives_its_program_being_dropped_and_found_again(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise(), year=2021))
    curate(store, ids(store)[ORCHARD], a_fact("both_partners"))
    take_in(store, taxonomy, an_edition(*noise(), year=2022))

    take_in(store, taxonomy, an_edition(a_listing_row(name1="Orchard House Inc"), *noise()))

    assert (
        listing(store, taxonomy, "Orchard House Inc/Orchard House Inc").outcome("both_partners")
        is Outcome.MET
    )


def test_an_older_edition_is_refused_and_nothing_changes(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), *noise()))
    before = everything(store)

    with pytest.raises(SourceRefused, match="of 2022-01-01, but the SU directory here"):
        take_in(store, taxonomy, an_edition(a_listing_row(phone="1"), year=2022))

    assert everything(store) == before


def test_an_older_edition_of_the_other_directory_is_welcome(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row()))

    report = take_in(
        sqlite_store,
        taxonomy,
        an_edition(a_listing_row(codes="MH", directory=Directory.MH), year=2020),
    )

    assert report.vintages == {"MH": "2020-01-01"}
    assert listing(sqlite_store, taxonomy).vintage == date(2023, 1, 1)


def test_the_vintage_told_beats_the_one_in_the_name_and_today_comes_last(sqlite_store, taxonomy):
    nameless = replace(an_edition(a_listing_row()), file_name="facilities.xlsx")

    told = take_in(sqlite_store, taxonomy, nameless, vintage=date(2025, 6, 1), dry_run=True)
    silent = take_in(sqlite_store, taxonomy, nameless, dry_run=True)

    assert told.vintages == {"SU": "2025-06-01"}
    assert silent.vintages == {"SU": TODAY.isoformat()}


def test_a_newer_edition_with_the_same_words_is_the_same_but_younger(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), year=2022))

    report = take_in(sqlite_store, taxonomy, an_edition(a_listing_row()))

    assert numbers(report) == (0, 0, 0, 1)
    assert listing(sqlite_store, taxonomy).vintage == date(2023, 1, 1)


def test_strictness_refuses_a_file_with_a_row_that_cannot_be_used(store, taxonomy):
    before = everything(store)
    spoiled = an_edition(a_listing_row(), problems=[Problem(3, "zip", "is empty")])

    with pytest.raises(SourceRefused, match="1 rows cannot be used: row 3, zip: is empty"):
        take_in(store, taxonomy, spoiled, strict=True)

    assert everything(store) == before


def test_a_failure_in_the_middle_leaves_the_state_before(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(), year=2022))
    before = everything(store)
    broken = replace(a_listing_row(5, "Broken"), raw={"latitude": "north", "longitude": "1"})

    with pytest.raises(ValueError, match="north"):
        take_in(store, taxonomy, an_edition(a_listing_row(phone="1"), broken))

    assert everything(store) == before


def test_the_first_real_directory_removes_every_sample_and_says_so(store, taxonomy):
    samples = an_edition(
        a_listing_row(2, "Sample A", sample=True, slug="sample-a", confidential=True),
        a_listing_row(3, "Sample B", sample=True, slug="sample-b"),
        year=2025,
    )
    take_in(store, taxonomy, samples)
    curate(store, ids(store)["Sample A/Sample A"], a_fact("detox"))

    report = take_in(store, taxonomy, an_edition(a_listing_row()))

    assert report.samples_removed == 2
    assert list(ids(store)) == [ORCHARD]
    assert store.scalars(select(Fact)).all() == []
    assert [source.vintage for source in store.scalars(select(Source))] == [date(2023, 1, 1)]


def test_samples_do_not_go_among_real_listings(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row()))
    before = everything(store)

    with pytest.raises(SourceRefused, match="Sample listings do not go"):
        take_in(store, taxonomy, an_edition(a_listing_row(2, "Sample", sample=True), year=2025))

    assert everything(store) == before


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"zip": "93701"}, ("zip", 36.76)),
        ({"zip": "93701-4321"}, ("zip", 36.76)),
        ({"zip": "93999"}, ("city", 36.75)),
        ({"zip": "93999", "city": "Erewhon"}, (None, None)),
        ({"latitude": "36.7", "longitude": "-119.8"}, ("exact", 36.7)),
        ({"latitude": "36.7", "longitude": "-119.8", "precision": "city"}, ("city", 36.7)),
    ],
)
def test_a_listing_is_placed_as_closely_as_is_known_and_marked_so(
    sqlite_store, taxonomy, cells, expected
):
    report = take_in(sqlite_store, taxonomy, an_edition(a_listing_row(**cells)))

    program = listing(sqlite_store, taxonomy)
    precision, latitude = expected
    assert program.precision == precision
    assert (program.point and program.point.latitude) == latitude
    assert report.placed == {precision or "unplaced": 1}


def test_a_confidential_listing_stays_masked_when_its_row_changes(store, taxonomy):
    take_in(store, taxonomy, an_edition(a_listing_row(confidential=True), *noise(), year=2022))

    take_in(store, taxonomy, an_edition(a_listing_row(street2="Rear", phone="1"), *noise()))

    program = listing(store, taxonomy)
    assert (program.street, program.postal_code) == ("", "")
    assert program.point == places.StoredPlaces(store).cities("fresno", "CA")[0].point
    true = recording.known_programs(store)[program.id].published.address
    assert (true.street, true.street2) == ("12 Pear Street", "Rear")
    assert "Pear" not in repr([tuple(row) for row in store.execute(select(Location.__table__))])


def test_nothing_is_left_behind_that_no_program_needs(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(), year=2022))

    take_in(sqlite_store, taxonomy, an_edition(a_listing_row(name1="Plum Court")))

    names = [each.name for each in sqlite_store.scalars(select(Organization))]
    assert names == ["Plum Court"]
    assert [each.vintage.year for each in sqlite_store.scalars(select(Source))] == [2023]


def test_processes_that_hold_listings_learn_of_a_change_and_only_of_a_change(store, taxonomy):
    edition = an_edition(a_listing_row(), *noise())
    seen = [directory.version(store)]
    for options in ({"dry_run": True}, {}, {}):
        take_in(store, taxonomy, edition, **options)
        seen.append(directory.version(store))

    assert seen[0] == seen[1] < seen[2] == seen[3]


names = st.sampled_from(["Orchard House", "Orchard House Inc", "Plum Court", "Fig Lodge"])
rows = st.lists(
    st.builds(
        lambda name, name2, street, phone, codes: {
            "name1": name,
            "name2": name2,
            "street1": street,
            "phone": phone,
            "codes": " ".join(codes),
        },
        names,
        st.sampled_from(["", "Detox", "Outpatient"]),
        st.sampled_from(["12 Pear Street", "12 Pear St", "99 Fig Road"]),
        st.sampled_from(["559-555-0100", "559-555-0101"]),
        st.lists(st.sampled_from(["SA", "DT", "OP", "MCO", "FCO", "MD", "ZZ9"]), unique=True),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(older=rows, newer=rows, spoken=st.integers(0, 5), statement=st.sampled_from(Statement))
def test_whatever_two_editions_say_no_row_no_program_and_no_fact_is_lost(
    tmp_path_factory, sqlite_template, taxonomy, older, newer, spoken, statement
):
    path = tmp_path_factory.mktemp("editions") / "a.sqlite3"
    shutil.copy(sqlite_template, path)
    session = Session(new_engine(f"sqlite:///{path}"))
    take_in(session, taxonomy, an_edition(*(a_listing_row(**each) for each in older), year=2022))
    known = set(ids_of(session))
    chosen = sorted(known)[spoken % len(known)]
    curate(session, chosen, a_fact("both_partners", statement, expires_on=date(2030, 1, 1)))

    edition = an_edition(*(a_listing_row(**each) for each in newer))
    report = take_in(session, taxonomy, edition)

    after = recording.known_programs(session)
    listed = [each for each in after.values() if each.published.listed]
    assert known <= set(after)
    assert len(listed) == len(newer) == report.add + report.change + report.same
    assert report.no_longer_listed == len(after) - len(listed)
    assert sorted(sorted(each.records[Directory.SU].codes.split()) for each in listed) == sorted(
        sorted(each["codes"].split()) for each in newer
    )
    kept = directory.programs_by_ids(session, taxonomy, [chosen], TODAY)[chosen]
    assert kept.outcome("both_partners") is statement.outcome
    assert numbers(take_in(session, taxonomy, edition)) == (0, 0, 0, len(newer))
    session.close()
    session.get_bind().dispose()


def ids_of(session):
    return session.scalars(select(Program.id)).all()
