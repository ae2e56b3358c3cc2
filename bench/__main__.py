"""`./dev bench`: every engine over directories of every size, in one run."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import cases, changes, duplicates, engine_room, imports, merges, plans, report, web
from bench.directory import SIZES

QUICK = (2_000, 20_000)
HOUSE = Path(__file__).resolve().parents[1]
ALONE: dict[str, Callable[..., str]] = {
    "cases": cases.run,
    "changes": changes.run,
    "duplicates": duplicates.run,
    "merges": merges.run,
    "plans": plans.run,
}
"""Parts that can be measured by themselves."""
BY_NAME = ALONE | {"imports": imports.run}
"""Those, and what takes too long for every run: killing a hundred imports takes ten minutes."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, few needs, no files")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of programs")
    parser.add_argument("--needs", type=int, help="how many needs each engine answers")
    parser.add_argument("--no-web", action="store_true", help="leave out the web's part")
    parser.add_argument("--keep", action="store_true", help="write the files even when quick")
    parser.add_argument("--only", choices=sorted(BY_NAME), help="measure one part, write no file")
    options = parser.parse_args()
    if options.only:
        print(BY_NAME[options.only](quick=options.quick))
        return
    sizes = options.sizes or (QUICK if options.quick else SIZES)
    start = time.perf_counter()
    print(report.machine(), file=sys.stderr)
    heading = f"# The last run of `./dev bench`\n\n{report.machine()}.\n"
    found = engine_room.run(sizes, options.needs or (12 if options.quick else 60))
    parts = [heading, found.text]
    keep = not options.quick or options.keep
    if keep:
        (HOUSE / "docs/bench.svg").write_text(found.picture)
        _keep(parts)
    if not options.no_web:
        parts.append(web.run(quick=options.quick))
    failed = []
    for name, measure in ALONE.items():
        print(f"  {name}", file=sys.stderr)
        try:
            parts.append(measure(quick=options.quick))
        except AssertionError as wrong:  # what the others measured is kept, and the run fails
            failed.append(name)
            parts.append(f"## {name.capitalize()}\n\nFailed: {wrong}\n")
        if keep:
            _keep(parts)
    took = (time.perf_counter() - start) / 60
    parts.append(f"The whole run took {took:.1f} minutes; load at its end {report.load()}.\n")
    print("\n".join(parts))
    if keep:
        _keep(parts)
    if failed:
        sys.exit(f"what was claimed did not hold: {', '.join(failed)}")


def _keep(parts: list[str]) -> None:
    """Write what is measured so far: a run that is interrupted keeps it."""
    (report.FOLDER / "RESULTS.md").write_text("\n".join(parts))


if __name__ == "__main__":
    main()
