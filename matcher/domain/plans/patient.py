"""One person as the steps of plans ask about them, and from where they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from matcher.domain.answers import Answers
from matcher.domain.criteria import Must, Wish
from matcher.domain.family_rules import someone_is_afraid
from matcher.domain.geography import Point
from matcher.domain.intake import Intake, merge, needs_from
from matcher.domain.plans.kinds import MEDICINE
from matcher.domain.plans.outline import Outline, Situation, outlines, steps_wanted
from matcher.domain.weighing import Weighing


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a plan is made, and how the vocabulary is grouped."""

    home: Point
    within_miles: float | None
    group: Callable[[str], str]
    """The vocabulary group of a term."""


@dataclass(frozen=True, slots=True)
class Patient:
    """One person, as the steps ask about them."""

    situation: Situation
    answers: Answers
    intake: Intake
    apart: bool = False
    """Whether nothing joint may be asked for, whatever was answered (rule 13)."""
    by_hand: frozenset[frozenset[str]] = frozenset()
    """What was asked for by hand, or weighed otherwise than the rules do: its terms."""

    @classmethod
    def of(cls, answers: Answers, *, apart: bool = False) -> Self:
        """Put the answers through the rules of intake."""
        return cls(Situation.of(answers), answers, needs_from(answers), apart)

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """The plans to make for them, in the order they are shown."""
        return outlines(self.situation, steps_wanted(self.intake.musts))

    def weighed(self, weighing: Weighing, home: Point) -> Self:
        """Return them as somebody weighed by hand what their answers ask.

        Rules 2 and 8 stand: no weighing lets go of medicine that has to be kept or started.
        """
        if not weighing:
            return self
        asked = self.intake.at(home)
        joint = not (self.apart or someone_is_afraid(self.answers))
        needs = weighing.over(asked, joint=joint)
        medicine = (must for must in asked.musts if must.criterion.key <= MEDICINE)
        musts, wishes = merge([*needs.musts, *medicine, *needs.wishes])
        before: set[Must | Wish] = {*asked.musts, *asked.wishes}
        now: tuple[Must | Wish, ...] = (*musts, *wishes)
        return replace(
            self,
            intake=replace(self.intake, musts=musts, wishes=wishes, closeness=needs.closeness),
            by_hand=frozenset(each.criterion.key for each in now if each not in before),
        )
