"""What a result says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain import explanation
from matcher.domain.answers import Who
from matcher.domain.operator import Operator
from matcher.domain.ranking import assess
from matcher.domain.refining import Importance, Step
from matcher.domain.result_words import (
    Teller,
    only_for,
    order,
    rounded_together,
    the_sum,
    told,
    what_would_lift,
    why,
    wishes_counted,
)
from tests.builders import a_program, must, some_needs, wish
from tests.stored import TAXONOMY

WOMEN, MEN = "women", "men"


def found(says, *, musts=(), wishes=(), miles=10.0):
    """Put a program that says this to these musts and wishes."""
    needs = some_needs(
        musts=tuple(must(each) for each in musts),
        wishes=tuple(wish(each, weight=2) for each in wishes),
    )
    program = a_program(says=says)
    standing = assess(program, miles, needs)
    return explanation.findings(program, standing, needs, TAXONOMY), standing


EVERYBODY = "open_to_everyone"
FIVE = ["detox", "medicaid", "aftercare", "dbt", "cbt"]


@pytest.mark.parametrize(
    ("says", "musts", "wishes", "expected"),
    [
        (
            ["detox", "medicaid", "aftercare"],
            ["detox", "medicaid"],
            ["aftercare", "dbt"],
            "Lists detox and Medicaid; 1 of your 2 wishes: aftercare.",
        ),
        (["detox"], ["detox"], [], "Lists detox."),
        (["detox"], ["detox"], ["dbt"], "Lists detox; none of your wishes."),
        (
            ["detox"],
            ["detox", "medicaid"],
            ["dbt"],
            "Lists detox, 1 of the 2 things you must have; none of your wishes.",
        ),
        ([], ["detox"], [], "Lists none of what you must have."),
        (FIVE, FIVE, [], "Lists detox, Medicaid, aftercare and 2 more."),
        (
            [EVERYBODY, "detox", "couples_sessions", "psychiatry", "aftercare"],
            [EVERYBODY, "detox"],
            ["aftercare", "couples_sessions", "psychiatry"],
            "Lists detox; 3 of your 3 wishes: aftercare, couples sessions and 1 more.",
        ),
        (
            [EVERYBODY, "couples_sessions", "aftercare"],
            [EVERYBODY],
            ["aftercare", "couples_sessions", "dbt"],
            "Lists 2 of your 3 wishes: aftercare and couples sessions.",
        ),
        ([EVERYBODY], [EVERYBODY], ["dbt"], "Lists none of your wishes."),
        ([EVERYBODY], [EVERYBODY], [], "Lists being open to people no court has sent."),
        ([], [], [], "Ordered by distance alone, because you asked for nothing else."),
    ],
)
def test_one_sentence_says_why(says, musts, wishes, expected):
    findings, _ = found(dict.fromkeys(says, "met"), musts=musts, wishes=wishes)

    assert str(why(findings, TAXONOMY)) == expected


def test_the_weightiest_wishes_are_named_first():
    needs = some_needs(wishes=(wish("aftercare", weight=1), wish("couples_sessions", weight=3)))
    program = a_program(says={"aftercare": "met", "couples_sessions": "met"})
    findings = explanation.findings(program, assess(program, 1.0, needs), needs, TAXONOMY)

    assert str(why(findings, TAXONOMY)).endswith("wishes: couples sessions and aftercare.")


@pytest.mark.parametrize(
    ("rank", "then", "wishes", "expected"),
    [
        (3, 1, ["aftercare"], "Would be first on this list if it confirms aftercare."),
        (
            5,
            2,
            ["aftercare", "dbt"],
            (
                "Would be number 2 instead of 5 if it confirms aftercare and dialectical behavior"
                " therapy."
            ),
        ),
        (
            9,
            1,
            ["aftercare", "dbt", "cbt"],
            "Would be first on this list if it confirms all 3 things it has not answered.",
        ),
    ],
)
def test_what_would_lift_a_program_is_said(rank, then, wishes, expected):
    findings, _ = found({}, wishes=wishes)

    assert str(what_would_lift(rank, then, findings, TAXONOMY)) == expected


@pytest.mark.parametrize("then", [None, 4, 5])
def test_what_would_lift_nothing_is_not_said(then):
    findings, _ = found({}, wishes=["aftercare"])

    assert what_would_lift(4, then, findings, TAXONOMY) is None


@pytest.mark.parametrize(
    ("women", "men", "who", "expected"),
    [
        ("met", "unmet", (), "women only"),
        ("met", "unlisted", (), "women only"),
        ("unmet", "met", (), "men only"),
        ("met", "met", (), None),
        ("met", "unknown", (), None),
        ("unknown", "unknown", (), None),
        ("met", "unmet", (Who.WOMEN,), None),
        ("met", "unmet", (Who.MEN,), None),
        ("met", "unmet", (Who.VETERANS,), "women only"),
    ],
)
def test_a_listing_for_one_sex_is_remarked_on(women, men, who, expected):
    said = only_for(a_program(says={WOMEN: women, MEN: men}), who)

    assert (None if said is None else " ".join(str(said).split()[3:5]).strip(".")) == expected


def test_who_runs_it_and_whom_it_names_are_said_in_one_breath():
    program = a_program(says={WOMEN: "met", MEN: "unmet"}, operator=Operator.TRIBE)

    assert str(only_for(program, ())) == (
        "A tribal government runs it. Ask who may come."
        " This listing names women only. Ask before you go."
    )


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=40),
    st.integers(0, 3),
)
def test_rounded_numbers_add_up_to_the_rounded_total_and_stay_close(parts, digits):
    total = sum(parts)

    rounded, whole = rounded_together(parts, total, digits)

    unit = 10**digits
    assert sum(round(each * unit) for each in rounded) == round(whole * unit)
    assert abs(whole - total) <= 0.5 / unit + 1e-9
    assert all(
        abs(each - part) <= 1 / unit + 1e-9 for each, part in zip(rounded, parts, strict=True)
    )


@given(
    st.dictionaries(
        st.sampled_from(["aftercare", "dbt", "cbt", "couples_sessions", "psychiatry"]),
        st.sampled_from(["met", "unknown", "unlisted", "unmet"]),
    ),
    st.floats(0, 3000),
)
def test_a_sum_adds_up_to_its_total_and_the_total_to_the_score(says, miles):
    wishes = ["aftercare", "dbt", "cbt", "couples_sessions", "psychiatry"]
    findings, standing = found(says, wishes=wishes, miles=miles)

    shown = the_sum(standing, wishes_counted(findings, TAXONOMY))

    hundredths = [round(points * 100) for _, points in shown.rows]
    assert sum(hundredths) == round(shown.total * 100)
    assert shown.total == pytest.approx(standing.arithmetic.score, abs=0.0051)


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"detox": "met"}, "there is no doubt"),
        ({}, "Doubt about what you must have: 0.5."),
        ({"detox": "unlisted"}, "Doubt about what you must have: 0.75."),
    ],
)
def test_doubt_is_said_because_it_comes_before_the_score(says, expected):
    findings, standing = found(says, musts=["detox"])

    assert expected in str(order(findings, standing))


@given(st.lists(st.sampled_from(["met", "unknown", "unlisted", "unmet"]), min_size=3, max_size=3))
def test_what_a_teller_says_of_each_is_what_is_said_of_it_alone(outcomes):
    teller = Teller(TAXONOMY)
    terms = ["aftercare", "dbt", "detox"]
    for says in (dict(zip(terms, outcomes, strict=True)), {"dbt": "met"}, {}):
        for miles in (1.0, 30.0):
            findings, standing = found(says, musts=terms[2:], wishes=terms[:2], miles=miles)

            said = teller.of(standing, findings)

            assert said.why == why(findings, TAXONOMY)
            assert said.order == order(findings, standing)
            assert said.counted == wishes_counted(findings, TAXONOMY)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step(radius="100"), "looking within 100 miles"),
        (Step(radius="anywhere"), "looking anywhere"),
        (Step(importance={"detox": Importance.SKIP}), "detox: skip"),
        (Step(importance={"detox": Importance.NICE}), "detox: nice to have"),
        (Step(importance={"aftercare": Importance.MUST}), "aftercare: must have"),
        (Step(radius="100", importance={"detox": Importance.SKIP}), "several changes at once"),
        (Step(importance={"something older": Importance.SKIP}), "several changes at once"),
    ],
)
def test_a_change_is_told_in_words(step, expected):
    needs = some_needs(musts=(must("detox"),), wishes=(wish("aftercare"),))

    assert str(told(step, needs, TAXONOMY)) == expected
