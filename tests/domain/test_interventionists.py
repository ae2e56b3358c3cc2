"""Interventionists: money is said first, silence is said, and the order knows neither."""

import dataclasses
from datetime import date

import pytest

from matcher.domain.geography import Place, Point
from matcher.domain.interventionists import order, words
from matcher.domain.interventionists.order import Found, Reach, Served, serving, state_of
from matcher.domain.interventionists.profile import Check, Credential, Fee
from matcher.domain.interventionists.vocabulary import (
    Approach,
    Language,
    Manner,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from tests.builders import FRESNO, SAN_FRANCISCO
from tests.interventionists import ON, a_connection, a_profile, an_area

HERE = Place("Fresno, CA 93701", FRESNO)
CONFIRMED = Check(Standing.CONFIRMED, Proof.PROGRAM, ON, "Admin")
DISPUTED = Check(Standing.DISPUTED, Proof.OWN_WORD, ON, "Admin", "The program says no.")


def north(miles):
    return Point(FRESNO.latitude + miles / 69.09, FRESNO.longitude)


def test_nearest_areas_come_first_then_the_state_then_by_phone_then_names():
    everyone = [
        Served(1, "Zoe", states=frozenset({"CA"})),
        Served(2, "abe", remote=True),
        Served(3, "Far", (an_area(50, SAN_FRANCISCO),)),
        Served(4, "Near", (an_area(50, north(20)), an_area(50, north(5)))),
        Served(5, "Nearest", (an_area(50, north(2)),), frozenset({"CA"}), remote=True),
        Served(6, "Bea", remote=True),
        Served(7, "Bea", states=frozenset({"CA", "NV"})),
        Served(8, "Elsewhere", states=frozenset({"NV"})),
    ]

    found = serving(everyone, HERE)

    assert [each.id for each in found] == [5, 4, 7, 1, 2, 6]
    assert [each.reach for each in found[:3]] == [Reach.AREA, Reach.AREA, Reach.STATE]
    assert found[1].miles == pytest.approx(5, abs=0.01)


def test_without_a_place_everyone_is_there_by_name():
    everyone = [Served(1, "zoe"), Served(2, "Abe"), Served(3, "Abe")]

    assert serving(everyone, None) == [
        Found(2, "Abe", None),
        Found(3, "Abe", None),
        Found(1, "zoe", None),
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Fresno, CA", "CA"),
        ("Fresno, CA 93701", "CA"),
        ("36.7, -119.8", None),
        ("Somewhere, XX", None),
    ],
)
def test_a_place_is_in_the_state_that_its_label_names(label, expected):
    assert state_of(Place(label, FRESNO)) == expected


def test_the_order_cannot_see_money():
    assert {field.name for field in dataclasses.fields(Served)} == {
        "id",
        "name",
        "areas",
        "states",
        "remote",
    }
    taken = {name for name in vars(order) if not name.startswith("_")}
    assert not taken & {"Profile", "Connection", "Fee", "Payer", "Tie"}


@pytest.mark.parametrize(
    ("manner", "approaches", "expected"),
    [
        (Manner.INVITES, [Approach.SURPRISE], False),
        (Manner.INVITES, [Approach.SURPRISE, Approach.INVITATION], True),
        (Manner.CRAFT, [Approach.ARISE], False),
        (Manner.SURPRISE, [Approach.ARISE, Approach.SURPRISE], True),
    ],
)
def test_a_manner_fits_who_works_so(manner, approaches, expected):
    assert manner.fits(approaches) is expected


@pytest.mark.parametrize(
    ("connection", "expected"),
    [
        (a_connection(Tie.PAID_BY), "Says that Orchard House pays them."),
        (a_connection(Tie.EMPLOYED_BY), "Says that Orchard House employs them."),
        (a_connection(Tie.WORKED_WITH), "Says that they have worked with Orchard House."),
        (a_connection(Tie.PAID_BY, check=CONFIRMED), "Orchard House pays them."),
        (
            a_connection(Tie.PAID_BY, check=CONFIRMED, ended_on=date(2026, 3, 3)),
            "Orchard House paid them until 3 March 2026.",
        ),
        (a_connection(Tie.PAID_BY, check=DISPUTED), "Says that Orchard House pays them."),
        (a_connection(Tie.PAID_BY, "100% House"), "Says that 100% House pays them."),
    ],
)
def test_a_tie_is_said_as_somebody_s_word_until_it_is_confirmed(connection, expected):
    assert str(words.tie(connection)) == expected


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (Check(), "Only declared. Nobody has checked it yet."),
        (CONFIRMED, "Confirmed on 20 November 2026 by the program’s own word."),
        (DISPUTED, "Disputed since 20 November 2026: The program says no."),
    ],
)
def test_a_check_says_when_and_by_what(check, expected):
    assert str(words.checked(check)) == expected


