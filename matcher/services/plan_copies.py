"""Share one person's plan by a link of its own; see `services.sharing`.

Without the tick a copy is a list of programs like any other: no step, no kind, no gap is in it,
and nothing tells that it came from a plan. With the tick it holds the steps and what each asks,
never the answers. It holds one plan of one person, so it cannot lead to another.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain import ranking
from matcher.domain.geography import Place, Point, miles_between
from matcher.domain.needs import Needs
from matcher.domain.plans.kinds import PlanKind, StepKind
from matcher.domain.plans.plan import Filling, Outside, Plan, PlanStep
from matcher.domain.plans.ways import Ways
from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory
from matcher.services import sharing, written_needs
from matcher.services.plan_filling import filling_with, handed_over, miles_on
from matcher.services.sharing import CopyUnknown, Links


class NoProgramToShare(LookupError):
    """Every step of the plan is a gap, so without the tick there is nothing to show."""


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """What the link to a plan opens: its steps, with the programs as they are listed today."""

    kind: PlanKind
    place: Place
    within_miles: float | None
    steps: tuple[PlanStep, ...]
    expires_on: date


def share_plan(
    session: Session, plan: Plan, place: Place, on: date, days: int, *, whole: bool
) -> Links:
    """Keep a copy of one plan; its steps go along only where the person ticked so.

    :raise NoProgramToShare: where only programs would go along, and there are none.
    """
    ids = sorted({step.filling.program.id for step in plan.steps if step.filling})
    if not ids and not whole:
        raise NoProgramToShare
    contents: dict[str, Any] = {"programs": ids}
    if whole:
        contents["plan"] = _write(plan, place)
    return sharing.keep(session, contents, on, days)


def open_plan(session: Session, taxonomy: Taxonomy, token: str, on: date) -> PlanCopy:
    """Open the copy of a plan by its link, and count the opening.

    :raise CopyGone: where it has expired or was revoked.
    :raise CopyUnknown: where there is none, or it holds no plan.
    """
    copy = sharing.open_copy(session, token, on)
    if copy.plan is None:
        raise CopyUnknown
    written = [_Written.read(each) for each in copy.plan["steps"]]
    ids = {id_ for each in written for id_ in (each.program, each.outside) if id_}
    programs = directory.programs_now(session, taxonomy, sorted(ids), on)
    return PlanCopy(
        PlanKind(copy.plan["kind"]),
        written[0].place,
        written[0].needs.within_miles,
        tuple(_steps(written, programs, taxonomy)),
        copy.expires_on,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """One step, as a copy holds it."""

    kind: StepKind
    joint: bool
    program: str | None
    outside: str | None
    place: Place
    needs: Needs

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> _Written:
        place, needs = written_needs.read(values["search"])
        return cls(
            StepKind(values["kind"]),
            values["joint"],
            values["program"],
            values["outside"],
            place,
            needs,
        )


def _write(plan: Plan, place: Place) -> dict[str, Any]:
    return {
        "kind": plan.kind.value,
        "steps": [
            {
                "kind": step.kind.value,
                "joint": step.joint,
                "program": step.filling.program.id if step.filling else None,
                "outside": step.nearest_outside.program.id if step.nearest_outside else None,
                "search": written_needs.write(place, sharing.may_be_told(step.needs)),
            }
            for step in plan.steps
        ],
    }


def _steps(
    written: Iterable[_Written], programs: Mapping[str, Program], taxonomy: Taxonomy
) -> Iterator[PlanStep]:
    ways = Ways()
    before: Program | None = None
    for each in written:
        after = programs.get(each.program or "")
        outside = programs.get(each.outside or "")
        miles = miles_on(before, after, ways)
        yield PlanStep(
            kind=each.kind,
            needs=each.needs,
            joint=each.joint,
            filling=None if after is None else _filling(after, each, taxonomy),
            miles_from_previous=miles,
            hand_over=handed_over(before, after, miles),
            nearest_outside=(
                None if outside is None else Outside(outside, _from_home(each.needs.point, outside))
            ),
        )
        before = after


def _filling(program: Program, step: _Written, taxonomy: Taxonomy) -> Filling:
    standing = ranking.assess(program, _from_home(step.needs.point, program), step.needs)
    return filling_with(program, step.kind, step.needs, standing, taxonomy)


def _from_home(home: Point, program: Program) -> float:
    return math.inf if program.point is None else miles_between(home, program.point)
