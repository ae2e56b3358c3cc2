"""Plans as steps to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from matcher.domain.helplines import SAMHSA
from matcher.domain.plans.beginnings import beginning, why_detox_first
from matcher.domain.plans.calling import called
from matcher.domain.plans.objective import IN_WORDS
from matcher.domain.plans.plan import Plan, Plans, PlanStep
from matcher.domain.plans.words import JOINT_STEP, STEP_TITLES


def show(made: Plans) -> None:
    """Print every plan."""
    how_far = "anywhere" if made.within_miles is None else f"within {made.within_miles:g} miles"
    click.echo(f"Plans from {made.place.label}, {how_far}.")
    for plan in made.plans:
        click.echo()
        click.echo("\n".join(plan_lines(plan, made.people)))
    click.echo()
    click.echo("How the programs were chosen:")
    for sentence in IN_WORDS:
        click.echo(f"  {sentence}")
    click.echo("Listings change: call to confirm. FindTreatment.gov is the federal locator.")


def plan_lines(plan: Plan, people: int) -> Iterator[str]:
    """Yield one plan: its title, its steps, and what is said beside them."""
    whose = f", person {plan.person + 1}" if people > 1 else ""
    yield f"{beginning(plan.kind, plan.steps).title}{whose}: {points(plan.worth.score)}"
    for number, step in enumerate(plan.steps, start=1):
        yield from step_lines(number, step)
    for note in plan.notes:
        yield f"  {note}"


def step_lines(number: int, step: PlanStep) -> Iterator[str]:
    """Yield one step: the way to it, its program, and what to ask."""
    if step.hand_over is not None:
        hand = step.hand_over
        yield f"     {hand.ask}"
        yield f"     {hand.miles:.1f} miles. Call {hand.before.phone} and {hand.after.phone}."
    yield f"  {number}. {STEP_TITLES[step.kind]}"
    why = why_detox_first(step)
    if why is not None:
        yield f"     {why}"
    if step.joint:
        yield f"     {JOINT_STEP}"
    if step.filling is None:
        yield from gap_lines(step)
        return
    program, standing = step.filling.program, step.filling.standing
    yield (
        f"     {called(program)}, {program.city}, {program.state}, {program.phone},"
        f" {standing.miles:.1f} miles from home, {points(standing.arithmetic.score)}"
    )
    for question in step.filling.questions:
        yield f"     - {question.question}"


def gap_lines(step: PlanStep) -> Iterator[str]:
    """Yield what there is instead of a program."""
    yield "     A gap: no program here lists what this step needs."
    if step.nearest_outside is not None:
        program = step.nearest_outside.program
        yield (
            f"     The nearest farther away: {called(program)}, {program.city}, {program.state},"
            f" {program.phone}, {step.nearest_outside.miles:.1f} miles from home"
        )
    yield f"     {SAMHSA.name}: {SAMHSA.number}"


def points(score: float | None) -> str:
    """Say a score."""
    return "no points" if score is None else f"{score:.1f} points"
