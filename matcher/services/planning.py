"""Make the plans for one person or two, from the directory as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.domain.answers import Answers
from matcher.domain.geography import Place
from matcher.domain.plans.patient import Surroundings
from matcher.domain.plans.people import party
from matcher.domain.plans.plan import Plans
from matcher.domain.plans.sketch import groups
from matcher.domain.weighing import NOTHING_WEIGHED, Weighing
from matcher.services.current import CurrentListings, Snapshot, Stale
from matcher.services.finding import MOST_TRIES
from matcher.services.plan_candidates import Candidates
from matcher.services.plan_filling import ByHand, filled


@dataclass(frozen=True, slots=True)
class Journey:
    """From where, how far, and for whom plans are made."""

    place: Place
    within_miles: float | None
    """None: anywhere."""
    people: Sequence[Answers]
    """One or two."""
    weighing: Weighing = NOTHING_WEIGHED
    """What was weighed by hand over the first one's answers."""


def make_plans(
    session: Session,
    listings: CurrentListings,
    journey: Journey,
    on: date,
    by_hand: Sequence[ByHand] = (),
) -> Plans:
    """Make every plan, each search once and all programs read in one query.

    Programs chosen *by_hand* stand in their steps instead of the best ones.
    """
    for _ in range(MOST_TRIES):
        try:
            return _plans(session, listings.snapshot(session, on), journey, by_hand)
        except Stale:
            continue  # an import or a curator committed in between: ask again
    raise Stale


def _plans(
    session: Session, snapshot: Snapshot, journey: Journey, by_hand: Sequence[ByHand]
) -> Plans:
    around = Surroundings(
        journey.place.point,
        journey.within_miles,
        lambda term: snapshot.taxonomy.term(term).group,
    )
    whose = party(journey.people)
    together = groups(whose, around, journey.weighing)
    candidates = Candidates.gather(session, snapshot, together)
    return Plans(
        journey.place,
        journey.within_miles,
        tuple(filled(together, candidates, whose, by_hand)),
        len(whose.people),
    )
