"""What a search asks: from where, how far, what must be and what is wished for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matcher.domain.criteria import Must, Wish
from matcher.domain.geography import Point

CLOSENESS = 0.35
HALF_DISTANCE_MILES = 25.0
WEIGHTS = (1, 2, 3)


class NeedsOutOfBounds(ValueError):
    """A number that a search cannot use; `field` names it as the API does."""

    def __init__(self, field: str, message: str) -> None:
        """Name the *field* and say in *message* what it takes."""
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Needs:
    """A search (DESIGN section 4); a criterion that is repeated counts once."""

    point: Point
    within_miles: float | None = None
    """None: anywhere."""
    musts: tuple[Must, ...] = ()
    wishes: tuple[Wish, ...] = ()
    half_distance_miles: float = HALF_DISTANCE_MILES
    """The miles at which nearness is worth one half."""
    closeness: float = CLOSENESS
    """The share of the score that nearness decides, from 0 to 1."""

    def __post_init__(self) -> None:
        """Check the bounds and fold repeated criteria together.

        :raise NeedsOutOfBounds: naming the field.
        """
        if self.within_miles is not None and not _positive(self.within_miles):
            field = "within_miles"
            raise NeedsOutOfBounds(field, "must be more than 0 miles")
        if not _positive(self.half_distance_miles):
            field = "half_distance_miles"
            raise NeedsOutOfBounds(field, "must be more than 0 miles")
        if not 0 <= self.closeness <= 1:
            field = "closeness"
            raise NeedsOutOfBounds(field, "must be between 0 and 1")
        for position, wish in enumerate(self.wishes):
            if wish.weight not in WEIGHTS:
                field = f"wish[{position}].weight"
                raise NeedsOutOfBounds(field, "must be 1, 2 or 3")
        object.__setattr__(self, "musts", fold_musts(self.musts))
        object.__setattr__(self, "wishes", fold_wishes(self.wishes))


def fold_musts(musts: tuple[Must, ...]) -> tuple[Must, ...]:
    """Keep each must once, where it first stood, with all its reasons."""
    folded: dict[frozenset[str], Must] = {}
    for must in musts:
        first = folded.get(must.criterion.key, must)
        because = tuple(dict.fromkeys((*first.because, *must.because)))
        folded[must.criterion.key] = Must(first.criterion, because)
    return tuple(folded.values())


def fold_wishes(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """Keep each wish once, where it first stood, at its larger weight, with all its reasons."""
    folded: dict[frozenset[str], Wish] = {}
    for wish in wishes:
        first = folded.get(wish.criterion.key, wish)
        because = tuple(dict.fromkeys((*first.because, *wish.because)))
        weight = max(first.weight, wish.weight)
        folded[wish.criterion.key] = Wish(first.criterion, weight, because)
    return tuple(folded.values())


def _positive(number: float) -> bool:
    return math.isfinite(number) and number > 0
