import pytest

from matcher.domain.accounts import (
    EmailRefused,
    Weakness,
    normalized_email,
    normalized_password,
    weakness,
)

EMAIL = "marta.quill@harbor.example"


@pytest.mark.parametrize(
    "typed",
    [
        EMAIL,
        "Marta.Quill@Harbor.Example",
        "  marta.quill@harbor.example ",
        "\uff4darta.quill@harbor.example",  # a full-width m, as some keyboards write it
        "marta.quill\uff20harbor.example",
        "MARTA.QUILL@HARBOR.EXAMPLE",
    ],
)
def test_an_address_has_one_spelling(typed):
    assert normalized_email(typed) == EMAIL


def test_accents_have_one_spelling_too():
    composed, in_parts = "jos\u00e9@harbor.example", "jose\u0301@harbor.example"

    assert normalized_email(composed) == normalized_email(in_parts)


def test_letters_that_only_look_alike_stay_different():
    cyrillic = "m\u0430rta.quill@harbor.example"

    assert normalized_email(cyrillic) != EMAIL


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "marta",
        "marta@harbor",
        "@harbor.example",
        "a@b@c.example",
        "two words@harbor.example",
        "marta@harbor.example, other@harbor.example",
        "marta\u202e@harbor.example",
        "marta\n@harbor.example",
        f"{'m' * 250}@harbor.example",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(EmailRefused):
        normalized_email(typed)


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("eleven char", Weakness.SHORT),
        ("twelve chars", None),
        ("x" * 201, Weakness.LONG),
        ("nineteen quiet herons", None),
        ("пятнадцать тихих цапель", None),
        ("no-digits-no-capitals", None),
        ("837465920174", None),
        (EMAIL, Weakness.LIKE_EMAIL),
        (f"my {EMAIL} 1", Weakness.LIKE_EMAIL),
        ("Marta.Quill1986!", Weakness.LIKE_EMAIL),
        ("harbor.example", Weakness.LIKE_EMAIL),
        ("123456789012", Weakness.COMMON),
        ("098765432109", Weakness.COMMON),
        ("qwertyuiopasdf", Weakness.COMMON),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("ababababababab", Weakness.COMMON),
        ("Password1234!", Weakness.COMMON),
        ("P@ssw0rd2026!", Weakness.COMMON),
        ("passwordpassword", Weakness.COMMON),
        ("password password", Weakness.COMMON),
        ("pass-word-pass-word", Weakness.COMMON),
        ("12345welcome!!", Weakness.COMMON),
    ],
)
def test_a_password_is_judged_by_how_soon_it_would_be_guessed(password, expected):
    assert weakness(password, EMAIL) is expected


def test_a_password_is_the_same_on_every_keyboard():
    assert normalized_password("cafe\u0301 cafe\u0301 12") == normalized_password("café café 12")
