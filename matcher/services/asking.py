"""From what a browser keeps to a search: the answers, what they ask for, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.answer_reading import read_answers
from matcher.domain.answers import Answers
from matcher.domain.family_rules import someone_is_afraid
from matcher.domain.geography import Place, Point
from matcher.domain.intake import Intake, needs_from
from matcher.domain.needs import Needs
from matcher.domain.picking import picked, read_picks
from matcher.domain.refining import Importance, Step, read_step, refined, together
from matcher.domain.weighing import Weighing
from matcher.services.places import find_place


class PlaceMissing(LookupError):
    """The answers do not say where to look yet."""


@dataclass(frozen=True)
class Search:
    """What one family asks, before and after what they changed on the list."""

    answers: Answers
    intake: Intake
    place: Place
    steps: tuple[Step, ...] = ()
    picks: Mapping[str, Importance] = field(default_factory=dict)
    """What was weighed on the front page, by the pick's name."""

    @cached_property
    def answered(self) -> Needs:
        """The search as the answers alone ask it."""
        return self.intake.at(self.place.point)

    @cached_property
    def as_answered(self) -> Needs:
        """The search as the answers and the front page ask it."""
        return picked(self.answered, self.picks, joint=not someone_is_afraid(self.answers))

    @cached_property
    def change(self) -> Step:
        """What all changes on the list come to."""
        return together(self.steps)

    @cached_property
    def weighing(self) -> Weighing:
        """All that was set by hand."""
        return Weighing(self.picks, self.change)

    @cached_property
    def needs(self) -> Needs:
        """The search as it stands."""
        return refined(self.as_answered, self.change)


def understand(
    session: Session,
    kept: Mapping[str, Any],
    steps: Iterable[Mapping[str, Any]] = (),
    picks: Mapping[str, Any] | None = None,
) -> Search:
    """Read the answers a browser keeps, what it picked, and the changes made on the list since.

    :raise AnswersNotUnderstood: where they are of another version of ours.
    :raise PlaceMissing: where the place was skipped.
    :raise PlaceNotFound: where it is no place; PlaceAmbiguous where it may mean several.
    """
    answers = read_answers(kept)
    return Search(
        answers,
        needs_from(answers),
        _place(session, answers.near),
        tuple(read_step(step) for step in steps),
        read_picks(picks or {}),
    )


def _place(session: Session, near: str | Point | None) -> Place:
    if isinstance(near, Point):
        return Place(f"{near.latitude:g}, {near.longitude:g}", near)
    if not near:
        raise PlaceMissing
    return find_place(session, near)
