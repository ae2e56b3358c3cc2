"""Where numbered badges stand, so that none covers another and each is near what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, pi, sin

from matcher.web.maps.projection import Frame, Spot, around

HALF_BADGE = 15.0
"""A badge can be touched 30 units across: 24 CSS pixels on the narrowest phone."""

_DIRECTIONS = 16
_STEP = 8.0


def stand(spots: Sequence[Spot], window: Frame, taken: Iterable[Frame] = ()) -> list[Spot]:
    """Return where the badge of each of *spots* stands: on it, or else as near as there is room.

    The first is placed first, so that the best match stays nearest to its place. Where there is no
    room at all, a badge stands on its spot whatever it covers.
    """
    filled = list(taken)
    stood: list[Spot] = []
    for spot in spots:
        place = next(
            (
                tried
                for tried in _outwards(spot, window)
                if not any(_badge(tried).overlaps(other) for other in filled)
            ),
            spot,
        )
        filled.append(_badge(place))
        stood.append(place)
    return stood


def _badge(spot: Spot) -> Frame:
    return around(spot, HALF_BADGE, HALF_BADGE)


def _outwards(spot: Spot, window: Frame) -> Iterator[Spot]:
    """Yield places in growing circles around *spot*, as far as *window* reaches."""
    room = Frame(
        window.left + HALF_BADGE,
        window.top + HALF_BADGE,
        window.right - HALF_BADGE,
        window.bottom - HALF_BADGE,
    )
    held = Spot(min(max(spot.x, room.left), room.right), min(max(spot.y, room.top), room.bottom))
    yield held
    farthest = int((window.right - window.left) / _STEP)
    for circle in range(2, farthest):
        for direction in range(_DIRECTIONS):
            angle = 2 * pi * direction / _DIRECTIONS
            tried = Spot(held.x + circle * _STEP * sin(angle), held.y - circle * _STEP * cos(angle))
            if room.holds(tried):
                yield tried
