"""What speaks for one program listed twice, what against it, and that a page can say which."""

import itertools

import pytest

from matcher.domain.resemblance import (
    LIKELY,
    Looks,
    Names,
    Phones,
    Places,
    Resemblance,
    Verdict,
)

PEAR = Looks("Orchard House", "Orchard House", "12 Pear St", "559-555-0100")
PEAR_STREET = Looks("Detox", "Orchard House", "12 Pear Street", "559-555-0100")

EVERY = [
    Resemblance(*levels, settings_apart=settings, people_apart=people)
    for *levels, settings, people in itertools.product(
        Places, Names, Phones, (False, True), (False, True)
    )
]


@pytest.mark.parametrize(
    ("places", "names", "phones", "expected"),
    [
        (Places.SAME, Names.SAME, Phones.SAME, Verdict.LIKELY),
        (Places.SAME, Names.SAME, Phones.DIFFERENT, Verdict.LIKELY),
        (Places.UNIT_UNTOLD, Names.SWAPPED, Phones.SAME, Verdict.LIKELY),
        (Places.SPELLED, Names.ALIKE, Phones.UNTOLD, Verdict.LIKELY),
        (Places.OTHER_UNIT, Names.SAME, Phones.SAME, Verdict.POSSIBLE),
        (Places.NEAR, Names.SAME, Phones.SAME, Verdict.POSSIBLE),
        (Places.NO_STREET, Names.SAME, Phones.SAME, Verdict.POSSIBLE),
        (Places.SAME, Names.ONE_LONGER, Phones.SAME, Verdict.POSSIBLE),
        (Places.SAME, Names.DIFFERENT, Phones.SAME, Verdict.TWO),  # siblings under one roof
        (Places.ELSEWHERE, Names.SAME, Phones.SAME, Verdict.TWO),  # a chain with one number
    ],
)
def test_siblings_are_told_from_duplicates(places, names, phones, expected):
    assert Resemblance(places, names, phones).verdict is expected


@pytest.mark.parametrize("apart", ["settings_apart", "people_apart"])
def test_nothing_is_likely_where_two_listings_treat_otherwise_or_others(apart):
    alike = Resemblance(Places.SAME, Names.SAME, Phones.SAME, **{apart: True})

    assert alike.verdict is Verdict.POSSIBLE


def test_nothing_is_likely_without_one_place_and_one_name():
    likely = {(each.places, each.names) for each in EVERY if each.score >= LIKELY}

    assert likely == set(
        itertools.product(
            (Places.SAME, Places.UNIT_UNTOLD, Places.SPELLED),
            (Names.SAME, Names.SWAPPED, Names.ALIKE),
        )
    )


def test_a_score_is_between_nothing_and_a_hundred():
    assert {0 <= each.score <= 100 for each in EVERY} == {True}


@pytest.mark.parametrize(
    ("resemblance", "expected"),
    [
        (
            Resemblance(Places.SAME, Names.ONE_LONGER, Phones.SAME),
            [
                "Same street and ZIP, written differently: 12 Pear St / 12 Pear Street.",
                "One name says more: Orchard House / Orchard House, Detox.",
                "Same phone.",
            ],
        ),
        (
            Resemblance(Places.ELSEWHERE, Names.SAME, Phones.UNTOLD, settings_apart=True),
            ["Same names.", "But they treat people in different settings."],
        ),
    ],
)
def test_the_reasons_say_what_was_compared(resemblance, expected):
    assert [str(each) for each in resemblance.reasons(PEAR, PEAR_STREET)] == expected


def test_every_resemblance_can_be_said_even_of_an_address_that_may_not_be_told():
    hidden = Looks("Safe House", "Safe House", "", "559-555-0100")

    for each in EVERY:
        assert all(str(reason).endswith(".") for reason in each.reasons(PEAR, hidden))
        assert "Pear" not in str(each.reasons(hidden, PEAR)[0])


def test_a_per_cent_sign_in_a_name_is_no_template():
    odd = Looks("100% Sober", "100% Sober", "1 Elm", "")

    reasons = Resemblance(Places.SAME, Names.ALIKE, Phones.UNTOLD).reasons(odd, PEAR)

    assert "100% Sober" in str(reasons[1])
