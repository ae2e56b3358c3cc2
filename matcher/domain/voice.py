"""Whom a sentence speaks of: “you”, “they”, or the second person of a couple."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.answers import ForWhom
from matcher.domain.message import Message, msg


class Person(StrEnum):
    """One of the people who may need treatment."""

    PERSON = "person"  # for whom the family looks first
    PARTNER = "partner"  # the second one, where both use


class Voice(StrEnum):
    """How someone is spoken of."""

    YOU = "you"
    THEY = "they"


COUPLE = frozenset({ForWhom.SPOUSE, ForWhom.PARTNER})
"""Those who ask about the other half of their own couple: the second one is themselves."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The same sentence for the person who reads it and for somebody else."""

    you: Message
    they: Message

    def to(self, voice: Voice) -> Message:
        """Return the sentence in this voice."""
        return self.you if voice is Voice.YOU else self.they


def same(message: Message) -> Wording:
    """Word a sentence that names nobody."""
    return Wording(message, message)


def voice_of(for_whom: ForWhom | None, person: Person = Person.PERSON) -> Voice:
    """Return how one of the people is spoken of; who was not told is spoken of as “they”."""
    if person is Person.PARTNER:
        return Voice.YOU if for_whom in COUPLE else Voice.THEY
    return Voice.YOU if for_whom is ForWhom.SELF else Voice.THEY


def couple_voice(for_whom: ForWhom | None) -> Voice:
    """Return how the couple is spoken of: “you” where the reader is half of it."""
    return Voice.YOU if for_whom in {*COUPLE, ForWhom.SELF} else Voice.THEY


def about(for_whom: ForWhom | None, person: Person) -> Message | None:
    """Say of whom a page or a card speaks; None for the person one looks for first."""
    if person is Person.PERSON:
        return None
    if for_whom is ForWhom.SELF:
        return msg("About your partner")
    if for_whom in COUPLE:
        return msg("About you")
    return msg("About their partner")


def about_both(for_whom: ForWhom | None) -> Message:
    """Say that a card speaks of both partners."""
    if couple_voice(for_whom) is Voice.YOU:
        return msg("About both of you")
    return msg("About both partners")
