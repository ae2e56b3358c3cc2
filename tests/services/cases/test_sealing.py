"""What is sealed opens for its owner, in its row, and for nobody else."""

import pytest

from matcher.services.cases.sealing import Seal, SealedOtherwise
from tests.support.application import SECRET

WORDS = {"notes": "Ask for Rosa, mañana"}


def test_what_was_sealed_opens_again():
    seal = Seal(SECRET, 7)

    assert seal.open(seal.close(WORDS, "row"), "row") == WORDS
    assert seal.open("", "row") is None


@pytest.mark.parametrize(
    ("other", "row"),
    [
        (Seal(SECRET, 8), "row"),  # another account
        (Seal(SECRET + "x", 7), "row"),  # another secret
        (Seal(SECRET, 7), "another row"),
        (Seal(SECRET, 77), "row"),
    ],
)
def test_it_opens_with_no_other_key_and_in_no_other_row(other, row):
    sealed = Seal(SECRET, 7).close(WORDS, "row")

    with pytest.raises(SealedOtherwise):
        other.open(sealed, row)


def test_a_change_of_one_letter_is_found():
    sealed = Seal(SECRET, 7).close(WORDS, "row")
    changed = ("A" if sealed[20] != "A" else "B").join([sealed[:20], sealed[21:]])

    with pytest.raises(SealedOtherwise):
        Seal(SECRET, 7).open(changed, "row")


def test_its_length_says_little_and_no_two_are_alike():
    seal = Seal(SECRET, 7)
    short, longer = seal.close({"notes": "a"}, "row"), seal.close({"notes": "a" * 30}, "row")

    assert len(short) == len(longer)
    assert seal.close(WORDS, "row") != seal.close(WORDS, "row")
