"""A nickname gives nobody away."""

import pytest

from matcher.domain.cases.nicknames import Suspicion, suspicion


@pytest.mark.parametrize(
    "nickname",
    [
        "Blue heron",
        "Blue Heron",
        "The house on Elm",
        "Heron 2",
        "J. from the north",
        "March family, two",
        "Grace",
        "Saint Mary river",
        "Case 12/26",
    ],
)
def test_what_says_nothing_of_a_person_is_taken(nickname):
    assert suspicion(nickname) is None


@pytest.mark.parametrize(
    ("nickname", "expected"),
    [
        ("John Smith", Suspicion.FULL_NAME),
        ("john Smith", Suspicion.FULL_NAME),
        ("mary linda", Suspicion.FULL_NAME),
        ("Smith, John", Suspicion.FULL_NAME),
        ("the husband of Maria Lopez", Suspicion.FULL_NAME),
        ("Mrs. Okafor", Suspicion.FULL_NAME),
        ("Dr Okafor", Suspicion.FULL_NAME),
        ("Michael O’Brien", Suspicion.FULL_NAME),
        ("ana@post.example", Suspicion.EMAIL),
        ("559-555-0100", Suspicion.NUMBER),
        ("born 03/04/1990", Suspicion.NUMBER),
        ("heron (559) 555 0100", Suspicion.NUMBER),
    ],
)
def test_what_says_who_it_is_about_is_suspected(nickname, expected):
    assert suspicion(nickname) is expected
