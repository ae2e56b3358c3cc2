"""Pairs are found by what they share, told apart by what they do not, and siblings are let be."""

from dataclasses import replace

import pytest

from matcher.domain.resemblance import Names, Phones, Places, Verdict
from matcher.importers.duplicates import Listed, compare, find

ORCHARD = Listed(
    id="a",
    organization="Orchard House Inc",
    name="Womens Recovery",
    street="12 North Jefferson Street",
    street2="Suite 301",
    city="Fresno",
    state="CA",
    postal_code="93701",
    phone="559-555-0100",
    intake_phone="559-555-0111 x12; 800-555-0122",
    codes=frozenset({"SA", "OP", "ADLT", "FEM"}),
)


def beside(**differs):
    """Return the same listing under another id, but for what differs."""
    return replace(ORCHARD, id="b", **differs)


def noise():
    return [
        replace(
            ORCHARD,
            id=f"noise {each}",
            organization=f"Elsewhere {each} Clinic",
            name=f"Elsewhere {each} Clinic",
            street=f"{each} Noise Road",
            city="Boston",
            state="MA",
            postal_code="02118",
            phone=f"617-555-01{each:02}",
            intake_phone="",
        )
        for each in range(50)
    ]


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({"street": "12 N. Jefferson St."}, Places.SAME),
        ({"street": "12 N Jefferson St.", "street2": "Ste #301"}, Places.SAME),
        ({"street": "12 N Jefferson St, Suite 301", "street2": ""}, Places.SAME),
        ({"street2": "Siute 301"}, Places.SAME),
        ({"street": "12 Jefferson Street"}, Places.SAME),
        ({"street2": ""}, Places.UNIT_UNTOLD),
        ({"street": "12 North Jeferson Street"}, Places.SPELLED),
        ({"street": "12 North Jefferson Str"}, Places.SPELLED),
        ({"street": "12 Nroth Jefferson Strete"}, Places.SPELLED),
        ({"postal_code": "93710"}, Places.SPELLED),
        ({"street2": "Suite 302"}, Places.OTHER_UNIT),
        ({"street2": "Building B"}, Places.OTHER_UNIT),
        ({"street": "12 South Jefferson Street"}, Places.NEAR),
        ({"street": "12 North Jefferson Avenue"}, Places.NEAR),
        ({"street": "14 North Jefferson Street"}, Places.ELSEWHERE),  # the house next door
        ({"street": "412 North Jefferson Street"}, Places.NEAR),  # a slip of the hand
        ({"street": "12 North Madison Street"}, Places.ELSEWHERE),
        ({"street": "P.O. Box 12", "street2": ""}, Places.NO_STREET),
        ({"postal_code": "02118", "city": "Boston", "state": "MA"}, Places.ELSEWHERE),
    ],
)
def test_addresses_are_compared_as_people_write_them(differs, expected):
    assert compare(ORCHARD, beside(**differs)).places is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12 5th Avenue", "12 6th Avenue", Places.ELSEWHERE),
        ("12 5th Avenue", "12 Fifth Ave", Places.SAME),
        ("728 Freeman Avenue", "728 1/2 Freeman Avenue", Places.ELSEWHERE),
        ("163-18 Jamaica Avenue", "163-18 Jamiaca Avenue", Places.SPELLED),
    ],
)
def test_figures_in_a_street_are_never_a_slip(one, other, expected):
    assert (
        compare(replace(ORCHARD, street=one, street2=""), beside(street=other, street2="")).places
        is expected
    )


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({"organization": "The Orchard House, LLC"}, Names.SAME),
        ({"organization": "Orchard Huose Inc"}, Names.ALIKE),
        ({"organization": "Womens Recovery", "name": "Orchard House"}, Names.SWAPPED),
        ({"organization": "Womens Recovrey", "name": "Orchard House"}, Names.SWAPPED),
        ({"name": "Orchard House Inc"}, Names.ONE_LONGER),
        ({"name": "Womens Recovery Treatment Program"}, Names.ALIKE),
        ({"name": "Mens Recovery"}, Names.DIFFERENT),
        ({"name": "Womens Outpatient"}, Names.DIFFERENT),
        ({"name": "Womens Recovery II"}, Names.ONE_LONGER),
    ],
)
def test_a_word_that_one_lacks_tells_two_programs_apart(differs, expected):
    assert compare(ORCHARD, beside(**differs)).names is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fathers with Children", "Mothers with Children"),
        ("North Program", "Worth Program"),
        ("Northern Clinic", "Southern Clinic"),
        ("Hope House 1", "Hope House 2"),
        ("Outpatient Unit", "Inpatient Unit"),
    ],
)
def test_words_that_only_look_alike_are_two_words(one, other):
    pair = (replace(ORCHARD, name=one), beside(name=other))

    assert compare(*pair).names is Names.DIFFERENT


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({"phone": "(559) 555-0100 ext. 4"}, Phones.SAME),
        ({"phone": "559-555-0111"}, Phones.SHARED),
        ({"phone": "559-555-0199", "intake_phone": ""}, Phones.DIFFERENT),
        ({"phone": "", "intake_phone": ""}, Phones.UNTOLD),
        ({"phone": "ask at the door", "intake_phone": ""}, Phones.UNTOLD),
    ],
)
def test_phones_are_compared_without_their_extensions(differs, expected):
    assert compare(ORCHARD, beside(**differs)).phones is expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({"SA", "RES", "ADLT", "FEM"}, (True, False)),
        ({"SA", "OP", "RES", "ADLT", "FEM"}, (False, False)),
        ({"SA", "OP", "ADLT", "MALE"}, (False, True)),
        ({"SA", "OP", "CHLD", "FEM"}, (False, True)),
        ({"SA"}, (False, False)),  # did not say: nothing speaks against it
    ],
)
def test_where_and_whom_they_treat_tells_two_programs_apart(codes, expected):
    found = compare(ORCHARD, beside(codes=frozenset(codes)))

    assert (found.settings_apart, found.people_apart) == expected


def test_a_pair_is_found_among_others_and_the_others_are_not():
    copy = beside(street="12 N Jeferson St", street2="", organization="Orchard Hose Inc")

    found = find([*noise(), copy, ORCHARD])

    assert [(each.one, each.other) for each in found] == [("a", "b")]
    assert found[0].resemblance.verdict is Verdict.LIKELY


def test_the_likest_pair_comes_first():
    listings = [ORCHARD, beside(street2="Suite 9"), replace(ORCHARD, id="c")]

    found = find([*noise(), *listings])

    assert [(each.one, each.other) for each in found] == [("a", "c"), ("a", "b"), ("b", "c")]


def test_a_number_that_a_whole_chain_shares_finds_nobody_by_itself():
    chain = [
        replace(each, organization="Chain", name="Chain", phone=ORCHARD.phone) for each in noise()
    ]

    assert find([ORCHARD, *chain]) == []
