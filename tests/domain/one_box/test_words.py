"""Words, and slips of spelling."""

import pytest

from matcher.domain.one_box.phrases import spelled
from matcher.domain.one_box.words import distance, split


def plain(sentence):
    return [word.plain for word in split(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I’m here", ["i", "m", "here"]),
        ("he doesn't", ["he", "doesnt"]),
        ("my wife's", ["my", "wife", "s"]),
        ("Española", ["espanola"]),
        ("live-in", ["live-in"]),
        ("16-year-old", ["16", "year-old"]),
    ],
)
def test_a_sentence_is_parted_into_words(sentence, expected):
    assert plain(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("a, b. c d", [".", ",", ".", ""]),
        ("St. Louis", [".", ""]),  # its full stop ends nothing
    ],
)
def test_a_word_knows_what_stood_before_it(sentence, expected):
    assert [word.before for word in split(sentence)] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("heroin", "heroin", 0),
        ("herion", "heroin", 1),  # two letters swapped
        ("heroine", "heroin", 1),
        ("cocain", "cocaine", 1),
        ("fentynal", "fentanyl", 2),
        ("alcohol", "heroin", 3),  # more than asked for
    ],
)
def test_slips_are_counted(one, other, expected):
    assert distance(one, other, 2) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("brother", "bother", "mother", "other", "father", "feather", "track", "stack"),
        *("driving", "finance", "herein", "instance", "human", "friendly", "ready", "parent"),
    ],
)
def test_a_true_word_is_no_slip(word):
    assert spelled(split(word)) == [word]
