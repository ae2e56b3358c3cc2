"""The two real editions, where they are at hand: every number the product promises about them."""

import csv
import io
from collections import Counter

import pytest
from sqlalchemy.orm import Session

from matcher.importers import samhsa
from matcher.persistence import answers, directory, places
from matcher.persistence.base import new_engine
from matcher.persistence.migrating import ensure_database
from matcher.services.exporting import export_csv
from matcher.services.importing import Options, run_import
from tests.support.store import TODAY, edition, small_gazetteer

OLDER, NEWER = "samhsa_sa_directory_2022.xlsx", "samhsa_su_directory_2023.xlsx"

# The worker that has read them runs every test here: once is enough.
pytestmark = pytest.mark.xdist_group("real-editions")


@pytest.fixture(scope="module")
def newer(taxonomy):
    return samhsa.read(edition(NEWER), taxonomy)


@pytest.fixture(scope="module")
def after(tmp_path_factory, taxonomy, newer):
    """Import 2022, then 2023; return the session, both reports, and the ids after the first."""
    older = samhsa.read(edition(OLDER), taxonomy)
    url = f"sqlite:///{tmp_path_factory.mktemp('real') / 'a.sqlite3'}"
    ensure_database(url)
    engine = new_engine(url)
    with Session(engine) as session:
        places.replace_all(session, small_gazetteer())
        session.commit()
        first = run_import(session, taxonomy, older, Options(on=TODAY))
        known = {each.id for each in directory.candidates(session, taxonomy, TODAY)}
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


def test_the_same_edition_again_is_all_the_same(after, taxonomy, newer):
    session, *_ = after
    before = directory.version(session)

    report = run_import(session, taxonomy, newer, Options(on=TODAY))

    assert (report.add, report.change, report.no_longer_listed) == (0, 0, 0)
    assert report.same == 12_744
    assert directory.version(session) == before
