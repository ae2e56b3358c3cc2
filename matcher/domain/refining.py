"""What a family changes on the list itself, kept as steps over what their answers asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from matcher.domain.answers import Closeness
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.intake import SHARE_OF_NEARNESS
from matcher.domain.message import Message
from matcher.domain.needs import Needs
from matcher.domain.quiet import is_quiet
from matcher.domain.ranking import RADII

ONCE_A_MUST = 3
"""The weight of what a family would rather have, but can do without."""

ANYWHERE = "anywhere"


def radius_name(miles: float | None) -> str:
    """Return how a distance is written in a form: its miles, or `anywhere`."""
    return ANYWHERE if miles is None else f"{miles:g}"


RADIUS_BY_NAME: dict[str, float | None] = {radius_name(miles): miles for miles in RADII}


class Importance(StrEnum):
    """How much one thing matters."""

    MUST = "must"
    NICE = "nice"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Step:
    """One change that was made on the list; what it leaves open stays as it was."""

    radius: str | None = None
    """One of RADIUS_BY_NAME."""
    closeness: Closeness | None = None
    importance: Mapping[str, Importance] = field(default_factory=dict)
    """By the criterion's name."""

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.radius or self.closeness or self.importance)

    def then(self, later: Step) -> Step:
        """Return both changes as one."""
        return Step(
            later.radius or self.radius,
            later.closeness or self.closeness,
            {**self.importance, **later.importance},
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the answers asked for, and how much it matters now."""

    name: str
    criterion: Criterion
    because: tuple[Message, ...]
    importance: Importance


def overruled(
    steps: Iterable[Step],
    *,
    radius: bool = False,
    closeness: bool = False,
    names: Iterable[str] = (),
) -> tuple[Step, ...]:
    """Return the changes that still stand once the same thing was answered anew."""
    answered = frozenset(names)
    left = (
        Step(
            None if radius else step.radius,
            None if closeness else step.closeness,
            {name: how for name, how in step.importance.items() if name not in answered},
        )
        for step in steps
    )
    return tuple(step for step in left if step)


def name_of(criterion: Criterion) -> str:
    """Return the criterion's name, the same in whatever order its terms stand."""
    return "-or-".join(sorted(criterion.key))


def together(steps: Iterable[Step]) -> Step:
    """Return what all steps come to."""
    whole = Step()
    for step in steps:
        whole = whole.then(step)
    return whole


def refined(needs: Needs, change: Step) -> Needs:
    """Return the search after a change; it can only weigh what the answers asked for.

    So no change brings back what a rule has taken out (CLINICAL section 1, rule 13), and none
    reaches what counts quietly.
    """
    if not change:
        return needs
    musts: list[Must] = []
    wishes: list[Wish] = []
    for each in _everything(needs):
        criterion, because = each.criterion, each.because
        match _importance(each, change):
            case Importance.MUST:
                musts.append(Must(criterion, because))
            case Importance.NICE:
                weight = each.weight if isinstance(each, Wish) else ONCE_A_MUST
                wishes.append(Wish(criterion, weight, because))
            case Importance.SKIP:
                pass
    return replace(
        needs,
        musts=tuple(musts),
        wishes=tuple(wishes),
        within_miles=(
            RADIUS_BY_NAME[change.radius] if change.radius is not None else needs.within_miles
        ),
        closeness=SHARE_OF_NEARNESS[change.closeness] if change.closeness else needs.closeness,
    )


def asked(needs: Needs, change: Step) -> tuple[Asked, ...]:
    """Return what the answers asked for, musts first, as it stands after a change.

    What counts quietly is not among it: the form on the list may be read over a shoulder.
    """
    return tuple(
        Asked(name_of(each.criterion), each.criterion, each.because, _importance(each, change))
        for each in _everything(needs)
        if not is_quiet(each)
    )


def closeness_of(needs: Needs) -> Closeness:
    """Return which of the offered shares of nearness a search uses."""
    return min(Closeness, key=lambda each: abs(SHARE_OF_NEARNESS[each] - needs.closeness))


def write_step(step: Step) -> dict[str, Any]:
    """Return a step as plain JSON values, no more than it changes."""
    written = {
        "radius": step.radius,
        "closeness": step.closeness and step.closeness.value,
        "importance": {name: each.value for name, each in step.importance.items()},
    }
    return {name: value for name, value in written.items() if value}


def read_step(written: Mapping[str, Any]) -> Step:
    """Understand a step as `write_step` wrote it; what an older version wrote otherwise is left."""
    radius = written.get("radius")
    closeness = written.get("closeness")
    return Step(
        radius if radius in RADIUS_BY_NAME else None,
        Closeness(closeness) if closeness in list(Closeness) else None,
        {
            name: Importance(value)
            for name, value in dict(written.get("importance") or {}).items()
            if value in list(Importance)
        },
    )


def _everything(needs: Needs) -> tuple[Must | Wish, ...]:
    return (*needs.musts, *needs.wishes)


def _importance(each: Must | Wish, change: Step) -> Importance:
    was = Importance.MUST if isinstance(each, Must) else Importance.NICE
    return was if is_quiet(each) else change.importance.get(name_of(each.criterion), was)
