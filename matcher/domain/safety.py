"""Which cards are shown, in which order, and about whom (CLINICAL section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.domain.answers import ForWhom
from matcher.domain.cards import CARDS, Card, CardId
from matcher.domain.message import Message
from matcher.domain.voice import Person, about, about_both, voice_of


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card, and the people whose answers brought it up."""

    id: CardId
    people: tuple[Person, ...] = (Person.PERSON,)

    @property
    def card(self) -> Card:
        """What the card says."""
        return CARDS[self.id]

    def about(self, for_whom: ForWhom | None) -> Message | None:
        """Say of whom the card speaks; None where that needs no saying."""
        if len(self.people) > 1:
            return about_both(for_whom)
        return about(for_whom, self.people[0])

    def body(self, for_whom: ForWhom | None) -> tuple[Message, ...]:
        """Return the sentences, worded for the people they are about, for a couple in both.

        A sentence that reads the same for both stands once.
        """
        voices = sorted({voice_of(for_whom, person) for person in self.people}, reverse=True)
        lines = (line.to(voice) for line in self.card.body for voice in voices)
        return tuple(dict.fromkeys(lines))


def shown(fired: Iterable[tuple[CardId, Person]]) -> tuple[ShownCard, ...]:
    """Put the cards that rules brought up in their order, each once with all its people."""
    people: dict[CardId, set[Person]] = {}
    for card, person in fired:
        people.setdefault(card, set()).add(person)
    return tuple(
        ShownCard(card, tuple(person for person in Person if person in people[card]))
        for card in CardId
        if card in people
    )
