"""The land and the state borders, as `seeds/us_states.json` holds them, drawn as SVG paths."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

from matcher.domain.geography import Point
from matcher.web.maps.clipping import cut_line, cut_ring
from matcher.web.maps.projection import COUNTRY, Frame, Spot

OUTLINES = Path(__file__).resolve().parents[3] / "seeds" / "us_states.json"

FINEST = 0.4
"""Steps on paper that are shorter than this show nothing."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """What is drawn under the pins."""

    land: tuple[tuple[Point, ...], ...]
    """Closed rings, the last point equal to the first."""
    borders: tuple[tuple[Point, ...], ...]
    """Lines between two states, each once."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The same on paper: two SVG paths, either of which may be empty."""

    land: str
    borders: str


@cache
def outlines() -> Outlines:
    """Return the outlines, read once a process."""
    written = json.loads(OUTLINES.read_text(encoding="ascii"))
    parts = written["parts"]
    return Outlines(
        land=tuple(_points(steps, parts) for steps in written["land"]),
        borders=tuple(_points(steps, parts) for steps in written["borders"]),
    )


@cache
def country_ground() -> Ground:
    """Draw the whole country, each part in its place; the same for everyone."""
    drawn = outlines()
    return Ground(
        land=" ".join(_closed(line) for line in _on_pieces(drawn.land)),
        borders=" ".join(_open(line) for line in _on_pieces(drawn.borders)),
    )


def area_ground(project: Callable[[Point], Spot], window: Frame) -> Ground:
    """Draw what *window* shows of the land; what lies outside it costs no bytes."""
    drawn = outlines()
    rings = (cut_ring([project(point) for point in ring], window) for ring in drawn.land)
    lines = (
        piece
        for border in drawn.borders
        for piece in cut_line([project(point) for point in border], window)
    )
    return Ground(
        land=" ".join(_closed(ring) for ring in rings if ring),
        borders=" ".join(_open(line) for line in lines),
    )


def _points(steps: Sequence[int], parts: int) -> tuple[Point, ...]:
    longitudes = accumulate(steps[::2])
    latitudes = accumulate(steps[1::2])
    return tuple(
        Point(latitude / parts, longitude / parts)
        for longitude, latitude in zip(longitudes, latitudes, strict=True)
    )


def _on_pieces(lines: Iterable[Sequence[Point]]) -> Iterable[list[Spot]]:
    for line in lines:
        piece = next((piece for piece in COUNTRY if all(map(piece.covers, line))), None)
        if piece is not None:
            yield [piece.draw(point) for point in line]


def _closed(line: Sequence[Spot]) -> str:
    return f"{_open(line)}z"


def _open(line: Sequence[Spot]) -> str:
    """Write a line as one move and relative steps, in tenths, leaving out what shows nothing."""
    kept = [line[0]]
    for spot in line[1:]:
        if spot.distance(kept[-1]) >= FINEST:
            kept.append(spot)
    tenths = [(round(spot.x * 10), round(spot.y * 10)) for spot in kept]
    left, top = tenths[0]
    steps = [
        f"{_tenth(x - before_x)}{_joined(_tenth(y - before_y))}"
        for (before_x, before_y), (x, y) in pairwise(tenths)
    ]
    return f"M{left / 10:g},{top / 10:g}l{' '.join(steps) or '0,0'}"


def _tenth(number: int) -> str:
    """Write a number of tenths as SVG reads it at its shortest: -.3, 1.2, 0."""
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"


def _joined(number: str) -> str:
    return number if number.startswith("-") else f",{number}"
