"""The searches: one table per size, then growth against size and radius."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench import picture, pieces, questions
from bench.directory import Directory, generate
from bench.engines import lineup
from bench.engines.base import Engine
from bench.engines.lineup import Lineup
from bench.engines.python import Ours
from bench.report import ms, ratio, table
from bench.timing import Times, race

RADII = (10.0, 25.0, 50.0, 100.0, 250.0, 500.0, None)
ROUNDS = 3
GOALS = {
    ("typical ORM loop", 20_000): 100,
    ("lean ORM loop", 20_000): 100,
    ("SQL", 20_000): 10,
    ("Xapian", 20_000): 4,
    ("SQL", 200_000): 19,
    ("SQL", 2_000_000): 50,
}


@dataclass
class Found:
    """What was measured, in words and as a picture."""

    text: str
    picture: str


@dataclass
class _Notes:
    """What the sizes leave behind for the tables that compare them."""

    lines: dict[str, dict[int, float]] = field(default_factory=dict)
    growth: dict[int, dict[float | None, float]] = field(default_factory=dict)
    pieces: dict[int, list[float]] = field(default_factory=dict)
    checks: list[list[str]] = field(default_factory=list)


def run(sizes: Sequence[int], count: int) -> Found:
    """Measure every size, and say what came of the goals."""
    notes = _Notes()
    parts = []
    for size in sizes:
        print(f"  {size:,} programs", file=sys.stderr)
        directory = generate(size)
        with lineup.prepared(directory) as engines:
            parts.append(_size(directory, engines, count, notes))
            print(parts[-1], file=sys.stderr)
        del directory
    parts.append(_growth(notes))
    parts.append(_pieces(notes))
    parts.append(_goals(notes))
    return Found("\n".join(parts), picture.draw(notes.lines))


def _size(directory: Directory, engines: Lineup, count: int, notes: _Notes) -> str:
    size = len(directory)
    fewer = max(6, count // (1 if size < 1_000_000 else 4))
    reference = engines.others[0]
    everyone: list[Engine] = [engines.ours, engines.everything, *engines.others]
    mixed = race(everyone, questions.draw(fewer), reference, ROUNDS if size < 1_000_000 else 2)
    near = race(everyone, questions.draw(fewer, radii=(50.0,)), reference, 2)
    unbounded = questions.draw(max(4, fewer // 4), radii=(None,))
    anywhere = race([*everyone, engines.floor], unbounded, reference, 2)
    floor = anywhere.pop()
    ours = mixed[0].median
    rows = []
    for all_, around, far in zip(mixed, near, anywhere, strict=True):
        exact = all_.exact + around.exact + far.exact
        asked = all_.asked + around.asked + far.asked
        rows.append(
            [
                all_.engine,
                ms(all_.median),
                ms(all_.p99),
                ms(around.median),
                ms(far.median),
                f"{exact}/{asked}",
                ratio(all_.median / ours),
            ]
        )
        notes.lines.setdefault(all_.engine, {})[size] = all_.median
    rows.append([floor.engine, "", "", "", ms(floor.median), "", ""])
    _check(size, mixed, anywhere, floor, notes)
    notes.growth[size] = _by_radius(engines.ours, count)
    notes.pieces[size] = pieces.measure(engines.ours, questions.draw(fewer))
    head = ["engine", "mixed: median", "p99", "50 miles", "anywhere", "exact", "to ours"]
    said = [f"{each.engine}: {each.remark}" for each in [*mixed, floor]]
    said += engines.absent
    return (
        f"## {size:,} programs\n\n"
        f"Drawn from {directory.source}; {fewer} mixed needs (each radius offered, 10 miles to "
        f"anywhere), as many within 50 miles, {len(unbounded)} anywhere; milliseconds. Exact: "
        f"same twenty in the same order, same counts, same {len(directory.terms)} facets as an "
        f"independent scan.\n\n{table(head, rows)}\n\n- " + "\n- ".join(said) + "\n"
    )


def _by_radius(ours: Ours, count: int) -> dict[float | None, float]:
    found = {}
    for radius in RADII:
        asked = questions.draw(count, radii=(radius,), seed=11)
        found[radius] = race([ours], asked, ours, 3)[0].median
    return found


def _growth(notes: _Notes) -> str:
    head = ["programs", *("anywhere" if each is None else f"{each:g} miles" for each in RADII)]
    rows = [
        [f"{size:,}", *(ms(by_radius[radius]) for radius in RADII)]
        for size, by_radius in notes.growth.items()
    ]
    return f"## Growth\n\nOurs, median milliseconds by radius.\n\n{table(head, rows)}\n"


def _pieces(notes: _Notes) -> str:
    rows = [[f"{size:,}", *map(ms, found)] for size, found in notes.pieces.items()]
    return (
        "## What each part of the answer takes\n\nOurs, median milliseconds over the mixed needs;"
        " each part on top of those before it.\n\n"
        f"{table(['programs', *pieces.NAMES], rows)}\n"
    )


def _check(
    size: int, mixed: list[Times], anywhere: list[Times], floor: Times, notes: _Notes
) -> None:
    by_name = {times.engine: times.median for times in mixed}
    sql = min(
        (value for name, value in by_name.items() if name.startswith(("SQLite", "PostgreSQL"))),
        default=float("nan"),
    )
    for (name, at), goal in GOALS.items():
        if at != size:
            continue
        other = sql if name == "SQL" else by_name.get(name)
        if other is None:
            continue
        times = other / by_name["ours"]
        what = "the better SQL" if name == "SQL" else name
        said = "reached" if times >= goal else "not reached"
        notes.checks.append([f"{size:,}: against {what}", f"{goal}x", ratio(times), said])
    times = anywhere[0].median / floor.median
    if size == 2_000_000:
        said = "reached" if times <= 5 else "not reached"
        notes.checks.append([f"{size:,}: anywhere, to the floor", "5x or less", ratio(times), said])
    extra = by_name["ours, everything"] / by_name["ours"]
    said = "reached" if extra <= 2 else "not reached"
    notes.checks.append([f"{size:,}: everything to ours", "2x or less", ratio(extra), said])


def _goals(notes: _Notes) -> str:
    if {20_000, 2_000_000} <= notes.growth.keys():
        times = notes.growth[2_000_000][50.0] / notes.growth[20_000][50.0]
        said = "reached" if times <= 4 else "not reached"
        notes.checks.append(["50 miles: 2,000,000 to 20,000", "4x or less", ratio(times), said])
    return f"## Goals\n\n{table(['what', 'goal', 'measured', ''], notes.checks)}\n"