def test_a_tie_says_since_when_and_in_which_words():
    assert words.beyond(a_connection()) is None
    said = a_connection(since_year=2021, words="for 3% of each bill")
    assert str(words.beyond(said)) == "Since 2021. In their words: “for 3% of each bill”"
    assert str(words.beyond(a_connection(since_year=2021))) == "Since 2021."
    assert str(words.declared(said)) == "Declared by Rosa Quince on 20 November 2026."


NOT_SAID = "Did not say whether programs pay them. Ask."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, [NOT_SAID, "Did not say who pays them. Ask."]),
        ({"payers": (Payer.FAMILY,)}, [NOT_SAID, "Says that the family pays them."]),
        (
            {"payers": (Payer.FAMILY,), "no_program_money": True},
            ["Says that no program gives them money or gifts.", "Says that the family pays them."],
        ),
        (
            {"payers": (Payer.FAMILY, Payer.PROGRAM)},
            ["Says that a program pays them. Ask which one.", "Says that the family pays them."],
        ),
        (
            {"payers": (Payer.PROGRAM,), "connections": (a_connection(Tie.PAID_BY),)},
            [],  # the connection itself is said before this, and names the program
        ),
        (
            {
                "payers": (Payer.FAMILY,),
                "connections": (a_connection(Tie.PAID_BY, check=DISPUTED),),
            },
            [NOT_SAID, "Says that the family pays them."],
        ),
        (
            {
                "payers": (Payer.FAMILY,),
                "no_program_money": True,
                "connections": (a_connection(Tie.EMPLOYED_BY),),
            },
            ["Says that the family pays them."],
        ),
    ],
)
def test_money_from_programs_is_said_first_and_silence_about_it_too(said, expected):
    assert [str(each) for each in words.paid(a_profile(**said))] == expected


def test_referral_fees_are_named_before_everything_with_the_law():
    first = words.paid(a_profile(payers=(Payer.FAMILY, Payer.REFERRAL_FEE)))[0]

    assert "paid for sending people to programs" in str(first)
    assert "18 U.S.C. 220" in str(first)


def test_ties_of_money_come_before_all_others():
    ties = [
        a_connection(Tie.WORKED_WITH, "Alder"),
        a_connection(Tie.PAID_BY, "Zelkova", ended_on=ON, check=CONFIRMED),
        a_connection(Tie.EMPLOYED_BY, "Yew"),
        a_connection(Tie.PAID_BY, "Birch", check=DISPUTED),
    ]

    found = [each.program.name for each in sorted(ties, key=lambda each: each.order)]

    assert found == ["Yew", "Birch", "Zelkova", "Alder"]


def test_only_ties_that_stand_count_as_knowing_a_program():
    profile = a_profile(
        connections=(
            a_connection(Tie.PAID_BY, "Alder"),
            a_connection(Tie.WORKED_WITH, "Birch", check=DISPUTED),
            a_connection(Tie.WORKED_WITH, "Cedar", check=CONFIRMED, ended_on=ON),
            a_connection(Tie.WORKED_WITH, "Dogwood"),
        )
    )

    known = profile.known(frozenset({"alder", "birch", "cedar"}))

    assert [each.program.name for each in known] == ["Alder"]


def test_a_profile_says_what_families_still_miss():
    empty = [str(each) for each in a_profile().to_finish]
    whole = a_profile(
        approaches=(Approach.CRAFT,),
        payers=(Payer.FAMILY,),
        languages=(Language.ENGLISH,),
        phone="559-555-0100",
        remote=True,
    )

    assert len(empty) == 5
    assert whole.to_finish == []
    both = dataclasses.replace(
        whole, no_program_money=True, connections=(a_connection(Tie.PAID_BY),)
    )
    assert [str(each)[:35] for each in both.to_finish] == ["You say that no program pays you, a"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, None),
        (0, None, "$0 an hour"),
        (1500, None, "$1,500 an hour"),
        (150, 2000, "$150 to $2,000 an hour"),
    ],
)
def test_a_fee_says_its_amount(low, high, expected):
    said = words.amount(Fee(1, low, high, Per.HOUR, "words", ON))

    assert (None if said is None else str(said)) == expected


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (None, None),
        (ON, "Holds until 20 November 2026."),
        (date(2026, 11, 19), "It ran out on 19 November 2026. Ask whether it was renewed."),
    ],
)
def test_a_credential_that_ran_out_says_so(expires_on, expected):
    said = words.runs_out(Credential(1, "CIP", "A board", "", "", expires_on, ON), ON)

    assert (None if said is None else str(said)) == expected


def test_every_approach_is_explained_with_what_is_known_of_it():
    for each in Approach:
        assert str(words.way(each))
        assert str(words.studies(each))
    assert "62 percent" in str(words.studies(Approach.CRAFT))
    assert "30 of 100" in str(words.studies(Approach.SURPRISE))
