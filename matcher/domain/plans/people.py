"""Who is planned for: one person, two together, or two apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.domain.answers import Answers, Couples, Readiness, YesNo
from matcher.domain.family_rules import someone_is_afraid
from matcher.domain.intake import partner_alone

MOST_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Party:
    """The people whose plans are made, each with answers of their own."""

    people: tuple[Answers, ...]
    joint: bool = False
    """Whether they share an outpatient step."""
    apart: bool = False
    """Whether rule 13 keeps their plans apart: nothing joint is asked of any program."""

    @property
    def differ_in_readiness(self) -> bool:
        """Whether one of two is ready and the other is not."""
        ready = [each.ready is Readiness.READY for each in self.people]
        return len(ready) == MOST_PEOPLE and ready[0] != ready[1]


def party(people: Sequence[Answers]) -> Party:
    """Decide who is planned for, and whether together.

    A joint step exists exactly when two people are given, either wants couples sessions, and
    rule 13 fires for neither. Where it fires for one of two, nothing in either plan is joint:
    each is made as if the other did not exist.
    """
    given = _both(people)
    alone = tuple(replace(each, partner=None) for each in given)
    if len(alone) < MOST_PEOPLE:
        return Party(alone)
    if any(map(someone_is_afraid, alone)):
        return Party(tuple(map(_apart, alone)), apart=True)
    if any(each.couples is Couples.WANTED for each in alone):
        return Party(tuple(map(_together, alone)), joint=True)
    return Party(alone)


def _both(people: Sequence[Answers]) -> tuple[Answers, ...]:
    """Return the second person too where only the first one's answers speak of them."""
    first = people[0]
    described = None if first.both_use is YesNo.NO else partner_alone(first)
    if len(people) == 1 and described is not None:
        return (first, described)
    return tuple(people)


def _together(answers: Answers) -> Answers:
    return replace(answers, couples=Couples.WANTED, both_use=YesNo.YES)


def _apart(answers: Answers) -> Answers:
    """Keep silent about a second person."""
    return replace(answers, couples=None, both_use=None)
