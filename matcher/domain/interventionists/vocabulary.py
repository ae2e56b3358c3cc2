"""The words a profile is made of; each stands in the store by its value."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Approach(StrEnum):
    """How an interventionist works with a family."""

    CRAFT = "craft"
    ARISE = "arise"
    INVITATION = "invitation"  # another way in which the person is invited from the start
    SURPRISE = "surprise"  # the Johnson way: prepared in secret, then all at once

    @property
    def invites(self) -> bool:
        """Whether the person knows of it from the start."""
        return self is not Approach.SURPRISE


class Payer(StrEnum):
    """Who gives an interventionist money; those that a family should hear of come first."""

    REFERRAL_FEE = "referral_fee"
    PROGRAM = "program"
    FAMILY = "family"
    INSURANCE = "insurance"
    EMPLOYER = "employer"
    OTHER = "other"


FROM_PROGRAMS = frozenset({Payer.REFERRAL_FEE, Payer.PROGRAM})


class Tie(StrEnum):
    """What joins an interventionist and a program; ties of money come first."""

    PAID_BY = "paid_by"
    EMPLOYED_BY = "employed_by"
    WORKED_WITH = "worked_with"


OF_MONEY = frozenset({Tie.PAID_BY, Tie.EMPLOYED_BY})


class Standing(StrEnum):
    """What an admin found of a declaration."""

    DECLARED = "declared"  # nobody has looked yet
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Proof(StrEnum):
    """What a declaration rests on."""

    OWN_WORD = "own_word"
    REGULATOR = "regulator"
    ACCREDITOR = "accreditor"
    PROGRAM = "program"
    DOCUMENT = "document"


OF_A_CREDENTIAL = (Proof.REGULATOR, Proof.ACCREDITOR, Proof.DOCUMENT)
"""What may confirm training or a license."""

OF_A_CONNECTION = (Proof.PROGRAM, Proof.DOCUMENT, Proof.REGULATOR, Proof.ACCREDITOR)
"""What may confirm a connection with a program."""


class Per(StrEnum):
    """What a fee is for."""

    HOUR = "hour"
    DAY = "day"
    INTERVENTION = "intervention"
    MONTH = "month"
    OTHER = "other"


class Language(StrEnum):
    """A language a family may speak with an interventionist."""

    ENGLISH = "en"
    SPANISH = "es"
    SIGN = "ase"
    ARABIC = "ar"
    CANTONESE = "yue"
    FRENCH = "fr"
    HAITIAN_CREOLE = "ht"
    HMONG = "hmn"
    KOREAN = "ko"
    MANDARIN = "cmn"
    NAVAJO = "nv"
    POLISH = "pl"
    PORTUGUESE = "pt"
    RUSSIAN = "ru"
    TAGALOG = "tl"
    VIETNAMESE = "vi"


class Manner(StrEnum):
    """What a family may look for among the approaches."""

    INVITES = "invites"  # any that invites the person from the start
    CRAFT = "craft"
    ARISE = "arise"
    SURPRISE = "surprise"

    def fits(self, approaches: Iterable[Approach]) -> bool:
        """Whether any of these approaches is what is looked for."""
        if self is Manner.INVITES:
            return any(each.invites for each in approaches)
        return self.value in {each.value for each in approaches}
