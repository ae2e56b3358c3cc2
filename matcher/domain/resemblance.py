"""How much two listings look like one program listed twice: points, and the reasons in words.

Many programs truly share an address, a phone and an operator: a detox and an outpatient clinic are
two rows of the directory. So likeness alone is not enough: what tells two siblings apart (a unit, a
word of the name, a setting) keeps a pair below `LIKELY`, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.message import Message, msg, verbatim

LIKELY = 75
"""From here on, a pair is more likely one program than two."""
POSSIBLE = 62
"""From here on, a pair is worth a look. Siblings at one address with one phone stay below."""

APART = 30
"""What it costs when two listings say different things of where or whom they treat."""


class Places(StrEnum):
    """How two addresses compare, the likest first."""

    SAME = "same"
    UNIT_UNTOLD = "unit_untold"  # the same street; one of them names no suite
    SPELLED = "spelled"  # the same street number, the street or the ZIP misspelled
    OTHER_UNIT = "other_unit"  # the same street, another suite or building
    NEAR = "near"  # the number or the kind of street differs: a slip, or the house next door
    NO_STREET = "no_street"  # the same town, and at least one tells no street
    ELSEWHERE = "elsewhere"


class Names(StrEnum):
    """How two pairs of names compare, the likest first."""

    SAME = "same"
    SWAPPED = "swapped"  # the operator's name stands where the other has the program's
    ALIKE = "alike"  # spelled otherwise
    ONE_LONGER = "one_longer"  # one says all that the other does, and more
    DIFFERENT = "different"  # each has a word that the other lacks


class Phones(StrEnum):
    """How two sets of phone numbers compare, the likest first."""

    SAME = "same"
    SHARED = "shared"  # one's number is among the other's intake numbers, or they share one
    UNTOLD = "untold"
    DIFFERENT = "different"


PLACE_POINTS = {
    Places.SAME: 40,
    Places.UNIT_UNTOLD: 36,
    Places.SPELLED: 36,
    Places.OTHER_UNIT: 12,
    Places.NEAR: 12,
    Places.NO_STREET: 10,
    Places.ELSEWHERE: 0,
}
NAME_POINTS = {
    Names.SAME: 40,
    Names.SWAPPED: 38,
    Names.ALIKE: 34,
    Names.ONE_LONGER: 14,
    Names.DIFFERENT: 0,
}
PHONE_POINTS = {
    Phones.SAME: 20,
    Phones.SHARED: 14,
    Phones.UNTOLD: 8,
    Phones.DIFFERENT: 2,
}


class Verdict(StrEnum):
    """What a score comes to."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    TWO = "two"  # nothing says that they are one


@dataclass(frozen=True, slots=True)
class Looks:
    """A listing as it is shown beside another."""

    name: str
    organization: str
    street: str
    """As it is written, with suite and ZIP; empty where it may not be told."""
    phone: str


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How two listings compare."""

    places: Places
    names: Names
    phones: Phones
    settings_apart: bool = False
    """One treats people in settings of which the other has none."""
    people_apart: bool = False
    """One takes people of whom the other takes none, such as men and women."""

    @property
    def score(self) -> int:
        """Points, from 0 to 100."""
        points = PLACE_POINTS[self.places] + NAME_POINTS[self.names] + PHONE_POINTS[self.phones]
        return max(0, points - APART * (self.settings_apart + self.people_apart))

    @property
    def verdict(self) -> Verdict:
        """What the score comes to."""
        if self.score >= LIKELY:
            return Verdict.LIKELY
        return Verdict.POSSIBLE if self.score >= POSSIBLE else Verdict.TWO

    def reasons(self, one: Looks, other: Looks) -> list[Message]:
        """Say why, what speaks for one program first."""
        return [
            *self._of_places(one, other),
            self._of_names(one, other),
            *self._of_phones(),
            *self._against(),
        ]

    def _of_places(self, one: Looks, other: Looks) -> list[Message]:
        if not (one.street and other.street) and self.places is not Places.NO_STREET:
            return [] if self.places is Places.ELSEWHERE else [msg("Same place.")]
        written = {"one": verbatim(one.street), "other": verbatim(other.street)}
        sentence = {
            Places.SAME: msg("Same street and ZIP.")
            if one.street == other.street
            else msg("Same street and ZIP, written differently: %(one)s / %(other)s.", **written),
            Places.UNIT_UNTOLD: msg(
                "Same street, and only one names a suite: %(one)s / %(other)s.", **written
            ),
            Places.SPELLED: msg("Streets spelled alike: %(one)s / %(other)s.", **written),
            Places.OTHER_UNIT: msg("Same street, other suite: %(one)s / %(other)s.", **written),
            Places.NEAR: msg("Streets nearly alike: %(one)s / %(other)s.", **written),
            Places.NO_STREET: msg("Same town, and at least one tells no street."),
        }
        return [sentence[self.places]] if self.places in sentence else []

    def _of_names(self, one: Looks, other: Looks) -> Message:
        names = {"one": verbatim(_named(one)), "other": verbatim(_named(other))}
        return {
            Names.SAME: msg("Same names."),
            Names.SWAPPED: msg("Names swapped: %(one)s / %(other)s.", **names),
            Names.ALIKE: msg("Names alike: %(one)s / %(other)s.", **names),
            Names.ONE_LONGER: msg("One name says more: %(one)s / %(other)s.", **names),
            Names.DIFFERENT: msg("Different names."),
        }[self.names]

    def _of_phones(self) -> list[Message]:
        sentence = {
            Phones.SAME: msg("Same phone."),
            Phones.SHARED: msg("They share a phone number."),
            Phones.DIFFERENT: msg("Different phones."),
        }
        return [sentence[self.phones]] if self.phones in sentence else []

    def _against(self) -> list[Message]:
        against = []
        if self.settings_apart:
            against.append(msg("But they treat people in different settings."))
        if self.people_apart:
            against.append(msg("But they take different people."))
        return against


def _named(looks: Looks) -> str:
    if looks.organization in {"", looks.name}:
        return looks.name
    return f"{looks.organization}, {looks.name}"
