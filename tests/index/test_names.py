"""Names found by words that may be spelled wrongly."""

import pytest

from matcher.index.names import Names

NAMES = Names.build(
    [
        ("1", "Plum Court Recovery Center"),
        ("2", "Plum Court"),
        ("3", "Prune Yard Recovery"),
        ("4", "Noise Abatement Society"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("plum court", ["2", "1"]),  # fewer words first
        ("plumm cuort", ["2", "1"]),
        ("recovery", ["3", "1"]),
        ("prune recovery", ["3"]),  # every word must be there
        ("rec", ["3", "1"]),  # a beginning
        ("re", []),  # too short a beginning
        ("plum nowhere", []),
        ("", []),
    ],
)
def test_a_name_holds_every_word_or_one_much_like_it(typed, expected):
    assert NAMES.like(typed, 10) == expected


def test_no_more_are_found_than_were_asked_for():
    assert NAMES.like("plum", 1) == ["2"]


def test_names_alike_in_everything_come_in_the_same_order_every_time():
    names = Names.build((str(n), "Orchard House") for n in (3, 1, 2))

    assert names.like("orchard", 10) == ["1", "2", "3"]
