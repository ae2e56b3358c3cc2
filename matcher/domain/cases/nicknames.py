"""What a case may be called: anything that does not say who it is about.

A list of names can be wrong both ways, so that what only looks like a full name may be kept where
somebody says it is none. An e-mail address or a long number is never a nickname.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

LONGEST_NICKNAME = 60
MOST_DIGITS = 5
"""A phone number, a birthday and an insurance number have more."""

_EMAIL = re.compile(r"\S@\S")
_TITLE = re.compile(r"\b(mr|mrs|ms|miss|dr|prof|sr|sra)\b\.?\s+[^\W\d_]{2,}", re.IGNORECASE)
_LAST_FIRST = re.compile(r"^[^\W\d_][\w’'-]+,\s*[^\W\d_][\w’'-]+\.?$")
_WORD = re.compile(r"[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*")

_MOST_COMMON = (
    "aaron adam alan albert alejandro alex alexander alexis alice amanda amber amy andrea andrew"
    " angela ann anna anthony antonio arthur ashley barbara benjamin betty beverly bill billy bob"
    " bobby brandon brenda brian brittany bruce bryan carl carlos carol caroline catherine charles"
    " charlotte cheryl chris christian christina christine christopher cindy craig crystal cynthia"
    " dan daniel danielle dave david deborah debra denise dennis diana diane diego donald donna"
    " doris dorothy douglas dylan edward elena elijah elizabeth emily emma eric ethan eugene eva"
    " evelyn frances francisco frank gabriel gary george gerald gloria grace greg gregory hannah"
    " harold heather helen henry howard isabella jack jacob jacqueline james jamie jane janet"
    " janice jason javier jean jeff jeffrey jennifer jeremy jerry jesse jessica jim jimmy joan joe"
    " joel john johnny johnathan jonathan jordan jorge jose joseph joshua joyce juan judith judy"
    " julia julie justin karen katherine kathleen kathryn katie kayla keith kelly kenneth kevin kim"
    " kimberly kyle larry laura lauren lawrence linda lisa logan lori louis luis madison manuel"
    " margaret maria marie marilyn mark martha martin mary matthew megan melissa michael michelle"
    " miguel mike nancy natalie nathan nicholas nicole noah olivia pamela patricia patrick paul"
    " pedro peter philip rachel ralph randy raymond rebecca ricardo richard robert roberto rodney"
    " roger ronald rosa roy russell ruth ryan samantha samuel sandra sara sarah scott sean sergio"
    " sharon shawn shirley sophia stephanie stephen steve steven susan teresa terry theresa thomas"
    " tiffany timothy todd tom tony tyler victor victoria vincent virginia walter wayne wendy"
    " william willie zachary"
)
FIRST_NAMES = frozenset(_MOST_COMMON.split())
"""Names so common that the word after them is mostly a family's."""


class Suspicion(StrEnum):
    """What a nickname looks like."""

    EMAIL = "email"
    NUMBER = "number"
    FULL_NAME = "full_name"


NEVER = frozenset({Suspicion.EMAIL, Suspicion.NUMBER})
"""What is refused even from somebody who insists."""


def suspicion(nickname: str) -> Suspicion | None:
    """Say what *nickname* gives away; None where nothing does."""
    if _EMAIL.search(nickname):
        return Suspicion.EMAIL
    if sum(sign.isdigit() for sign in nickname) > MOST_DIGITS:
        return Suspicion.NUMBER
    return Suspicion.FULL_NAME if _looks_like_a_full_name(nickname) else None


def _looks_like_a_full_name(nickname: str) -> bool:
    words = _WORD.findall(nickname)
    if _TITLE.search(nickname):
        return True
    if _LAST_FIRST.match(nickname):
        return any(word.casefold() in FIRST_NAMES for word in words)
    return any(
        first.casefold() in FIRST_NAMES and len(last) > 1 and last[0].isupper()
        for first, last in pairwise(words)
    ) or (len(words) == 2 and all(word.casefold() in FIRST_NAMES for word in words))
