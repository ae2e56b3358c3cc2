"""Fill plans with the best programs, and say what to ask at each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from matcher.domain import explanation
from matcher.domain.needs import Needs
from matcher.domain.plans.calling import hand_over, step_script
from matcher.domain.plans.kinds import StepKind
from matcher.domain.plans.objective import worth
from matcher.domain.plans.optimiser import Choice, Road, Team
from matcher.domain.plans.people import Party
from matcher.domain.plans.plan import Filling, HandOver, Plan, PlanStep, RunnerUp
from matcher.domain.plans.sketch import Group, Sketch
from matcher.domain.plans.ways import Ways
from matcher.domain.plans.words import notes
from matcher.domain.program import Program
from matcher.domain.quiet import spoken
from matcher.domain.ranking import Standing
from matcher.domain.taxonomy import Taxonomy
from matcher.services.plan_candidates import Candidates


@dataclass(frozen=True, slots=True)
class ByHand:
    """A program that somebody put into a step."""

    plan: int
    """The plan's position among all plans."""
    step: int
    program_id: str
    """Its id, or enough of its beginning."""


def filled(
    groups: Iterable[Group], candidates: Candidates, whose: Party, by_hand: Sequence[ByHand]
) -> Iterator[Plan]:
    """Yield every plan, filled."""
    ways = Ways()
    position = 0
    for number, group in enumerate(groups):
        sketches, team, best = _best_variant(group, candidates, ways)
        chosen = [list(ids) for ids in team.split(best.ids)]
        for hand in by_hand:
            if 0 <= hand.plan - position < len(chosen):
                _put(team, chosen, hand.plan - position, hand)
        for which, sketch in enumerate(sketches):
            yield Plan(
                kind=sketch.kind,
                person=sketch.person,
                pair=number if group.joint else None,
                answers=sketch.patient.answers,
                steps=tuple(_steps(sketch, chosen[which], candidates, ways, joint=group.joint)),
                cards=sketch.patient.intake.open_cards,
                notes=notes(whose),
                best=worth(team.roads[which].slots, team.split(best.ids)[which], ways),
                worth=worth(team.roads[which].slots, chosen[which], ways),
                runner_up=_runner_up(team, best, which, candidates),
                road=team.roads[which],
                programs=candidates.programs,
            )
        position += len(sketches)


def _best_variant(
    group: Group, candidates: Candidates, ways: Ways
) -> tuple[tuple[Sketch, ...], Team, Choice]:
    """Return the variant of each plan that makes the best whole."""
    roads_of = {
        id(sketch): _road(sketch, candidates, ways)
        for variants in group.plans
        for sketch in variants
    }

    def team(sketches: Sequence[Sketch]) -> Team:
        roads = tuple(roads_of[id(sketch)] for sketch in sketches)
        shared = tuple(sketch.steps.index(StepKind.OUTPATIENT) for sketch in sketches)
        return Team(roads, shared if group.joint else ())

    tried = [(sketches, team(sketches)) for sketches in product(*group.plans)]
    return min(
        ((sketches, each, each.best()) for sketches, each in tried),
        key=lambda found: (found[1].gaps, found[2]),
    )


def _road(sketch: Sketch, candidates: Candidates, ways: Ways) -> Road:
    steps = zip(sketch.steps, sketch.needs, strict=True)
    return Road(
        tuple(candidates.slot(needs, lives_in=step.lives_in) for step, needs in steps), ways
    )


def _put(team: Team, chosen: list[list[str]], which: int, hand: ByHand) -> None:
    """Put a program into a step, and into a joint step of both plans; ignore what cannot be."""
    road = team.roads[which]
    if not 0 <= hand.step < len(road.slots):
        return
    options = (option.id for option in road.slots[hand.step].options)
    program_id = next((id_ for id_ in options if id_.startswith(hand.program_id)), None)
    if program_id is None or not hand.program_id:
        return
    chosen[which][hand.step] = program_id
    if team.joint and team.joint[which] == hand.step:
        for ids, position in zip(chosen, team.joint, strict=True):
            ids[position] = program_id


def _steps(
    sketch: Sketch, ids: Sequence[str], candidates: Candidates, ways: Ways, *, joint: bool
) -> Iterator[PlanStep]:
    before: Program | None = None
    for kind, needs, id_ in zip(sketch.steps, sketch.needs, ids, strict=True):
        standing = candidates.standings[needs].get(id_)
        after = None if standing is None else candidates.programs[id_]
        filling = (
            None
            if standing is None or after is None
            else filling_with(after, kind, needs, standing, candidates.taxonomy)
        )
        miles = miles_on(before, after, ways)
        yield PlanStep(
            kind=kind,
            needs=needs,
            joint=joint and kind is StepKind.OUTPATIENT,
            filling=filling,
            miles_from_previous=miles,
            hand_over=handed_over(before, after, miles),
            nearest_outside=None if filling else candidates.outside(needs),
        )
        before = after


def filling_with(
    program: Program, kind: StepKind, needs: Needs, standing: Standing, taxonomy: Taxonomy
) -> Filling:
    """Put a program into a step, with the findings that may be named and what to ask it."""
    findings = spoken(explanation.findings(program, standing, needs, taxonomy))
    questions = step_script(kind, findings, needs, program.outcome, taxonomy)
    return Filling(program, standing, findings, questions)


def miles_on(before: Program | None, after: Program | None, ways: Ways) -> float | None:
    """Return the miles from one step to the next; None where either is a gap."""
    if before is None or after is None or before.point is None or after.point is None:
        return None
    return 0.0 if before.id == after.id else ways.miles(before.point, after.point)


def handed_over(
    before: Program | None, after: Program | None, miles: float | None
) -> HandOver | None:
    """Return what to ask at the door between two programs; None where there is no such door."""
    if before is None or after is None or miles is None or before.id == after.id:
        return None
    return HandOver(before, after, miles, hand_over(before, after))


def _runner_up(team: Team, best: Choice, which: int, candidates: Candidates) -> RunnerUp | None:
    second = team.runner_up(best, which)
    if second is None:
        return None
    ids = team.split(second.ids)[which]
    road = team.roads[which]
    programs = tuple(candidates.programs.get(id_) for id_ in ids)
    return RunnerUp(programs, worth(road.slots, ids, road.ways))
