"""Changes on the list, read from its forms and kept as steps."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.domain.answers import Closeness
from matcher.domain.refining import (
    RADIUS_BY_NAME,
    Importance,
    Step,
    asked,
    closeness_of,
    radius_name,
    read_step,
    together,
    write_step,
)
from matcher.services.asking import Search
from matcher.web import kept

MOST_STEPS = 6
"""Older changes become one, so that the cookie stays small."""

WEIGH = "w-"
"""What the name of each criterion begins with in the form."""


def add(step: Step) -> None:
    """Keep one more change; one that changes nothing is none."""
    if not step:
        return
    made = [read_step(each) for each in kept.steps()] + [step]
    older = together(made[:-MOST_STEPS])
    steps = [*([older] if older else []), *made[-MOST_STEPS:]]
    kept.keep_steps([write_step(each) for each in steps])


def from_button(form: Mapping[str, str]) -> Step:
    """Return the change that one button makes."""
    return Step(
        radius=_radius(form.get("radius")),
        importance={
            name: importance
            for field, importance in (("relax", Importance.NICE), ("drop", Importance.SKIP))
            if (name := form.get(field))
        },
    )


def from_form(search: Search, form: Mapping[str, str]) -> Step:
    """Return what the whole form would have otherwise than it is now."""
    radius = _radius(form.get("radius"))
    closeness = _closeness(form.get("closeness"))
    weighed = {each.name: each.importance for each in asked(search.as_answered, search.change)}
    return Step(
        None if radius == radius_name(search.needs.within_miles) else radius,
        None if closeness is closeness_of(search.needs) else closeness,
        {
            name: Importance(value)
            for name, was in weighed.items()
            if (value := form.get(WEIGH + name)) in list(Importance) and value != was
        },
    )


def _radius(name: str | None) -> str | None:
    return name if name in RADIUS_BY_NAME else None


def _closeness(name: str | None) -> Closeness | None:
    return Closeness(name) if name in list(Closeness) else None
