import pytest

from matcher.domain.criteria import Criterion, EmptyCriterion, Finding, Kind, ReasonMissing
from matcher.domain.message import msg
from matcher.domain.outcome import Outcome
from tests.builders import a_program


def test_a_criterion_that_asks_nothing_is_refused():
    with pytest.raises(EmptyCriterion):
        Criterion(())


def test_a_repeated_term_counts_once_where_it_first_stood():
    criterion = Criterion.any_of(["medicaid", "sliding_fee", "medicaid"])

    assert criterion.terms == ("medicaid", "sliding_fee")


def test_two_criteria_of_the_same_terms_are_the_same_question():
    one = Criterion.any_of(["medicaid", "sliding_fee"])
    other = Criterion.any_of(["sliding_fee", "medicaid"])

    assert one.key == other.key


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"medicaid": "unmet", "sliding_fee": "met"}, "met"),
        ({"medicaid": "unmet", "sliding_fee": "unlisted"}, "unlisted"),
        ({"medicaid": "unmet"}, "unknown"),
        ({"medicaid": "unlisted"}, "unknown"),
        ({"medicaid": "unmet", "sliding_fee": "unmet"}, "unmet"),
    ],
)
def test_any_of_several_terms_is_answered_by_the_best(says, expected):
    program = a_program(says=says)
    criterion = Criterion.any_of(["medicaid", "sliding_fee"])

    outcome = criterion.outcome(program.outcome)

    assert outcome is Outcome(expected)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_verdict_without_its_reason_cannot_be_built(words):
    with pytest.raises(ReasonMissing):
        Finding(
            Criterion(("detox",)),
            Kind.MUST,
            Outcome.MET,
            weight=None,
            points=0.0,
            reason=msg(words),
        )
