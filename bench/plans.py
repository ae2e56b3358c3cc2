"""What a plan costs beside the searches it needs.

The real directory is imported into a temporary store where it lies in `../shared/data`; the sample
directory otherwise. Each plan is timed in turn, in one run, with the sum of the single searches it
needs as the pages make them (20 programs, explained), and with the bare index asked the same.
"""

from __future__ import annotations

import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bench.directory import WORKBOOK
from bench.report import ms, ratio, table
from matcher.app import create_app
from matcher.config import Config
from matcher.domain.answer_reading import read_answers
from matcher.domain.geography import Place
from matcher.domain.needs import Needs
from matcher.domain.plans.patient import Surroundings
from matcher.domain.plans.people import party
from matcher.domain.plans.sketch import groups
from matcher.services.collaborators import Collaborators
from matcher.services.finding import Page, find
from matcher.services.importing import Options, run_import
from matcher.services.places import find_place
from matcher.services.planning import Journey, make_plans
from matcher.services.setup import set_up
from matcher.services.sources import read_source

ROUNDS = 25
MOST = 1.5
TODAY = datetime.now(UTC).date()

HEROIN = {"substances": "heroin", "for": "spouse", "payment": "medicaid", "couples": "wanted"}
ALCOHOL = {"substances": "alcohol", "daily": "yes", "payment": "medicaid"}
CASES: dict[str, list[dict[str, Any]]] = {
    "one, heroin": [HEROIN],
    "one, alcohol": [ALCOHOL],
    "two together": [HEROIN, ALCOHOL],
    "two apart": [HEROIN, ALCOHOL | {"afraid": "yes"}],
}
PLACES = {"Fresno, CA": 50, "Boston, MA": 25, "Malta, MT": 100, "El Paso, TX": 50}


def run(*, quick: bool = False) -> str:
    """Plan for some people from some places, and return the table."""
    places = dict(list(PLACES.items())[:1]) if quick else PLACES
    logging.disable(logging.CRITICAL)
    try:
        with _directory() as kept:
            rows, ratios = zip(
                *(
                    _row(kept, name, near, within, 5 if quick else ROUNDS)
                    for near, within in places.items()
                    for name in CASES
                ),
                strict=True,
            )
    finally:
        logging.disable(logging.NOTSET)
    head = ["plan", "searches", "the plan", "its searches", "plan to searches", "bare index"]
    return (
        "## Plans\n\nA plan beside the single searches it needs, as pages make them (20 programs,"
        " explained), and the bare index asked the same; medians in milliseconds.\n\n"
        f"{table(head, rows)}\n\nThe worst ratio is {max(ratios):.2f}; {MOST} is allowed.\n"
    )


@contextmanager
def _directory() -> Iterator[Collaborators]:
    """Keep the real directory, or the sample where there is none, in a store of its own."""
    with tempfile.TemporaryDirectory(prefix="matcher-bench-") as folder:
        app = create_app(Config.from_environment({"SECRET_KEY": "b" * 32}, instance=Path(folder)))
        with app.app_context():
            kept: Collaborators = app.extensions["matcher"]
            real = WORKBOOK.exists()
            set_up(kept.session, kept.taxonomy, TODAY, sample=not real, say=lambda _: None)
            if real:
                reading = read_source(WORKBOOK, kept.taxonomy)
                run_import(kept.session, kept.taxonomy, reading, Options(on=TODAY))
            yield kept


def _row(
    kept: Collaborators, name: str, near: str, within: int, rounds: int
) -> tuple[list[str], float]:
    session: Session = kept.session
    place = find_place(session, near)
    journey = Journey(place, within, [read_answers(each) for each in CASES[name]])
    needs = _searches(kept, journey, place)

    def plan() -> None:
        make_plans(session, kept.listings, journey, TODAY)

    def searches() -> None:
        for each in needs:
            find(session, kept.listings, place, each, Page(), TODAY)

    def bare() -> None:
        index = kept.listings.snapshot(session, TODAY).index
        for each in needs:
            index.search(each, 50, 0, kept.taxonomy.terms)

    planned, searched, asked = _side_by_side(rounds, plan, searches, bare)
    times = planned / searched
    row = [f"{name}, {near}", f"{len(needs)}", ms(planned), ms(searched), ratio(times), ms(asked)]
    return row, times


def _searches(kept: Collaborators, journey: Journey, place: Place) -> list[Needs]:
    """Return the single searches that the plans need, each once."""
    around = Surroundings(
        place.point, journey.within_miles, lambda term: kept.taxonomy.term(term).group
    )
    made = groups(party(journey.people), around)
    return list(dict.fromkeys(needs for group in made for needs in group.needs()))


def _side_by_side(rounds: int, *whats: Callable[[], None]) -> list[float]:
    """Time things in turn; return the median of each in milliseconds."""
    for what in whats:
        what()
    times: list[list[float]] = [[] for _ in whats]
    for _ in range(rounds):
        for kept, what in zip(times, whats, strict=True):
            start = time.perf_counter()
            what()
            kept.append(1000 * (time.perf_counter() - start))
    return [statistics.median(each) for each in times]
