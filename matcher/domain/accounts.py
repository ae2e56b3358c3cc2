"""Who may have an account, what an e-mail address is one by, and what a password must withstand."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_EMAIL = 254
LONGEST_NAME = 80

_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_AROUND_A_WORD = re.compile(r"^[\W\d_]+|[\W\d_]+$")

_TRIED_FIRST = """
    abc abcd abcdef account addiction admin administrator baseball change changeme computer
    correcthorsebatterystaple default dragon football guidebook hello iloveyou interventionist
    letmein letmeinnow login master monkey mypassword newpassword pass passphrase passw passwd
    password passwordpassword princess qazwsx qazwsxedc qazwsxedcrfv qwer qwert qwerty
    qwertyuiop qwertyuiopasdfgh qwertyuiopasdfghjkl recovery secret secretpassword shadow
    starwars sunshine superman test testing thisismypassword treatment trustno user welcome
    whatever zaqwsx zxcvbn zxcvbnm
"""
COMMONEST = frozenset(_TRIED_FIRST.split())
"""Words that people try first; digits and signs around one make it no better."""

_ROWS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_LEET = str.maketrans("013457@$!", "oleastasi")


class Role(StrEnum):
    """What somebody with an account is here for."""

    ADMIN = "admin"
    CURATOR = "curator"
    INTERVENTIONIST = "interventionist"


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    LIKE_EMAIL = "like_email"
    COMMON = "common"


class EmailRefused(ValueError):
    """What was given is no e-mail address."""


def normalized_email(typed: str) -> str:
    """Return the one spelling of an e-mail address, whatever its case and Unicode form.

    :raise EmailRefused: where it is none.
    """
    email = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold()).strip()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise EmailRefused
    return email


def normalized_password(typed: str) -> str:
    """Return the one form of a password, so that each keyboard spells it the same."""
    return unicodedata.normalize("NFKC", typed)


def weakness(password: str, email: str) -> Weakness | None:
    """Say why *password* is not taken; None where it is. No rule asks for digits or signs."""
    password = normalized_password(password)
    if len(password) < SHORTEST_PASSWORD:
        return Weakness.SHORT
    if len(password) > LONGEST_PASSWORD:
        return Weakness.LONG
    plain = password.casefold()
    if _is_like(plain, email):
        return Weakness.LIKE_EMAIL
    return Weakness.COMMON if _is_common(plain) else None


def _is_like(plain: str, email: str) -> bool:
    local, _, host = email.partition("@")
    core = _core(plain)
    return email in plain or core in {local, host, host.rpartition(".")[0], _core(local)}


def _is_common(plain: str) -> bool:
    squeezed = _BETWEEN_WORDS.sub("", plain)
    said = {plain, squeezed, _repeated(plain), _repeated(squeezed)}
    words = {_core(each) for each in said}
    words |= {each.translate(_LEET) for each in words}
    runs = any(each in row or each[::-1] in row for row in _ROWS for each in said if each)
    return runs or len(_repeated(plain)) < 3 or not words.isdisjoint(COMMONEST)


def _repeated(plain: str) -> str:
    """Return the shortest part that *plain* is made of by saying it again and again."""
    for length in range(1, len(plain) // 2 + 1):
        unit = plain[:length]
        if (unit * (len(plain) // length + 1)).startswith(plain):
            return unit
    return plain


def _core(plain: str) -> str:
    """Return *plain* without digits, blanks and signs at either end."""
    return _AROUND_A_WORD.sub("", plain)
