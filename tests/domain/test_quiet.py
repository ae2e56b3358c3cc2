"""What counts and is named on no page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain import explanation
from matcher.domain.intake import merge, needs_from
from matcher.domain.message import msg
from matcher.domain.quiet import FOR_EVERYONE, is_quiet, spoken
from matcher.domain.ranking import assess
from matcher.domain.refining import Importance, Step, asked, refined
from matcher.domain.result_words import Teller, the_sum, told, what_would_lift
from tests.builders import FRESNO, a_program, some_needs, wish
from tests.families import answers
from tests.stored import TAXONOMY

SAFETY = "domestic_violence_services"
QUIET = replace(wish(SAFETY, weight=2), because=(FOR_EVERYONE,))
OPEN = replace(wish(SAFETY), because=(msg("You asked for it."),))
LICENSED = wish("state_licensed")
AFTERCARE = wish("aftercare", weight=2)
OUTCOMES = ("met", "unknown", "unlisted", "unmet")


def found(says, *wishes):
    """Put a program that says this to these wishes."""
    needs = some_needs(wishes=wishes)
    program = a_program(says=says)
    standing = assess(program, 10.0, needs)
    return explanation.findings(program, standing, needs, TAXONOMY), standing


def told_of(says, *wishes):
    """Return why it is on the list, and the lines of its sum without their points."""
    findings, standing = found(says, *wishes)
    said = Teller(TAXONOMY).of(standing, findings)
    return str(said.why), [str(what) for what, _ in the_sum(standing, said.counted).rows]


@pytest.mark.parametrize("given", [{"afraid": "yes"}, {"danger": "violence"}])
def test_what_rule_13_asks_for_is_quiet_and_nothing_else(given):
    intake = needs_from(answers(substances="heroin", **given))

    quiet = [each.criterion.terms for each in (*intake.musts, *intake.wishes) if is_quiet(each)]
    assert quiet == [(SAFETY,)]


def test_who_is_not_afraid_has_nothing_quiet():
    intake = needs_from(answers(substances="heroin", afraid="no"))

    assert not any(map(is_quiet, (*intake.musts, *intake.wishes)))


def test_what_was_asked_for_openly_stays_open_beside_the_rule():
    _, (both,) = merge([QUIET, OPEN])

    assert (both.weight, is_quiet(both)) == (2, False)


def test_a_finding_is_as_quiet_as_what_asked_for_it():
    findings, _ = found({SAFETY: "met"}, AFTERCARE, QUIET)

    assert [each.criterion.terms for each in spoken(findings)] == [("aftercare",)]


def test_an_open_wish_for_the_same_is_told_like_any_other():
    why, rows = told_of({SAFETY: "met"}, AFTERCARE, OPEN, LICENSED)

    assert why == "Lists 1 of your 3 wishes: domestic violence services."
    assert "Yes, weight 1: domestic violence services" in rows


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_a_result_says_the_same_whether_or_not_something_counts_quietly(safety, aftercare, licence):
    says = {SAFETY: safety, "aftercare": aftercare, "state_licensed": licence}
    for wishes in ((), (AFTERCARE,), (LICENSED,), (AFTERCARE, LICENSED)):
        assert told_of(says, *wishes, QUIET) == told_of(says, *wishes)


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_what_counts_quietly_counts_in_the_sum(safety, aftercare):
    findings, standing = found({SAFETY: safety, "aftercare": aftercare}, AFTERCARE, QUIET)

    shown = the_sum(standing, Teller(TAXONOMY).of(standing, findings).counted)

    assert sum(round(points * 100) for _, points in shown.rows) == round(shown.total * 100)
    assert shown.total == pytest.approx(standing.arithmetic.score, abs=0.0051)


def test_it_shares_its_line_of_the_sum_with_what_every_family_wishes_for():
    _, rows = told_of({}, AFTERCARE, wish("joint_commission", "carf"), LICENSED, QUIET)

    assert rows[1] == (
        "We look at this for everyone: Joint Commission accreditation or CARF accreditation;"
        " a state license or certification; safety services"
    )


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_where_those_were_weighed_away_no_line_is_its_own(safety, aftercare):
    _, rows = told_of({SAFETY: safety, "aftercare": aftercare}, AFTERCARE, QUIET)

    first, near = rows
    assert first.endswith("weight 2: aftercare; for everyone: safety services")
    assert near == "How near it is"


def test_no_place_is_promised_for_an_answer_that_is_not_named():
    findings, _ = found({}, AFTERCARE, QUIET)

    assert what_would_lift(5, 2, findings, TAXONOMY) is None
    assert what_would_lift(5, 2, spoken(findings), TAXONOMY)


@pytest.mark.parametrize("how", Importance)
def test_no_change_reaches_it_shows_it_or_tells_of_it(how):
    needs = needs_from(answers(substances="heroin", afraid="yes")).at(FRESNO)
    step = Step(importance={SAFETY: how})

    assert refined(needs, step) == needs
    assert SAFETY not in {each.name for each in asked(needs, step)}
    assert "violence" not in str(told(step, needs, TAXONOMY))
