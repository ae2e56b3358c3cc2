"""The two real editions, where they are at hand: every number the product promises about them."""

import csv
import io
import random
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from matcher.domain.details import CuratedDetail, Field
from matcher.domain.provenance import Evidence, Provenance, Statement
from matcher.importers import samhsa
from matcher.persistence import answers, details, directory, journal, places, recording
from matcher.persistence.base import new_engine
from matcher.persistence.journal import Change, Kind
from matcher.persistence.migrating import ensure_database
from matcher.services.exporting import export_csv
from matcher.services.importing import Options, run_import
from tests.builders import a_fact
from tests.support.store import TODAY, edition, small_gazetteer

OLDER, NEWER = "samhsa_sa_directory_2022.xlsx", "samhsa_su_directory_2023.xlsx"

# The worker that has read them runs every test here: once is enough.


@pytest.fixture(scope="module")
def newer(taxonomy):
    return samhsa.read(edition(NEWER), taxonomy)


@pytest.fixture(scope="module")
def after(tmp_path_factory, taxonomy, newer):
    """Import 2022, edit some of it, import 2023; return session, both reports, ids of the first."""
    older = samhsa.read(edition(OLDER), taxonomy)
    url = f"sqlite:///{tmp_path_factory.mktemp('real') / 'a.sqlite3'}"
    ensure_database(url)
    engine = new_engine(url)
    with Session(engine) as session:
        places.replace_all(session, small_gazetteer())
        session.commit()
        first = run_import(session, taxonomy, older, Options(on=TODAY))
        known = {each.id for each in directory.candidates(session, taxonomy, TODAY)}
        _edit(session, taxonomy, sorted(known))
        second = run_import(session, taxonomy, newer, Options(on=TODAY))
        yield session, first, second, known
    engine.dispose()


def test_no_row_of_either_edition_is_lost(after, taxonomy):
    session, first, second, _ = after

    assert (first.rows, first.add, first.skipped) == (12_176, 12_176, [])
    assert (second.rows, second.skipped, second.unknown_codes) == (12_744, [], {})
    assert len(directory.candidates(session, taxonomy, TODAY)) == 12_744


def test_most_programs_keep_their_identity(after, taxonomy):
    session, _, second, known = after

    kept = known & {each.id for each in directory.candidates(session, taxonomy, TODAY)}
    assert len(kept) >= 8_800
    assert second.recognized["exact"] >= 8_084
    assert len(kept) == second.change + second.same
    assert second.no_longer_listed == len(known) - len(kept)


def test_the_eight_pairs_that_share_all_keys_are_reported(after):
    _, _, second, _ = after

    assert [len(rows) for rows in second.possible_duplicates] == [2] * 8


def test_every_rows_codes_are_intact_in_the_export(after, newer):
    session, *_ = after
    file = io.StringIO()

    export_csv(session, file)

    exported = Counter(
        frozenset(row["codes"].split())
        for row in csv.DictReader(io.StringIO(file.getvalue()))
        if row["status"] == "listed"
    )
    assert exported == Counter(
        frozenset(answers.split_codes(row.claims[0].codes)) for row in newer.rows
    )
    assert sum(exported.values()) == 12_744


@pytest.mark.parametrize(
    ("term", "letter", "expected"),
    [
        ("medical_detox", "m", 20.5),
        ("couples_sessions", "m", 50.7),
        ("couples_sessions", "l", 47.1),
        ("detox", "n", 76.6),
        ("holistic", "u", 94.8),
        ("sliding_fee", "u", 54.9),
    ],
)
def test_answers_come_out_as_published(after, taxonomy, term, letter, expected):
    session, *_ = after
    columns = directory.columns(session, taxonomy, TODAY)
    at = columns.terms.index(term)

    share = sum(letters[at] == letter for letters in columns.letters) / len(columns.letters)

    assert share * 100 == pytest.approx(expected, abs=0.0501)


def test_no_curated_word_is_lost_on_the_way_from_2022_to_2023(after, taxonomy):
    session, _, second, known = after
    facts, phones = _edits(taxonomy, sorted(known))

    kept = directory.all_facts(session)
    published = recording.known_programs(session)
    assert {
        (id_, each.term): each.statement for id_, all_ in kept.items() for each in all_
    } == facts
    assert {id_: published[id_].published.phone for id_ in phones} == phones
    assert second.conflicts > 0


def test_the_same_edition_again_is_all_the_same(after, taxonomy, newer):
    session, *_ = after
    before = directory.version(session)

    report = run_import(session, taxonomy, newer, Options(on=TODAY))

    assert (report.add, report.change, report.no_longer_listed) == (0, 0, 0)
    assert report.same == 12_744
    assert directory.version(session) == before


def _edits(taxonomy, ids):
    """Choose what a curator says: 60 facts and 20 phones, the same in every run."""
    dice = random.Random(8)
    facts = {
        (dice.choice(ids), dice.choice(sorted(taxonomy.terms))): dice.choice(list(Statement))
        for _ in range(60)
    }
    return facts, {dice.choice(ids): f"559-555-01{number:02}" for number in range(20)}


def _edit(session, taxonomy, ids):
    facts, phones = _edits(taxonomy, ids)
    journal.begin_change(session, Change(Kind.EDIT, "Ada", datetime(2026, 11, 21, tzinfo=UTC)))
    for (id_, term), statement in facts.items():
        said = a_fact(term, statement, on=TODAY, expires_on=date(2027, 6, 1))
        recording.keep_fact(session, id_, said)
    source = Provenance("a call", TODAY, Evidence.CALL, "Ada")
    for id_, phone in phones.items():
        detail = CuratedDetail(Field.PHONE, phone, source, date(2027, 1, 1))
        details.keep_detail(session, id_, detail)
    session.commit()
