"""What curators recorded survives every import: random edits, 2022 and then 2023 over them."""

import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.domain.details import Field, WrittenAddress
from matcher.domain.provenance import Evidence, Statement
from matcher.importers import samhsa
from matcher.persistence import details, directory, places
from matcher.persistence.base import new_engine
from matcher.persistence.details import Detail
from matcher.persistence.journal import Change, Kind
from matcher.persistence.listings import Fact
from matcher.persistence.migrating import ensure_database
from matcher.services.editing import DetailEdit, FactEdit, Grounds, apply_edits
from matcher.services.importing import Options, run_import
from tests.stored import TAXONOMY
from tests.support.store import (
    TODAY,
    a_listing_row,
    an_edition,
    edition,
    ids,
    noise,
    small_gazetteer,
    take_in,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORDS = st.text("abcdefgh ÄéñΩ'\"<%=", min_size=1, max_size=12).filter(str.strip)
GROUNDS = st.builds(Grounds, WORDS, st.sampled_from(Evidence), WORDS | st.just(""))
ADDRESSES = st.builds(
    WrittenAddress,
    WORDS,
    WORDS | st.just(""),
    st.sampled_from(["Fresno", "Boston", "Nowhere"]),
    st.sampled_from(["CA", "MA"]),
    st.sampled_from(["93701", "02118", "00001"]),
).map(WrittenAddress.write)


def value_of(field):
    """Return any value a curator may write in a field."""
    if field is Field.ADDRESS:
        return ADDRESSES
    return st.booleans() if field is Field.CONFIDENTIAL else WORDS


FACTS = st.builds(
    FactEdit, st.sampled_from(list(TAXONOMY.terms)), st.sampled_from(Statement), GROUNDS
)
DETAILS = st.sampled_from(Field).flatmap(
    lambda field: st.builds(DetailEdit, st.just(field), value_of(field), GROUNDS)
)
EDITS = st.lists(st.tuples(st.integers(0, 5), st.one_of(FACTS, DETAILS)), min_size=1, max_size=12)
CODES = st.lists(st.sampled_from(sorted(TAXONOMY.codes)), max_size=10).map(" ".join)


def row(number, codes, street):
    return a_listing_row(
        number + 10, f"House {number}", codes=codes, street1=street, phone=f"559-555-01{number:02}"
    )


@st.composite
def pairs_of_editions(draw):
    """Draw six programs in 2022; in 2023 some moved, some changed, some are gone, some new."""
    older = [row(n, draw(CODES), f"{n} Pear Street") for n in range(6)]
    kept = draw(st.lists(st.sampled_from(range(6)), unique=True))
    newer = [
        row(n, draw(CODES), draw(st.sampled_from([f"{n} Pear Street", f"{n} Pear St."])))
        for n in kept
    ]
    newer += [row(n, draw(CODES), f"{n} Fig Road") for n in range(6, 6 + draw(st.integers(0, 2)))]
    return an_edition(*older, *noise(2), year=2022), an_edition(*newer, *noise(2), year=2023)


def change(number=0):
    return Change(Kind.EDIT, f"Curator {number}", NOON, "a call")


def recorded(session):
    """Return every row that curators wrote, to the letter."""
    session.expire_all()
    return {
        table.__tablename__: sorted(map(tuple, session.execute(select(table.__table__))), key=repr)
        for table in (Fact, Detail)
    }


def stands(session, taxonomy):
    """Return, of every program, what the public reads of what curators said."""
    facts, said = directory.all_facts(session), details.all_details(session)
    programs = directory.programs_by_ids(session, taxonomy, {*facts, *said}, TODAY)
    published = {}
    for id_, program in programs.items():
        for fact in facts.get(id_, ()):
            answer = program.answer(fact.term)
            published[id_, fact.term] = (answer.outcome, answer.provenance)
            assert answer.outcome is fact.statement.outcome
            assert answer.provenance == fact.provenance
        for field, detail in said.get(id_, {}).items():
            published[id_, field] = _published(program, field)
            _assert_published(program, field, detail.value)
    return published


def _published(program, field):
    """Return the field of a listing that a detail stands in."""
    if field is Field.ADDRESS:
        return (program.street, program.city, program.state, program.postal_code)
    return getattr(program, field.value, program.details[field].value)


def _assert_published(program, field, value):
    if field is Field.ADDRESS:
        shown = ", ".join(filter(None, (value["street"].strip(), value["street2"].strip())))
        expected = ("", "") if program.confidential else (shown, value["postal_code"])
        street = ", ".join(part.strip() for part in program.street.split(", ") if part.strip())
        assert (street, program.postal_code) == expected
        assert (program.city, program.state) == (value["city"], value["state"])
    else:
        assert _published(program, field) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(editions=pairs_of_editions(), edits=EDITS)
def test_no_import_loses_or_overwrites_what_curators_recorded(
    sqlite_template, tmp_path_factory, taxonomy, editions, edits
):
    path = tmp_path_factory.mktemp("curated") / "store.sqlite3"
    shutil.copy(sqlite_template, path)
    engine = new_engine(f"sqlite:///{path}")
    older, newer = editions
    with Session(engine) as session:
        take_in(session, taxonomy, older)
        known = sorted(ids(session).values())
        for number, (which, edit) in enumerate(edits):
            apply_edits(session, taxonomy, known[which], [edit], change(number), TODAY)
        session.commit()
        before, published = recorded(session), stands(session, taxonomy)

        take_in(session, taxonomy, older)
        assert recorded(session) == before
        take_in(session, taxonomy, newer)

        assert recorded(session) == before
        assert stands(session, taxonomy) == published
    engine.dispose()


def random_edit(chance):
    """Say something of a program by chance."""
    grounds = Grounds("call with the intake desk", chance.choice(list(Evidence)))
    if chance.random() < 0.7:
        return FactEdit(
            chance.choice(list(TAXONOMY.terms)), chance.choice(list(Statement)), grounds
        )
    field = chance.choice([each for each in Field if each is not Field.ADDRESS])
    value = chance.random() < 0.5 if field is Field.CONFIDENTIAL else f"said {chance.random()}"
    return DetailEdit(field, value, grounds)


def of_two_states(reading):
    """Keep some hundred rows of an edition: the test may take a few seconds, not minutes."""
    rows = [each for each in reading.rows if each.described.state in {"OR", "NM"}]
    assert len(rows) > 200
    return replace(reading, rows=rows)


def test_the_real_editions_lose_no_curated_fact_either(tmp_path, taxonomy):
    files = ("samhsa_sa_directory_2022.xlsx", "samhsa_su_directory_2023.xlsx")
    older, newer = (of_two_states(samhsa.read(edition(file), taxonomy)) for file in files)
    url = f"sqlite:///{tmp_path / 'real.sqlite3'}"
    ensure_database(url)
    engine = new_engine(url)
    chance = random.Random(8)
    with Session(engine) as session:
        places.replace_all(session, small_gazetteer())
        session.commit()
        run_import(session, taxonomy, older, Options(on=TODAY))
        for program_id in chance.sample(sorted(ids(session).values()), 100):
            edits = [random_edit(chance) for _ in range(3)]
            apply_edits(session, taxonomy, program_id, edits, change(), TODAY)
        session.commit()
        before, published = recorded(session), stands(session, taxonomy)

        run_import(session, taxonomy, newer, Options(on=TODAY))

        assert len(before["fact"]) > 150
        assert recorded(session) == before
        assert stands(session, taxonomy) == published
    engine.dispose()
