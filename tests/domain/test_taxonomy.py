from datetime import date

import pytest

from matcher.domain.outcome import Outcome, best
from matcher.domain.program import resolve
from matcher.domain.provenance import Statement
from matcher.domain.taxonomy import Directory, UnknownTerm
from tests.builders import SURVEY, a_code, a_fact, a_taxonomy, a_term

MET, UNKNOWN, UNLISTED, UNMET = Outcome.MET, Outcome.UNKNOWN, Outcome.UNLISTED, Outcome.UNMET

CODES = [
    a_code("DT", "TC"),
    a_code("SA", "TC", "SU MH"),
    a_code("MDET", "DETOX"),
    a_code("ADTX", "DETOX"),
    a_code("HID", "SET"),
    a_code("OP", "SET", "SU MH"),
    a_code("MCO", "ECS"),
    a_code("CFT", "TAP", "MH"),
    a_code("CBT", "TAP", "SU MH"),
    a_code("NOOP", "OT"),
    a_code("OTP", "OT"),
    a_code("DBT", "MHT", "MH"),
]
TERMS = [
    a_term("medical_detox", any_of="HID MDET", decided_by="DETOX", parent="detox"),
    a_term("detox", any_of="DT HID", decided_by="TC", closed=True),
    a_term("couples", any_of="MCO CFT", decided_by="ECS"),
    a_term("methadone", any_of="OTP", none_of="NOOP", decided_by="OT"),
    a_term("treats_opioids", none_of="NOOP", decided_by="OT"),
    a_term("cbt", any_of="CBT", decided_by="TAP", closed=True),
    a_term("dbt", any_of="DBT"),
    a_term("both_partners"),
]
TAXONOMY = a_taxonomy(TERMS, CODES)


def directories(names):
    return frozenset(Directory(name) for name in names.split())


def outcome(term, codes, names="SU"):
    return TAXONOMY.outcomes(frozenset(codes.split()), directories(names))[term]


@pytest.mark.parametrize(
    ("term", "codes", "expected"),
    [
        ("methadone", "OTP NOOP", UNMET),  # none_of is read first
        ("methadone", "NOOP", UNMET),
        ("methadone", "OTP", MET),
        ("medical_detox", "MDET DT", MET),
        ("medical_detox", "MDET SA", MET),  # a yes stands, even where the parent is a no
        ("medical_detox", "SA", UNMET),  # no detox at all, so no medical detox
        ("medical_detox", "SA ADTX", UNMET),  # the parent is read before the category
        ("medical_detox", "DT", UNKNOWN),  # a detox, and that category unanswered
        ("medical_detox", "DT ADTX", UNLISTED),
        ("medical_detox", "ADTX", UNLISTED),  # a parent nobody knows decides nothing
        ("detox", "SA", UNMET),  # closed: answered and not listed is a no
        ("detox", "MDET", UNKNOWN),  # a yes on a child does not change its parent
        ("detox", "", UNKNOWN),
        ("couples", "MCO", MET),
        ("couples", "CFT", MET),  # a code of another category says yes as well
        ("couples", "CBT", UNKNOWN),
        ("treats_opioids", "OTP", MET),  # the category answered, and no refusal in it
        ("treats_opioids", "NOOP", UNMET),
        ("treats_opioids", "SA", UNKNOWN),
        ("dbt", "DBT", MET),
        ("dbt", "CBT SA OP", UNKNOWN),  # no category decides it
        ("both_partners", "SA MCO CBT OTP OP", UNKNOWN),  # known only from curators
    ],
)
def test_codes_answer_a_term(term, codes, expected):
    assert outcome(term, codes) is expected


