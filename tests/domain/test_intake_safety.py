"""Rule 13: where someone is afraid nothing joint is asked, whatever else was answered."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.family_rules import JOINT
from matcher.domain.intake import RULES, needs_from
from tests.builders import wish
from tests.families import answers, asked, because, cards, some_answers, wishes


@given(some_answers, st.booleans())
def test_where_someone_is_afraid_nothing_joint_is_asked_whatever_else_is_answered(
    family, by_danger
):
    if by_danger:
        family = replace(family, danger=answers(danger="violence").danger)
    else:
        family = replace(family, afraid=answers(afraid="yes").afraid)

    intake = needs_from(family)

    assert not asked(intake) & JOINT
    assert wishes(intake)["domestic_violence_services",] == 2
    assert because(intake, "domestic_violence_services") == [
        "We look at safety services for everyone."
    ]


@given(some_answers)
def test_the_violence_card_comes_with_rule_13_and_never_where_others_may_read(family):
    afraid = family.afraid == "yes" or "violence" in family.danger

    intake = needs_from(family)

    assert ("violence" in cards(intake)) is afraid
    assert all(shown.id != "violence" for shown in intake.open_cards)


def test_a_joint_term_inside_an_any_of_criterion_is_taken_out_of_it():
    rule = replace(RULES[14], body=lambda _: iter([wish("couples_sessions", "holistic")]))

    intake = needs_from(answers(afraid="yes"), [rule])

    assert asked(intake) == {"holistic"}


def test_nothing_else_changes_where_someone_is_afraid():
    calm = answers(substances="heroin", couples="wanted", both_use="yes", **{"for": "spouse"})

    before = needs_from(calm)
    after = needs_from(replace(calm, afraid=answers(afraid="yes").afraid))

    assert asked(before) - asked(after) == JOINT
    assert asked(after) - asked(before) == {"domestic_violence_services"}
    assert set(cards(before)) - set(cards(after)) == {"couples_evidence"}
