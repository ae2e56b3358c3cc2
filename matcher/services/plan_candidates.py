"""The programs that may fill the steps of plans: each search made once, programs read together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from matcher.domain.needs import Needs
from matcher.domain.plans.objective import Option, Slot
from matcher.domain.plans.plan import Outside
from matcher.domain.plans.sketch import Group
from matcher.domain.program import Program
from matcher.domain.ranking import Standing, Widened
from matcher.domain.taxonomy import Taxonomy
from matcher.services.current import Snapshot

MOST_OPTIONS = 50
"""The first programs of each step, among which the best combination is looked for."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found for every search that the plans need."""

    taxonomy: Taxonomy
    standings: Mapping[Needs, Mapping[str, Standing]]
    """By search, best first, then by id."""
    nearest: Mapping[Needs, Standing]
    """By search that found nobody within the radius: the nearest beyond, where there is one."""
    programs: Mapping[str, Program]

    @classmethod
    def gather(cls, session: Session, snapshot: Snapshot, groups: Iterable[Group]) -> Self:
        """Search and read."""
        asked = dict.fromkeys(needs for group in groups for needs in group.needs())
        standings: dict[Needs, dict[str, Standing]] = {}
        nearest: dict[Needs, Standing] = {}
        for needs in asked:
            search = snapshot.index.ask(needs)
            matches = search.matches(MOST_OPTIONS, 0)
            standings[needs] = {match.standing.id: match.standing for match in matches}
            widened = None if matches else search.widened()
            if widened is not None:
                nearest[needs] = _nearest(snapshot, needs, widened)
        ids = {id_ for each in standings.values() for id_ in each}
        ids.update(standing.id for standing in nearest.values())
        return cls(snapshot.taxonomy, standings, nearest, snapshot.programs(session, sorted(ids)))

    def slot(self, needs: Needs, *, lives_in: bool) -> Slot:
        """Return a step with the programs that can fill it."""
        placed = (
            (standing, self.programs[standing.id].point)
            for standing in self.standings[needs].values()
        )
        return Slot(
            tuple(
                Option(
                    standing.id,
                    standing.arithmetic.doubt,
                    standing.arithmetic.score,
                    standing.miles,
                    point,
                )
                for standing, point in placed
                if point is not None
            ),
            lives_in,
        )

    def outside(self, needs: Needs) -> Outside | None:
        """Return the nearest program beyond the radius for a step nobody can fill."""
        standing = self.nearest.get(needs)
        return None if standing is None else Outside(self.programs[standing.id], standing.miles)


def _nearest(snapshot: Snapshot, needs: Needs, widened: Widened) -> Standing:
    """Return the nearest of all programs in the first larger radius that has any."""
    farther = Needs(needs.point, widened.within_miles, needs.musts)
    beyond = snapshot.index.ask(farther).matches(widened.adds, 0)
    return min((match.standing for match in beyond), key=lambda each: (each.miles, each.id))
