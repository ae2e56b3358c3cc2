"""What curators may be told of an answer: never what was typed."""

import pytest

from matcher.domain.cases.script_answers import Said, ScriptAnswer, report
from matcher.domain.criteria import Criterion, Finding, Kind
from matcher.domain.message import msg
from matcher.domain.outcome import Outcome
from matcher.domain.questions import FOR_EVERYONE, CallQuestion

PRIVATE = "the husband of Ana said so"


def asked(*terms):
    finding = Finding(
        Criterion.any_of(terms), Kind.MUST, Outcome.UNKNOWN, None, 0.0, msg("Did not say. Ask.")
    )
    return CallQuestion("-or-".join(terms), msg("Do you offer it?"), (), finding)


@pytest.mark.parametrize(("said", "is_true"), [(Said.YES, True), (Said.NO, False)])
def test_yes_and_no_to_one_term_are_a_correction_of_it(said, is_true):
    found = report(asked("naloxone"), ScriptAnswer(said, PRIVATE))

    assert (found.term, found.is_true, found.words) == ("naloxone", is_true, "")


@pytest.mark.parametrize(("said", "words"), [(Said.YES, "yes"), (Said.NO, "no")])
def test_an_answer_about_several_terms_is_told_in_our_own_words(said, words):
    found = report(asked("medicaid", "sliding_fee"), ScriptAnswer(said, PRIVATE))

    assert found.term == ""
    assert found.words == f"Asked on the phone: Do you offer it? They said {words}."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (asked("naloxone"), ScriptAnswer(Said.UNSURE, PRIVATE)),
        (asked("naloxone"), ScriptAnswer(None, PRIVATE)),
        (FOR_EVERYONE[0], ScriptAnswer(Said.YES, PRIVATE)),
    ],
)
def test_what_says_nothing_of_the_listing_is_no_correction(question, answer):
    assert report(question, answer) is None
