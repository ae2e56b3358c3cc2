"""The best programs for the steps of a plan: exact, by dynamic programming.

A plan's cost is a sum over its steps and its hand-overs, and a hand-over concerns two neighbours
only. So the best way to reach a program is the best over its predecessors, and two plans with a
joint step meet in that step's program: for each, the best of one plan and the best of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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

Join = Callable[[tuple[str, ...], str], tuple[str, ...]]


class Choice(NamedTuple):
    """One program for each step; less is better, and ids decide ties."""

    cost: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Road:
    """The steps of one plan, each with the programs that can fill it."""

    slots: tuple[Slot, ...]
    ways: Ways

    @property
    def gaps(self) -> int:
        """How many steps nobody can fill."""
        return sum(slot.gap for slot in self.slots)

    def best(self) -> Choice:
        """Return the best combination of programs."""
        return min(self._sweep(self.slots, _append).values())

    def through(self, position: int) -> dict[str, Choice]:
        """Return the best combination for each program of one step."""
        first = self._sweep(self.slots[: position + 1], _append)
        then = self._sweep(self.slots[position:][::-1], _prepend)
        own = self._costs(self.slots[position])
        return {
            id_: Choice(
                reached.cost + then[id_].cost - own[id_],
                reached.ids + then[id_].ids[1:],
            )
            for id_, reached in first.items()
        }

    def without(self, position: int, id_: str) -> Road | None:
        """Return the road with one program barred from one step; None where none is left."""
        slot = self.slots[position]
        left = tuple(option for option in slot.options if option.id != id_)
        if not left:
            return None
        barred = replace(slot, options=left)
        return replace(self, slots=(*self.slots[:position], barred, *self.slots[position + 1 :]))

    def _costs(self, slot: Slot) -> dict[str, int]:
        """Return what each program of a step costs by itself; a gap is one that costs nothing."""
        if slot.gap:
            return {GAP: 0}
        filled = len(self.slots) - self.gaps
        return {option.id: cost(option, filled) for option in slot.options}

    def _sweep(self, slots: Sequence[Slot], join: Join) -> dict[str, Choice]:
        """Return the best way to each program of the last of *slots*, coming from the first."""
        reached = {id_: Choice(own, (id_,)) for id_, own in self._costs(slots[0]).items()}
        for earlier, later in pairwise(slots):
            own = self._costs(later)
            reached = {
                id_: Choice(way.cost + own[id_], join(way.ids, id_))
                for id_, way in self._ways_to(later, earlier, reached)
            }
        return reached

    def _ways_to(
        self, later: Slot, earlier: Slot, reached: Mapping[str, Choice]
    ) -> Iterator[tuple[str, Choice]]:
        """Yield the best way to come to each program of *later*, the hand-over paid."""
        easiest = min(reached.values())
        if later.gap:
            yield GAP, easiest
            return
        beds = _in_order(earlier, reached) if earlier.lives_in and later.lives_in else None
        for option in later.options:
            stayed = reached.get(option.id)
            best = Choice(stayed.cost - _STAYING, stayed.ids) if stayed else None
            if beds:
                best = self._from_bed(option, beds, best)
            elif best is None or easiest < best:
                best = easiest
            yield option.id, best

    def _from_bed(
        self, option: Option, beds: Iterable[tuple[Choice, Option]], stayed: Choice | None
    ) -> Choice:
        """Return the best way from one bed to the next, the miles between them counted.

        *beds* come cheapest first, and miles only add: the first that costs more already ends it.
        """
        best = stayed
        for choice, bed in beds:
            if best is not None and choice.cost > best.cost:
                break
            if bed.id == option.id:
                continue
            points = points_for(self.ways.miles(bed.point, option.point))
            moved = Choice(choice.cost + cost_of_points(points), choice.ids)
            best = moved if best is None else min(best, moved)
        assert best is not None  # noqa: S101  # a bed to come from is given, or it is the same one
        return best


@dataclass(frozen=True, slots=True)
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
        first, second = (
            road.through(position) for road, position in zip(self.roads, self.joint, strict=True)
        )
        return min(
            Choice(one.cost + second[id_].cost, one.ids + second[id_].ids)
            for id_, one in first.items()
        )

    def runner_up(self, best: Choice, which: int = 0) -> Choice | None:
        """Return the best combination that differs in a program of one road; None without any."""
        start = sum(len(road.slots) for road in self.roads[:which])
        barred = (
            self._without(which, position, best.ids[start + position])
            for position in range(len(self.roads[which].slots))
        )
        return min((team.best() for team in barred if team is not None), default=None)

    def split(self, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the ids of each road."""
        parts: list[tuple[str, ...]] = []
        start = 0
        for road in self.roads:
            parts.append(tuple(ids[start : start + len(road.slots)]))
            start += len(road.slots)
        return tuple(parts)

    def _without(self, which: int, position: int, id_: str) -> Team | None:
        """Bar one program from one step, and a joint step's from both roads."""
        at = {which: position}
        if self.joint and self.joint[which] == position:
            at = dict(enumerate(self.joint))
        roads = tuple(
            road.without(at[number], id_) if number in at else road
            for number, road in enumerate(self.roads)
        )
        left = tuple(road for road in roads if road is not None)
        return replace(self, roads=left) if len(left) == len(roads) else None


def _in_order(slot: Slot, reached: Mapping[str, Choice]) -> list[tuple[Choice, Option]]:
    """Return the programs one may come from, the cheapest first."""
    return sorted(((reached[option.id], option) for option in slot.options), key=lambda way: way[0])


def _append(ids: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return (*ids, id_)


def _prepend(ids: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return (id_, *ids)
