from datetime import date

import pytest

from matcher.domain.outcome import Outcome
from matcher.domain.program import NEVER_TOLD, resolve
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory
from tests.builders import SURVEY, a_code, a_fact, a_program, a_taxonomy, a_term

MET, UNKNOWN, UNLISTED, UNMET = Outcome.MET, Outcome.UNKNOWN, Outcome.UNLISTED, Outcome.UNMET
YES, NO, CLEARED = Statement.YES, Statement.NO, Statement.CLEARED

TAXONOMY = a_taxonomy(
    [
        a_term("couples", any_of="MCO", decided_by="ECS"),
        a_term("medicaid", any_of="MD", decided_by="PAY", closed=True),
    ],
    [
        a_code("MCO", "ECS"),
        a_code("ICO", "ECS"),
        a_code("MD", "PAY"),
        a_code("SF", "PAY"),
    ],
)
TODAY = date(2026, 4, 1)
RUN_OUT = date(2026, 3, 31)
TOMORROW = date(2026, 4, 2)


def answers(codes="", *facts, on=TODAY):
    return resolve(TAXONOMY, frozenset(codes.split()), frozenset({Directory.SU}), SURVEY, facts, on)


@pytest.mark.parametrize(
    ("statement", "codes", "expected"),
    [
        (YES, "ICO", MET),
        (NO, "MCO", UNMET),
        (CLEARED, "MCO", UNKNOWN),
        (YES, "", MET),
        (NO, "", UNMET),
    ],
)
def test_a_curator_s_fact_overrides_the_import_while_it_holds(statement, codes, expected):
    fact = a_fact("couples", statement, expires_on=TOMORROW)

    answer = answers(codes, fact)["couples"]

    assert answer.outcome is expected
    assert answer.provenance is fact.provenance
    assert answer.lapsed is None


@pytest.mark.parametrize(
    ("term", "statement", "codes", "expected"),
    [
        ("couples", YES, "MCO", MET),
        ("medicaid", NO, "SF", UNMET),
    ],
)
def test_when_a_fact_runs_out_an_import_that_agrees_returns(term, statement, codes, expected):
    fact = a_fact(term, statement, expires_on=RUN_OUT)

    answer = answers(codes, fact)[term]

    assert answer.outcome is expected
    assert answer.provenance is SURVEY
    assert answer.lapsed is None


@pytest.mark.parametrize(
    ("term", "statement", "codes"),
    [
        ("couples", YES, "ICO"),  # was yes, not listed
        ("couples", YES, ""),  # was yes, never asked
        ("couples", NO, "MCO"),  # was no, and the survey says yes
        ("couples", NO, "ICO"),  # was no, and the survey only did not list it
        ("medicaid", YES, "SF"),  # was yes, and the survey says no
        ("couples", CLEARED, "MCO"),  # was doubted, and the survey says yes
    ],
)
def test_when_a_fact_runs_out_and_nothing_agrees_nobody_knows(term, statement, codes):
    fact = a_fact(term, statement, expires_on=RUN_OUT)

    answer = answers(codes, fact)[term]

    assert answer.outcome is UNKNOWN
    assert answer.provenance is None
    assert answer.lapsed is fact


def test_a_doubt_that_ran_out_over_a_silent_import_leaves_plain_silence():
    fact = a_fact("couples", CLEARED, expires_on=RUN_OUT)

    answer = answers("", fact)["couples"]

    assert answer == NEVER_TOLD


def test_an_imported_answer_carries_its_source_and_silence_carries_none():
    said = answers("ICO SF")

    assert said["couples"].provenance is SURVEY
    assert said["medicaid"].provenance is SURVEY
    assert answers("")["couples"] == NEVER_TOLD


def test_a_fact_about_one_term_says_nothing_about_another():
    fact = a_fact("couples", YES, expires_on=None)

    said = answers("MD", fact)

    assert said["medicaid"].outcome is MET
    assert said["medicaid"].provenance is SURVEY


def test_a_program_never_told_about_a_term_does_not_know_it():
    program = a_program(says={"couples": MET})

    assert program.outcome("couples") is MET
    assert program.outcome("medicaid") is UNKNOWN
    assert program.answer("medicaid") == NEVER_TOLD
