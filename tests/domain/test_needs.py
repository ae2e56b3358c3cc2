import math

import pytest

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.message import msg
from matcher.domain.needs import NeedsOutOfBounds
from tests.builders import must, some_needs, wish


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("within_miles", 0),
        ("within_miles", -5),
        ("within_miles", math.nan),
        ("within_miles", math.inf),
        ("half_distance_miles", 0),
        ("half_distance_miles", -1),
        ("half_distance_miles", math.inf),
        ("closeness", -0.01),
        ("closeness", 1.01),
        ("closeness", math.nan),
    ],
)
def test_a_number_no_search_can_use_is_refused_by_its_field(field, value):
    with pytest.raises(NeedsOutOfBounds) as refused:
        some_needs(**{field: value})

    assert refused.value.field == field


@pytest.mark.parametrize("weight", [0, 4, 9, -1])
def test_a_weight_is_one_two_or_three(weight):
    with pytest.raises(NeedsOutOfBounds) as refused:
        some_needs(wishes=(wish("aftercare"), wish("detox", weight=weight)))

    assert refused.value.field == "wish[1].weight"


@pytest.mark.parametrize(
    "fields",
    [
        {"closeness": 0},
        {"closeness": 1},
        {"within_miles": None},
        {"within_miles": 0.001},
        {"half_distance_miles": 1e9},
    ],
)
def test_the_ends_of_each_range_are_within_it(fields):
    needs = some_needs(**fields)

    assert {name: getattr(needs, name) for name in fields} == fields


def test_absent_numbers_are_those_of_the_contract():
    needs = some_needs()

    assert (needs.within_miles, needs.closeness, needs.half_distance_miles) == (None, 0.35, 25)


def test_a_must_said_twice_counts_once_and_keeps_both_reasons():
    heroin, fentanyl = msg("You said heroin."), msg("You said fentanyl.")
    criterion = Criterion(("treats_opioid_use",))

    needs = some_needs(
        musts=(Must(criterion, (heroin,)), must("detox"), Must(criterion, (fentanyl, heroin)))
    )

    assert needs.musts == (Must(criterion, (heroin, fentanyl)), must("detox"))


def test_a_wish_said_twice_counts_once_at_its_larger_weight():
    needs = some_needs(
        wishes=(
            wish("cbt", "dbt", weight=1),
            wish("aftercare", weight=3),
            wish("dbt", "cbt", weight=2),
        )
    )

    assert needs.wishes == (wish("cbt", "dbt", weight=2), wish("aftercare", weight=3))


def test_one_criterion_may_be_both_a_must_and_a_wish():
    needs = some_needs(musts=(must("aftercare"),), wishes=(Wish(Criterion(("aftercare",)), 2),))

    assert needs.musts[0].criterion == needs.wishes[0].criterion
