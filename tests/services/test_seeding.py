"""The fictional directory keeps the promises that seeds/README.md makes for it."""

import re
from datetime import timedelta

import pytest

from matcher.domain.outcome import Outcome
from matcher.domain.provenance import Evidence
from matcher.domain.taxonomy import Directory
from matcher.importers.source import SourceRefused
from matcher.persistence import browse, directory
from matcher.services.seeding import SAMPLE, seed_samples
from tests.support.store import TODAY, a_listing_row, an_edition, take_in


@pytest.fixture
def seeded(sqlite_store, taxonomy):
    seed_samples(sqlite_store, taxonomy, TODAY)
    return sqlite_store


@pytest.fixture
def programs(seeded, taxonomy):
    ids = [each.id for each in browse.names(seeded)]
    return list(directory.programs_by_ids(seeded, taxonomy, ids, TODAY).values())


def test_every_term_gets_every_answer_that_the_survey_or_a_curator_can_give(programs, taxonomy):
    missing = {
        (term.slug, outcome)
        for term in taxonomy.terms.values()
        for outcome in Outcome
        if not any(program.outcome(term.slug) is outcome for program in programs)
    }

    # Nobody can leave unlisted what a closed question asks, or what no survey asks.
    cannot = {
        (term.slug, Outcome.UNLISTED)
        for term in taxonomy.terms.values()
        if term.closed or not term.any_of or term.decided_by is None
    }
    assert missing == cannot


def test_every_listing_is_visibly_fictional_and_reaches_nobody(programs):
    assert len(programs) > 55
    for program in programs:
        assert program.sample
        assert program.name.startswith("Sample ")
        assert program.organization.endswith("(sample)")
        for phone in [program.phone, *filter(None, program.intake_phone.split("; "))]:
            assert re.fullmatch(r"\d{3}-555-01\d\d( x\d+)?", phone)


def test_there_are_programs_in_several_states_directories_and_vintages(programs):
    assert len({program.state for program in programs}) >= 8
    assert {program.directories for program in programs} == {
        frozenset({Directory.SU}),
        frozenset({Directory.MH}),
        frozenset({Directory.SU, Directory.MH}),
    }
    assert len({program.vintage for program in programs}) > 1


def test_there_are_confidential_and_unplaced_ones_and_one_that_left(seeded, programs):
    assert sum(program.confidential for program in programs) >= 3
    assert any(program.point is None for program in programs)
    assert len(programs) == 62


def test_curators_speak_by_every_kind_of_evidence_and_some_of_it_ran_out(seeded, programs):
    facts = [
        fact
        for spoken in directory.facts_of(seeded, [each.id for each in programs]).values()
        for fact in spoken
    ]

    assert {fact.provenance.evidence for fact in facts} == set(Evidence)
    assert {fact.holds(TODAY) for fact in facts} == {True, False}
    assert any(program.answer(term).lapsed for program in programs for term in program.answers)


def test_seeding_twice_changes_nothing(seeded, taxonomy):
    before = browse.names(seeded)
    version = directory.version(seeded)

    report = seed_samples(seeded, taxonomy, TODAY + timedelta(days=9))

    assert report.changed is False
    assert browse.names(seeded) == before
    assert directory.version(seeded) <= version + 1


def test_samples_refuse_to_stand_among_real_listings(sqlite_store, taxonomy):
    take_in(sqlite_store, taxonomy, an_edition(a_listing_row()))

    with pytest.raises(SourceRefused):
        seed_samples(sqlite_store, taxonomy, TODAY)

    assert not browse.has_samples(sqlite_store)


def test_they_are_ours_to_publish():
    assert sorted(path.name for path in SAMPLE.iterdir()) == ["facts.csv", "programs.csv"]
