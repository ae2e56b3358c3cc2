"""Plans as the API and `plan --json` give them: plain values, nothing rounded.

Every step has every key, null where it is empty. Two plans that are kept apart say nothing of
each other: a plan holds nothing that its own answers did not bring.
"""

from __future__ import annotations

from matcher.domain.helplines import SAMHSA
from matcher.domain.plans.objective import Worth
from matcher.domain.plans.plan import HandOver, Outside, Plan, Plans, PlanStep, RunnerUp
from matcher.domain.program import Program
from matcher.services.documents import Document, place


def plans(made: Plans) -> Document:
    """Return every plan (DESIGN section 5)."""
    return {
        "place": place(made.place),
        "within_miles": made.within_miles,
        "plans": [plan(each) for each in made.plans],
    }


def plan(made: Plan) -> Document:
    """Return one plan."""
    return {
        "kind": made.kind.value,
        "person": made.person,
        "pair": made.pair,
        "steps": [step(each) for each in made.steps],
        "score": made.worth.score,
        "doubt": made.worth.doubt,
        "gaps": made.worth.gaps,
        "miles": made.worth.miles,
        "notes": [str(note) for note in made.notes],
        "runner_up": _runner_up(made.runner_up),
        "cards": [shown.id.value for shown in made.cards],
    }


def step(made: PlanStep) -> Document:
    """Return one step."""
    filling = made.filling
    return {
        "kind": made.kind.value,
        "program": _program(filling.program) if filling else None,
        "nearest_outside": _outside(made.nearest_outside),
        "helpline": None if filling else SAMHSA.number,
        "score": filling.standing.arithmetic.score if filling else None,
        "doubt": filling.standing.arithmetic.doubt if filling else None,
        "miles_from_home": filling.standing.miles if filling else None,
        "miles_from_previous": made.miles_from_previous,
        "hand_over": _hand_over(made.hand_over),
        "questions": [str(each.question) for each in filling.questions] if filling else [],
        "joint": made.joint,
    }


def _program(program: Program) -> Document:
    point = program.point
    return {
        "id": program.id,
        "slug": program.slug,
        "name": program.name,
        "organization": program.organization,
        "city": program.city,
        "state": program.state,
        "phone": program.phone,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
    }


def _outside(nearest: Outside | None) -> Document | None:
    if nearest is None:
        return None
    return {**_program(nearest.program), "miles_from_home": nearest.miles}


def _hand_over(made: HandOver | None) -> Document | None:
    if made is None:
        return None
    return {
        "ask": str(made.ask),
        "miles": made.miles,
        "phones": [made.before.phone, made.after.phone],
    }


def _runner_up(second: RunnerUp | None) -> Document | None:
    if second is None:
        return None
    return {
        "programs": [each.id if each else None for each in second.programs],
        **_worth(second.worth),
    }


def _worth(figures: Worth) -> Document:
    return {
        "score": figures.score,
        "doubt": figures.doubt,
        "gaps": figures.gaps,
        "miles": figures.miles,
    }
