import pytest

from matcher.domain.answers import Who
from matcher.domain.operator import Operator, ask_who_may_come, operator_in


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"SA", "VAMC"}, Operator.VETERANS_AFFAIRS),
        ({"IH", "TBG"}, Operator.INDIAN_HEALTH_SERVICE),
        ({"SA", "PVTN", "VET", "VAMCX"}, None),
        (set(), None),
    ],
)
def test_some_operators_are_named_by_a_code(codes, expected):
    assert operator_in(codes) is expected


@pytest.mark.parametrize("operator", Operator)
def test_whoever_it_may_not_be_run_for_is_told_to_ask(operator):
    said = str(ask_who_may_come(operator, {Who.WOMEN, Who.OLDER_ADULTS}))

    assert said.endswith("Ask who may come.")


@pytest.mark.parametrize(
    ("operator", "who"),
    [(Operator.VETERANS_AFFAIRS, Who.VETERANS), (Operator.DEFENSE, Who.ACTIVE_DUTY)],
)
def test_those_it_is_run_for_are_told_nothing(operator, who):
    assert ask_who_may_come(operator, {Who.MEN, who}) is None


def test_where_anybody_runs_it_nothing_is_said():
    assert ask_who_may_come(None, set()) is None
