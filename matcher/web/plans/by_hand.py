"""Programs put into steps by hand: kept on this device, until the answers change."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from matcher.domain.answer_reading import write_answers
from matcher.domain.picking import write_picks
from matcher.domain.refining import write_step
from matcher.services.asking import Search
from matcher.services.plan_filling import ByHand
from matcher.web import kept

_PLANNED = "planned"
MOST_CHANGES = 6
"""More than that is another plan altogether, and the cookie is small."""

_ENOUGH = 8
"""Characters that tell one program from the fifty that a step has."""


def changes(search: Search) -> list[ByHand]:
    """Return what was changed by hand for these answers."""
    planned = kept.beside_shortlist().get(_PLANNED)
    if not planned or planned[0] != _mark(search):
        return []
    return [ByHand(int(plan), int(step), str(program)) for plan, step, program in planned[1]]


def count() -> int:
    """Return how many programs put in by hand this device keeps, for whatever answers."""
    planned = kept.beside_shortlist().get(_PLANNED)
    return len(planned[1]) if planned else 0


def put(search: Search, change: ByHand) -> None:
    """Keep one more change; the latest for a step counts, and the oldest goes first."""
    others = [
        each for each in changes(search) if (each.plan, each.step) != (change.plan, change.step)
    ]
    latest = [*others, change][-MOST_CHANGES:]
    written: list[Any] = [[each.plan, each.step, each.program_id[:_ENOUGH]] for each in latest]
    kept.keep_beside_shortlist(**{_PLANNED: [_mark(search), written]})


def forget() -> None:
    """Take all changes back."""
    kept.keep_beside_shortlist(**{_PLANNED: None})


def _mark(search: Search) -> str:
    """Tell one set of answers and weights from another, without telling what they are."""
    weighing = search.weighing
    told = json.dumps(
        [
            write_answers(search.answers),
            write_picks(weighing.picks),
            write_step(weighing.change),
        ],
        sort_keys=True,
    )
    return hashlib.sha256(told.encode()).hexdigest()[:_ENOUGH]
