"""Changes on the list: steps over what the answers asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.answers import Closeness
from matcher.domain.refining import (
    RADIUS_BY_NAME,
    Importance,
    Step,
    asked,
    closeness_of,
    name_of,
    overruled,
    radius_name,
    read_step,
    refined,
    together,
    write_step,
)
from tests.builders import must, some_needs, wish

NEEDS = some_needs(
    within_miles=50.0,
    musts=(must("detox"), must("medicaid", "sliding_fee")),
    wishes=(wish("couples_sessions", weight=2),),
)

some_steps = st.builds(
    Step,
    st.none() | st.sampled_from(list(RADIUS_BY_NAME)),
    st.none() | st.sampled_from(Closeness),
    st.dictionaries(
        st.sampled_from(["detox", "medicaid-or-sliding_fee", "couples_sessions", "noise"]),
        st.sampled_from(Importance),
    ),
)


def terms(needs):
    return (
        [each.criterion.terms for each in needs.musts],
        [(each.criterion.terms, each.weight) for each in needs.wishes],
    )


@pytest.mark.parametrize(
    ("importance", "musts", "wishes"),
    [
        ({}, [("detox",), ("medicaid", "sliding_fee")], [(("couples_sessions",), 2)]),
        (
            {"detox": Importance.NICE},
            [("medicaid", "sliding_fee")],
            [(("detox",), 3), (("couples_sessions",), 2)],
        ),
        (
            {"detox": Importance.SKIP},
            [("medicaid", "sliding_fee")],
            [(("couples_sessions",), 2)],
        ),
        (
            {"couples_sessions": Importance.MUST, "medicaid-or-sliding_fee": Importance.SKIP},
            [("detox",), ("couples_sessions",)],
            [],
        ),
    ],
)
def test_each_thing_counts_as_it_is_weighed(importance, musts, wishes):
    needs = refined(NEEDS, Step(importance=importance))

    assert terms(needs) == (musts, wishes)


@given(some_steps)
def test_no_change_asks_for_what_the_answers_did_not(step):
    after = refined(NEEDS, step)

    before = {name_of(each.criterion) for each in (*NEEDS.musts, *NEEDS.wishes)}
    assert {name_of(each.criterion) for each in (*after.musts, *after.wishes)} <= before


@pytest.mark.parametrize(("name", "miles"), RADIUS_BY_NAME.items())
def test_a_distance_is_what_its_name_says(name, miles):
    needs = refined(NEEDS, Step(radius=name))

    assert needs.within_miles == miles
    assert radius_name(needs.within_miles) == name


@pytest.mark.parametrize("closeness", Closeness)
def test_nearness_counts_as_was_chosen(closeness):
    needs = refined(NEEDS, Step(closeness=closeness))

    assert closeness_of(needs) is closeness


@given(st.lists(some_steps))
def test_steps_together_are_the_steps_one_after_another(steps):
    once = refined(NEEDS, together(steps))

    for name in ("within_miles", "closeness"):
        changed = [
            each for each in steps if (each.radius if name == "within_miles" else each.closeness)
        ]
        last = refined(NEEDS, changed[-1]) if changed else NEEDS
        assert getattr(once, name) == getattr(last, name)
    latest = {name: how for each in steps for name, how in each.importance.items()}
    assert {each.name: each.importance for each in asked(NEEDS, together(steps))} == {
        each.name: latest.get(each.name, each.importance) for each in asked(NEEDS, Step())
    }


@given(some_steps)
def test_a_step_is_read_as_it_was_written(step):
    assert read_step(write_step(step)) == step


@pytest.mark.parametrize(
    "written",
    [
        {"radius": "7"},
        {"radius": 50},
        {"closeness": "far"},
        {"importance": {"detox": "always"}},
        {"importance": None},
        {"another": "version"},
    ],
)
def test_what_an_older_version_wrote_changes_nothing(written):
    assert not read_step(written)


def test_what_is_skipped_stays_on_the_form():
    found = asked(NEEDS, Step(importance={"detox": Importance.SKIP}))

    assert [each.importance for each in found] == [
        Importance.SKIP,
        Importance.MUST,
        Importance.NICE,
    ]


@pytest.mark.parametrize(
    ("anew", "expected"),
    [
        ({}, [Step("25", Closeness.BALANCED, {"detox": Importance.NICE}), Step("100")]),
        ({"radius": True}, [Step(None, Closeness.BALANCED, {"detox": Importance.NICE})]),
        ({"closeness": True}, [Step("25", None, {"detox": Importance.NICE}), Step("100")]),
        ({"names": ["detox"]}, [Step("25", Closeness.BALANCED), Step("100")]),
        ({"radius": True, "closeness": True, "names": ["detox"]}, []),
    ],
)
def test_what_is_answered_anew_overrules_the_change_of_it_and_nothing_else(anew, expected):
    steps = [Step("25", Closeness.BALANCED, {"detox": Importance.NICE}), Step("100")]

    assert list(overruled(steps, **anew)) == expected
