"""The best programs for the steps of a plan: exact, by dynamic programming.

A plan's cost is a sum over its steps and its hand-overs, and a hand-over concerns two neighbours
only. So the best way to reach a program is the best over its predecessors, and two plans with a
joint step meet in that step's program: for each, the best of one plan and the best of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from matcher.domain.plans.objective import (
    GAP,
    STAYING,
    Option,
    Slot,
    cost,
    cost_of_points,
    points_for,
)
from matcher.domain.plans.ways import Ways

_STAYING = cost_of_points(STAYING)

_ON, _BACK = 1, -1
"""The direction of a way: from the first step on, or from the last step back."""


Way = tuple[int, tuple[str, ...]]
"""What some steps cost, and the ids of their programs: less is better, and ids decide ties."""


class Choice(NamedTuple):
    """One program for each step: the way that was chosen."""

    cost: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """The steps of one plan, each with the programs that can fill it."""

    slots: tuple[Slot, ...]
    ways: Ways
    costs: tuple[Mapping[str, int], ...] = ()
    """What each program of each step costs by itself; a gap is one that costs nothing."""
    found: dict[tuple[int, int], dict[str, Way]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What `reached` found already, by step and direction."""

    def __post_init__(self) -> None:
        """Work out the costs once, for the road and for all that is derived of it."""
        if not self.costs:
            filled = len(self.slots) - self.gaps
            costs = tuple(
                {option.id: cost(option, filled) for option in slot.options} or {GAP: 0}
                for slot in self.slots
            )
            object.__setattr__(self, "costs", costs)

    @property
    def gaps(self) -> int:
        """How many steps nobody can fill."""
        return sum(slot.gap for slot in self.slots)

    def best(self) -> Choice:
        """Return the best combination of programs."""
        return Choice(*min(self.reached(len(self.slots) - 1, _ON).values()))

    def through(self, position: int) -> dict[str, Way]:
        """Return the best combination for each program of one step."""
        first, then = self.reached(position, _ON), self.reached(position, _BACK)
        own = self.costs[position]
        return {
            id_: (so_far + then[id_][0] - own[id_], ids + then[id_][1][1:])
            for id_, (so_far, ids) in first.items()
        }

    def reached(self, position: int, direction: int) -> dict[str, Way]:
        """Return the best way to each program of one step, from the first step or from the last."""
        known = self.found.get((position, direction))
        if known is None:
            known = self.found[position, direction] = self._reach(position, direction)
        return known

    def without(self, position: int, id_: str) -> Road | None:
        """Return the road with one program barred from one step; None where none is left."""
        slot = self.slots[position]
        left = tuple(option for option in slot.options if option.id != id_)
        if not left:
            return None
        barred = replace(slot, options=left)
        costs = {option.id: self.costs[position][option.id] for option in left}
        return replace(
            self,
            slots=(*self.slots[:position], barred, *self.slots[position + 1 :]),
            costs=(*self.costs[:position], costs, *self.costs[position + 1 :]),
            found={  # ways that end before they come to the step are the same
                (end, direction): ways
                for (end, direction), ways in self.found.items()
                if (position - end) * direction > 0
            },
        )

    def _reach(self, position: int, direction: int) -> dict[str, Way]:
        own = self.costs[position]
        before = position - direction
        if not 0 <= before < len(self.slots):
            return {id_: (cost_, (id_,)) for id_, cost_ in own.items()}
        ways = self._ways_to(
            self.slots[position], self.slots[before], self.reached(before, direction)
        )
        if direction == _ON:
            return {id_: (so_far + own[id_], (*ids, id_)) for id_, (so_far, ids) in ways}
        return {id_: (so_far + own[id_], (id_, *ids)) for id_, (so_far, ids) in ways}

    def _ways_to(
        self, later: Slot, earlier: Slot, reached: Mapping[str, Way]
    ) -> Iterator[tuple[str, Way]]:
        """Yield the best way to come to each program of *later*, the hand-over paid."""
        easiest = min(reached.values())
        if later.gap:
            yield GAP, easiest
            return
        beds = _in_order(earlier, reached) if earlier.lives_in and later.lives_in else None
        for option in later.options:
            stayed = reached.get(option.id)
            best = (stayed[0] - _STAYING, stayed[1]) if stayed else None
            if beds:
                best = self._from_bed(option, beds, best)
            elif best is None or easiest < best:
                best = easiest
            yield option.id, best

    def _from_bed(
        self, option: Option, beds: Iterable[tuple[Way, Option]], stayed: Way | None
    ) -> Way:
        """Return the best way from one bed to the next, the miles between them counted.

        *beds* come cheapest first, and miles only add: the first that costs more already ends it.
        """
        best = stayed
        for (so_far, ids), bed in beds:
            if best is not None and so_far > best[0]:
                break
            if bed.id == option.id:
                continue
            points = points_for(self.ways.miles(bed.point, option.point))
            moved = (so_far + cost_of_points(points), ids)
            best = moved if best is None else min(best, moved)
        assert best is not None  # noqa: S101  # a bed to come from is given, or it is the same one
        return best


@dataclass(frozen=True)
class Team:
    """The roads chosen together: one, or two that meet in a joint step."""

    roads: tuple[Road, ...]
    joint: tuple[int, ...] = ()
    """The position of the joint step in each of two roads; empty for one road."""

    @property
    def gaps(self) -> int:
        """How many steps nobody can fill, over all roads."""
        return sum(road.gaps for road in self.roads)

    def best(self) -> Choice:
        """Return the best combination, the ids of one road after those of the other."""
        if not self.joint:
            (road,) = self.roads
            return road.best()
        first, second = self._tables
        return Choice(*min(_meetings(first, second)))

    def runner_up(self, best: Choice, which: int = 0) -> Choice | None:
        """Return the best combination that differs in a program of one road; None without any."""
        mine = self.split(best.ids)[which]
        barred = (
            (position, road)
            for position, id_ in enumerate(mine)
            if (road := self.roads[which].without(position, id_)) is not None
        )
        if not self.joint:
            return min((road.best() for _, road in barred), default=None)
        tables = self._tables
        at = self.joint[which]

        def meeting(position: int, road: Road) -> Way:
            if position == at:
                changed = {id_: way for id_, way in tables[which].items() if id_ != mine[at]}
            else:
                changed = road.through(at)
            first, second = (changed, tables[1]) if which == 0 else (tables[0], changed)
            return min(_meetings(first, second))

        found = min((meeting(position, road) for position, road in barred), default=None)
        return None if found is None else Choice(*found)

    def split(self, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the ids of each road."""
        parts: list[tuple[str, ...]] = []
        start = 0
        for road in self.roads:
            parts.append(tuple(ids[start : start + len(road.slots)]))
            start += len(road.slots)
        return tuple(parts)

    @cached_property
    def _tables(self) -> tuple[dict[str, Way], dict[str, Way]]:
        """Return the best of each road for each program of the joint step."""
        first, second = (
            road.through(position) for road, position in zip(self.roads, self.joint, strict=True)
        )
        return first, second


def _meetings(first: Mapping[str, Way], second: Mapping[str, Way]) -> Iterator[Way]:
    """Yield the best pair for each program that both roads can meet in."""
    for id_, (so_far, ids) in first.items():
        other = second.get(id_)
        if other is not None:
            yield so_far + other[0], ids + other[1]


def _in_order(slot: Slot, reached: Mapping[str, Way]) -> list[tuple[Way, Option]]:
    """Return the programs one may come from, the cheapest first."""
    return sorted(((reached[option.id], option) for option in slot.options), key=lambda way: way[0])
