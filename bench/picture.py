"""The one picture: median time against size, each engine a line, both axes in tens."""

from __future__ import annotations

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 430
LEFT, RIGHT, TOP, BOTTOM = 70, 200, 46, 54
NAMESPACE = "http" + "://www.w3.org/2000/svg"
STYLE = 'font-family="sans-serif" font-size="13" role="img" aria-labelledby="title"'
HEADING = "One search: best twenty, counts, facets (median, milliseconds)"
INKS = ("#0b5d57", "#8a4b08", "#5b4a91", "#8c2f4b", "#4c5a66", "#2f6f2f", "#7a6a00", "#777777")


def draw(series: Mapping[str, Mapping[int, float]]) -> str:
    """Return an SVG of milliseconds by number of programs, for each engine."""
    sizes = sorted({size for line in series.values() for size in line})
    times = [value for line in series.values() for value in line.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def x(size: float) -> float:
        if len(sizes) == 1:
            return LEFT + (WIDTH - LEFT - RIGHT) / 2
        first, last = math.log10(sizes[0]), math.log10(sizes[-1])
        return LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" {STYLE}>',
        '<title id="title">Median time of a search against the number of programs</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffdf8"/>',
        f'<text x="{LEFT}" y="24" font-size="15" font-weight="bold" fill="#222">{HEADING}</text>',
    ]
    for power in range(low, high + 1):
        level = y(10**power)
        parts.append(
            f'<path d="M{LEFT} {level:.1f}H{WIDTH - RIGHT}" stroke="#ddd6c8"/>'
            f'<text x="{LEFT - 8}" y="{level + 4:.1f}" text-anchor="end" fill="#444">'
            f"{10.0**power:g}</text>"
        )
    below = HEIGHT - BOTTOM + 22
    parts += [
        f'<text x="{x(size):.1f}" y="{below}" text-anchor="middle" fill="#444">{size:,}</text>'
        for size in sizes
    ]
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" '
        'fill="#444">programs</text>'
    )
    labels = _apart({name: y(line[max(line)]) for name, line in series.items()})
    for (name, line), ink in zip(series.items(), INKS, strict=False):
        points = [(x(size), y(value)) for size, value in sorted(line.items())]
        path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{ink}"/>' for a, b in points]
        end, level = points[-1]
        parts.append(
            f'<path d="M{end + 5:.1f} {level:.1f}L{WIDTH - RIGHT + 18} {labels[name]:.1f}" '
            f'stroke="{ink}" stroke-width="1" stroke-dasharray="2 3"/>'
            f'<text x="{WIDTH - RIGHT + 22}" y="{labels[name] + 4:.1f}" fill="{ink}">'
            f"{escape(name)}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(levels: Mapping[str, float], gap: float = 18.0) -> dict[str, float]:
    """Return where labels go so that none covers another."""
    placed: dict[str, float] = {}
    floor = -math.inf
    for name, level in sorted(levels.items(), key=lambda item: item[1]):
        floor = max(level, floor + gap)
        placed[name] = floor
    return placed
