"""What only this installation can check."""

import pytest

from matcher.services.accounts.keys import Cost, Keys, Passwords, SecretLost
from tests.support.accounts import CHEAP
from tests.support.application import SECRET

PASSWORD = "nineteen quiet herons"


def test_a_password_is_known_again_and_kept_as_argon2id():
    passwords = Passwords(CHEAP)

    kept = passwords.hash(PASSWORD)

    assert kept.startswith("$argon2id$")
    assert passwords.verify(kept, PASSWORD) is True
    assert passwords.verify(kept, "nineteen quiet heron") is False


@pytest.mark.parametrize("kept", ["", "no hash at all"])
def test_where_no_password_is_kept_none_is_right(kept):
    assert Passwords(CHEAP).verify(kept, "") is False
    assert Passwords(CHEAP).verify(kept, PASSWORD) is False


def test_a_hash_of_other_parameters_is_outdated():
    kept = Passwords(CHEAP).hash(PASSWORD)

    assert Passwords(CHEAP).is_outdated(kept) is False
    assert Passwords(Cost(kibibytes=16, passes=1)).is_outdated(kept) is True


def test_one_guess_costs_what_we_say_it_does():
    kept = Passwords().hash(PASSWORD)

    assert "$m=19456,t=3,p=1$" in kept


def test_a_secret_opens_for_its_account_and_this_installation_alone():
    keys = Keys(SECRET)

    sealed = keys.seal("JBSWY3DP", account_id=7)

    assert "JBSWY3DP" not in sealed
    assert keys.unseal(sealed, account_id=7) == "JBSWY3DP"
    with pytest.raises(SecretLost):
        keys.unseal(sealed, account_id=8)
    with pytest.raises(SecretLost):
        Keys(SECRET.upper()).unseal(sealed, account_id=7)


def test_marks_of_one_thing_tell_nothing_of_another():
    keys = Keys(SECRET)
    marks = [
        keys.hash_code("abc", 7),
        keys.hash_code("abc", 8),
        keys.blurred("7:abc"),
        Keys(SECRET.upper()).hash_code("abc", 7),
    ]

    assert len(set(marks)) == len(marks)
    assert keys.hash_code("abc", 7) == marks[0]


def test_keys_do_not_show_themselves():
    assert SECRET not in repr(Keys(SECRET))
