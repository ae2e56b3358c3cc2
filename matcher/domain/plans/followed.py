"""What a family weighed by hand and a plan does not follow, so that its page can say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.needs import Needs
from matcher.domain.plans.kinds import StepKind, kind_of
from matcher.domain.plans.plan import PlanStep

Key = frozenset[str]
Asked = Must | Wish


def not_followed(answered: Needs, weighed: Needs, steps: Iterable[PlanStep]) -> Iterator[Criterion]:
    """Yield what was weighed otherwise than the answers weigh it, and changes none of *steps*."""
    made = list(steps)
    kinds = {step.kind for step in made}
    musts = {must.criterion.key for step in made for must in step.needs.musts}
    asked = musts | {wish.criterion.key for step in made for wish in step.needs.wishes}
    before, now = _by_terms(answered), _by_terms(weighed)
    for key, each in (before | now).items():
        criterion, was, is_now = each.criterion, before.get(key), now.get(key)
        if _weight(was) == _weight(is_now):
            continue
        if isinstance(was, Must) and kind_of(criterion) is StepKind.OUTPATIENT:
            continue  # a stay is tried again, though visits from home are a step of every plan
        if isinstance(is_now, Must):
            lives_in = kind_of(criterion) is StepKind.LIVE_IN and StepKind.LIVE_IN in kinds
            followed = key in musts or lives_in
        elif is_now is None:
            followed = key not in asked
        elif isinstance(was, Must):
            followed = key not in musts
        else:
            followed = key in asked
        if not followed:
            yield criterion


def _by_terms(needs: Needs) -> dict[Key, Asked]:
    asked: tuple[Asked, ...] = (*needs.musts, *needs.wishes)
    return {each.criterion.key: each for each in asked}


def _weight(asked: Asked | None) -> int | str | None:
    """Return how much it matters; None where it does not."""
    if isinstance(asked, Must):
        return "must"
    return None if asked is None else asked.weight
