"""What was weighed by hand, as one thing."""

from matcher.domain.refining import Importance, Step
from matcher.domain.weighing import Weighing
from tests.builders import must, some_needs

NEEDS = some_needs(musts=(must("medicaid"),))


def terms(needs):
    return [each.criterion.terms for each in (*needs.musts, *needs.wishes)]


def test_nothing_weighed_leaves_a_search_as_it_is():
    assert not Weighing()
    assert Weighing().over(NEEDS, joint=True) == NEEDS


def test_the_list_comes_after_the_front_page():
    weighing = Weighing(
        {"spanish": Importance.MUST, "family": Importance.NICE},
        Step(importance={"spanish": Importance.SKIP}),
    )

    needs = weighing.over(NEEDS, joint=True)

    assert weighing
    assert terms(needs) == [("medicaid",), ("family_programming",)]


def test_nothing_joint_is_weighed_where_it_may_not_be():
    weighing = Weighing({"couples": Importance.MUST, "spanish": Importance.MUST})

    assert terms(weighing.over(NEEDS, joint=False)) == [("medicaid",), ("spanish",)]
