"""What a window shows of a ring or a line (Sutherland and Hodgman's way, one edge at a time)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from matcher.web.maps.projection import Frame, Spot

_Inside = Callable[[Spot], bool]
_Crossing = Callable[[Spot, Spot], Spot]


def cut_ring(ring: Sequence[Spot], window: Frame) -> list[Spot]:
    """Return the part of a closed *ring* that *window* shows; empty where it shows none."""
    corners = list(ring)
    for inside, crossing in _edges(window):
        corners = _cut(corners, inside, crossing)
    return corners


def cut_line(line: Sequence[Spot], window: Frame) -> list[list[Spot]]:
    """Return the stretches of *line* whose steps may be seen; their ends may stand outside."""
    stretches: list[list[Spot]] = []
    for one, other in pairwise(line):
        if not _may_be_seen(one, other, window):
            continue
        if stretches and stretches[-1][-1] is one:
            stretches[-1].append(other)
        else:
            stretches.append([one, other])
    return stretches


def _may_be_seen(one: Spot, other: Spot, window: Frame) -> bool:
    return not (
        max(one.x, other.x) < window.left
        or min(one.x, other.x) > window.right
        or max(one.y, other.y) < window.top
        or min(one.y, other.y) > window.bottom
    )


def _cut(corners: Sequence[Spot], inside: _Inside, crossing: _Crossing) -> list[Spot]:
    kept: list[Spot] = []
    for position, spot in enumerate(corners):
        before = corners[position - 1]
        if inside(spot) != inside(before):
            kept.append(crossing(before, spot))
        if inside(spot):
            kept.append(spot)
    return kept


def _edges(window: Frame) -> list[tuple[_Inside, _Crossing]]:
    return [
        (lambda spot: spot.x >= window.left, _at_x(window.left)),
        (lambda spot: spot.x <= window.right, _at_x(window.right)),
        (lambda spot: spot.y >= window.top, _at_y(window.top)),
        (lambda spot: spot.y <= window.bottom, _at_y(window.bottom)),
    ]


def _at_x(x: float) -> _Crossing:
    def crossing(one: Spot, other: Spot) -> Spot:
        share = (x - one.x) / (other.x - one.x)
        return Spot(x, one.y + share * (other.y - one.y))

    return crossing


def _at_y(y: float) -> _Crossing:
    def crossing(one: Spot, other: Spot) -> Spot:
        share = (y - one.y) / (other.y - one.y)
        return Spot(one.x + share * (other.x - one.x), y)

    return crossing
