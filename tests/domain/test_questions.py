"""The call script: which questions, in which order, and why."""

import pytest

from matcher.domain.criteria import Must, Wish
from matcher.domain.explanation import findings
from matcher.domain.intake import needs_from
from matcher.domain.message import msg
from matcher.domain.outcome import Outcome
from matcher.domain.questions import FOR_EVERYONE, call_script
from matcher.domain.ranking import assess
from matcher.importers.seeds import read_taxonomy
from tests.builders import FRESNO, a_program, must, some_needs, wish
from tests.families import answers

TAXONOMY = read_taxonomy()
EVERYONE = [
    "Can you see us within 48 hours?",
    "What will it cost us, in writing?",
    "What happens the day after discharge?",
]


def script(needs, says):
    program = a_program(says=says)
    found = findings(program, assess(program, 0.0, needs), needs, TAXONOMY)
    return call_script(found, needs, program.outcome, TAXONOMY)


def asked(needs, says):
    return [str(each.question) for each in script(needs, says)]


def test_what_is_met_is_not_asked():
    needs = some_needs(musts=(must("couples_sessions"),))

    assert asked(needs, {"couples_sessions": "met"}) == EVERYONE


@pytest.mark.parametrize("outcome", ["unknown", "unlisted", "unmet"])
def test_whatever_is_not_met_is_asked_in_the_words_of_its_term(outcome):
    needs = some_needs(wishes=(wish("couples_sessions"),))

    assert asked(needs, {"couples_sessions": outcome}) == [
        "Do you offer couples sessions, and when in treatment do they start?",
        *EVERYONE,
    ]


def test_musts_come_first_and_then_the_heavier_wish():
    needs = some_needs(
        musts=(must("medicaid"), must("detox")),
        wishes=(wish("cbt", weight=1), wish("aftercare", weight=3), wish("dbt", weight=3)),
    )

    assert asked(needs, {}) == [
        "Do you take our state's Medicaid plan?",
        "Do you offer detox?",
        "What happens after discharge and for how long do you stay in touch?",
        "Do you offer dialectical behavior therapy?",
        "Do you offer cognitive behavioral therapy?",
        *EVERYONE,
    ]


def test_why_it_matters_stands_beside_the_question():
    needs = needs_from(answers(couples="wanted", **{"for": "spouse"})).at(FRESNO)

    questions = {each.id: each for each in script(needs, {})}

    assert [str(why) for why in questions["couples_sessions"].because] == [
        "You said you want sessions as a couple."
    ]


def test_what_is_both_must_and_wish_is_asked_once_with_both_reasons():
    criterion = must("aftercare").criterion
    needs = some_needs(
        musts=(Must(criterion, (msg("One."),)),), wishes=(Wish(criterion, 2, (msg("Two."),)),)
    )

    first, *rest = script(needs, {})

    assert first.id == "aftercare"
    assert [str(why) for why in first.because] == ["One.", "Two."]
    assert tuple(rest) == FOR_EVERYONE


@pytest.mark.parametrize(
    ("terms", "says", "expected"),
    [
        (
            ("medicaid", "sliding_fee"),
            {},
            "Can we pay in one of these ways: Medicaid or a sliding fee by income?",
        ),
        (
            ("medicaid", "sliding_fee"),
            {"medicaid": "unmet"},  # only the hope that is left is asked about
            "Is there a sliding fee scale?",
        ),
        (
            ("joint_commission", "carf"),
            {},
            "Do you have one of these: Joint Commission accreditation or CARF accreditation?",
        ),
        (
            ("cbt", "dbt", "trauma_therapy"),
            {"cbt": "unlisted"},
            "Do you offer one of these: dialectical behavior therapy or trauma therapy?",
        ),
        (
            ("medicaid", "medicare"),
            {"medicaid": "unmet", "medicare": "unmet"},
            "Can we pay in one of these ways: Medicaid or Medicare?",
        ),
    ],
)
def test_of_several_that_would_do_those_are_asked_that_may_turn_out_well(terms, says, expected):
    needs = some_needs(musts=(must(*terms),))

    assert asked(needs, says)[0] == expected


def test_a_question_keeps_its_id_whatever_the_order_of_its_terms():
    one = script(some_needs(musts=(must("cbt", "dbt"),)), {})
    other = script(some_needs(musts=(must("dbt", "cbt"),)), {})

    assert one[0].id == other[0].id == "cbt-or-dbt"


@pytest.mark.parametrize("term", TAXONOMY.terms)
def test_every_term_can_be_asked_about(term):
    needs = some_needs(musts=(must(term),))

    question = asked(needs, {term: Outcome.UNKNOWN})[0]

    assert question.endswith("?")
