"""Whatever two editions say, no import loses or changes a word that curators recorded."""

import shutil
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.provenance import Evidence, Provenance, Statement
from matcher.importers.seeds import read_taxonomy
from matcher.persistence import details, directory, journal, recording
from matcher.persistence.base import new_engine
from matcher.persistence.journal import Change, Kind
from matcher.services.republishing import republish
from tests.builders import a_fact
from tests.support.store import TODAY, a_listing_row, an_edition, take_in

CODES = ("SA DT * OP", "SA * OP * FCO GCO", "SA DT * RES RL * MDET * MCO", "")
TERMS = sorted(read_taxonomy().terms)
HELD, LAPSED = date(2027, 6, 1), date(2026, 11, 20)
NAMED_ALIKE = {Field.PHONE: "phone", Field.WEBSITE: "website", Field.INTAKE_PHONE: "intake_phone"}

rows = st.lists(
    st.fixed_dictionaries(
        {
            "name1": st.sampled_from(["Orchard House", "Orchard House Inc", "Plum Court"]),
            "street1": st.sampled_from(["12 Pear Street", "12 Pear St", "9 Fig Road"]),
            "phone": st.sampled_from(["559-555-0100", "559-555-0101"]),
            "codes": st.sampled_from(CODES),
        }
    ),
    min_size=1,
    max_size=5,
)
edits = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.one_of(
            st.tuples(st.sampled_from(TERMS), st.sampled_from(list(Statement))),
            st.tuples(
                st.sampled_from([*NAMED_ALIKE, Field.NAME, Field.HOURS]),
                st.text("abc 123", min_size=1, max_size=8).map(str.strip).filter(bool),
            ),
        ),
        st.sampled_from([HELD, HELD, LAPSED]),
    ),
    max_size=8,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(older=rows, newer=rows, edits=edits)
def test_no_import_loses_or_changes_what_curators_recorded(
    tmp_path_factory, sqlite_template, taxonomy, older, newer, edits
):
    path = tmp_path_factory.mktemp("edited") / "a.sqlite3"
    shutil.copy(sqlite_template, path)
    engine = new_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        take_in(session, taxonomy, edition(older, 2022))
        programs = sorted(recording.known_programs(session))
        for number, said, ends in edits:
            record(session, taxonomy, programs[number % len(programs)], *said, ends)
        facts, kept = directory.all_facts(session), details.all_details(session)

        take_in(session, taxonomy, edition(newer, 2023))

        assert directory.all_facts(session) == facts
        assert details.all_details(session) == kept
        published = recording.known_programs(session)
        shown = directory.programs_by_ids(session, taxonomy, programs, TODAY)
        for id_, each in facts.items():
            for fact in each:
                if fact.holds(TODAY):
                    assert shown[id_].outcome(fact.term) is fact.statement.outcome
                    assert shown[id_].answer(fact.term).provenance == fact.provenance
        for id_, by_field in kept.items():
            for field, detail in by_field.items():
                if field in NAMED_ALIKE and detail.holds(TODAY):
                    assert getattr(published[id_].published, NAMED_ALIKE[field]) == detail.value
    engine.dispose()


def edition(rows, year):
    return an_edition(*(a_listing_row(**each) for each in rows), year=year)


def record(session, taxonomy, program_id, about, said, ends):
    """Record one thing as a curator does, and publish it."""
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    journal.begin_change(session, Change(Kind.EDIT, "Ada", at))
    if isinstance(about, Field):
        source = Provenance("a call", at.date(), Evidence.CALL, "Ada")
        details.keep_detail(session, program_id, CuratedDetail(about, said, source, ends))
    else:
        recording.keep_fact(session, program_id, a_fact(about, said, on=at.date(), expires_on=ends))
    republish(session, taxonomy, [program_id], TODAY)
    session.commit()