@pytest.mark.parametrize(
    ("term", "codes", "names", "expected"),
    [
        ("detox", "SA", "SU", UNMET),
        ("detox", "SA", "MH", UNKNOWN),  # the mental health survey never asks about detox
        ("detox", "SA", "SU MH", UNMET),  # joined: one of the two asked
        ("detox", "SA", "", UNKNOWN),
        ("cbt", "CFT", "SU", UNMET),
        ("cbt", "CFT", "MH", UNMET),
        ("medical_detox", "SA", "MH", UNKNOWN),  # nor is its parent a no
        ("treats_opioids", "OTP", "MH", MET),  # with no any_of, answering is enough
    ],
)
def test_a_term_is_judged_only_by_the_survey_that_asks_about_it(term, codes, names, expected):
    assert outcome(term, codes, names) is expected


def test_only_codes_within_the_deciding_category_count_as_asked():
    elsewhere = a_term("sleep", any_of="ZZZ", decided_by="ECS")
    taxonomy = a_taxonomy([elsewhere], [a_code("ZZZ", "TAP"), a_code("MCO", "ECS")])

    outcomes = taxonomy.outcomes(frozenset({"MCO"}), directories("SU"))

    assert outcomes["sleep"] is UNKNOWN


def test_codes_nobody_knows_are_named_and_answer_nothing():
    outcomes = TAXONOMY.outcomes(frozenset({"QQQ"}), directories("SU"))

    assert set(outcomes.values()) == {UNKNOWN}
    assert TAXONOMY.unknown_codes(["QQQ", "SA", "AAA", "QQQ"]) == ["AAA", "QQQ"]


def test_outcomes_come_in_the_published_order_of_terms():
    outcomes = TAXONOMY.outcomes(frozenset(), directories("SU"))

    assert list(outcomes) == [term.slug for term in TERMS]


@pytest.mark.parametrize(
    ("statement", "codes", "expected"),
    [
        (Statement.NO, "DT", UNMET),  # a curator says no to any detox: no medical detox
        (Statement.NO, "DT ADTX", UNMET),
        (Statement.NO, "MDET", MET),  # the child's own yes is read before its parent
        (Statement.YES, "SA", UNKNOWN),  # the import's no is overruled, and the child is open
        (Statement.CLEARED, "SA", UNKNOWN),
    ],
)
def test_what_a_curator_says_of_a_parent_reaches_its_children(statement, codes, expected):
    facts = [a_fact("detox", statement, expires_on=None)]

    answers = resolve(
        TAXONOMY,
        frozenset(codes.split()),
        directories("SU"),
        SURVEY,
        facts,
        date(2026, 4, 1),
    )

    assert answers["medical_detox"].outcome is expected


def test_a_curated_yes_on_a_child_leaves_its_parent_alone():
    facts = [a_fact("medical_detox", Statement.YES, expires_on=None)]

    answers = resolve(
        TAXONOMY, frozenset({"SA"}), directories("SU"), SURVEY, facts, date(2026, 4, 1)
    )

    assert answers["medical_detox"].outcome is MET
    assert answers["detox"].outcome is UNMET


def test_a_term_that_does_not_exist_is_named():
    with pytest.raises(UnknownTerm, match="detoxx"):
        TAXONOMY.term("detoxx")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("detoxx", ["detox"]),
        ("couple", ["couples"]),
        ("both-partners", ["both_partners"]),
        ("zzz", []),
        ("x" * 100_000, []),
    ],
)
def test_a_slip_of_spelling_is_met_with_the_terms_it_resembles(word, expected):
    assert TAXONOMY.similar(word) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([MET, UNKNOWN, UNLISTED, UNMET], MET),
        ([UNMET, UNLISTED, UNKNOWN], UNKNOWN),
        ([UNMET, UNLISTED], UNLISTED),
        ([UNMET], UNMET),
    ],
)
def test_the_best_of_several_answers_counts(outcomes, expected):
    assert best(outcomes) is expected


@pytest.mark.parametrize(
    ("answer", "expected"), [(MET, 1), (UNKNOWN, 0.5), (UNLISTED, 0.25), (UNMET, 0)]
)
def test_each_answer_has_its_published_credit(answer, expected):
    assert answer.credit == expected
