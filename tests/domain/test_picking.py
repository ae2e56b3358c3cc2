"""The front page's dozen: what each asks, how it joins the answers, and what rule 13 takes out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answers import Afraid, Danger
from matcher.domain.family_rules import JOINT, someone_is_afraid
from matcher.domain.intake import needs_from
from matcher.domain.picking import BECAUSE, PICKS, picked, read_picks, write_picks
from matcher.domain.refining import Importance, Step, name_of, refined
from matcher.importers.seeds import read_taxonomy
from tests.builders import FRESNO, must, some_needs, wish
from tests.families import answers, some_answers

NAMES = [pick.name for pick in PICKS]
some_picks = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Importance))
any_change = st.builds(
    Step,
    importance=st.dictionaries(
        st.sampled_from([name_of(pick.criterion) for pick in PICKS] + sorted(JOINT)),
        st.sampled_from(Importance),
    ),
)


def terms(needs):
    return {term for each in (*needs.musts, *needs.wishes) for term in each.criterion.terms}


def test_a_dozen_things_are_offered_each_once():
    assert len(set(NAMES)) == len({pick.criterion.key for pick in PICKS}) == len(PICKS) == 12


def test_each_asks_for_terms_of_the_vocabulary():
    known = set(read_taxonomy().terms)

    assert {term for pick in PICKS for term in pick.terms} <= known


def test_a_must_is_a_must_and_what_is_nice_weighs_three():
    picks = {"detox": Importance.MUST, "aftercare": Importance.NICE, "spanish": Importance.SKIP}

    needs = picked(some_needs(), picks, joint=True)

    assert [each.criterion.terms for each in needs.musts] == [("medical_detox",)]
    assert [(each.criterion.terms, each.weight) for each in needs.wishes] == [(("aftercare",), 3)]
    assert needs.musts[0].because == needs.wishes[0].because == BECAUSE


def test_what_was_answered_and_picked_too_is_asked_once_with_both_reasons():
    wished = replace(wish("aftercare", weight=1), because=("We look for it for everyone.",))

    needs = picked(some_needs(wishes=(wished,)), {"aftercare": Importance.NICE}, joint=True)

    (asked,) = needs.wishes
    assert asked.weight == 3
    assert asked.because == ("We look for it for everyone.", *BECAUSE)


@pytest.mark.parametrize("how", [Importance.MUST, Importance.NICE])
def test_a_must_of_the_answers_stays_one_however_it_was_picked(how):
    needs = picked(some_needs(musts=(must("medical_detox"),)), {"detox": how}, joint=True)

    assert [each.criterion.terms for each in needs.musts] == [("medical_detox",)]
    assert needs.wishes == ()


@given(some_answers, some_picks, any_change, st.booleans())
def test_where_someone_is_afraid_nothing_joint_is_asked_whatever_was_picked_or_changed(
    family, picks, change, by_danger
):
    if by_danger:
        family = replace(family, danger=(Danger.VIOLENCE,))
    else:
        family = replace(family, afraid=Afraid.YES)
    asked = needs_from(family).at(FRESNO)

    needs = refined(picked(asked, picks, joint=not someone_is_afraid(family)), change)

    assert not terms(needs) & JOINT


def test_where_nobody_is_afraid_a_couple_may_ask_for_sessions():
    asked = needs_from(answers(afraid="no")).at(FRESNO)

    needs = picked(asked, {"couples": Importance.MUST}, joint=True)

    assert ("couples_sessions",) in [each.criterion.terms for each in needs.musts]


@given(some_picks)
def test_picks_come_back_from_json_as_they_went_in(picks):
    expected = {name: how for name, how in picks.items() if how is not Importance.SKIP}

    assert read_picks(write_picks(picks)) == expected


def test_picks_of_another_version_are_left():
    written = {"detox": "must", "yoga": "must", "spanish": "perhaps", "family": 3}

    assert read_picks(written) == {"detox": Importance.MUST}
