"""`plan`: the steps past detox, from the terminal."""

from __future__ import annotations

import json
from typing import IO

import click
from flask.cli import with_appcontext

from matcher.cli.match import place_of
from matcher.cli.one_line import OneLineCommand
from matcher.cli.plan_table import show
from matcher.cli.terminal import BadInput, ready, today
from matcher.domain.answer_reading import AnswersNotUnderstood, read_answers
from matcher.domain.answers import Answers
from matcher.domain.geography import Place, Point
from matcher.domain.needs import Needs, NeedsOutOfBounds
from matcher.services import plan_documents
from matcher.services.collaborators import Collaborators
from matcher.services.planning import Journey, make_plans

MOST_FILES = 2
MOST_NAMED = 3
"""Mistakes in one file that are named, so that the line stays one."""


@click.command("plan", cls=OneLineCommand)
@click.option("--near", metavar="PLACE", help="A ZIP code, City, ST or lat,lon.")
@click.option("--within", type=float, metavar="MILES", help="Absent: as answered, else anywhere.")
@click.option(
    "--answers",
    "files",
    type=click.File("rb"),
    multiple=True,
    required=True,
    metavar="FILE",
    help="Answers about one person as JSON, as /api/v1/needs takes them; - reads standard input."
    " Give it twice for two people.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what /api/v1/plans answers.")
@with_appcontext
def plan(
    near: str | None, within: float | None, files: tuple[IO[bytes], ...], *, as_json: bool
) -> None:
    """Plan the steps past detox for one person or two."""
    if len(files) > MOST_FILES:
        raise BadInput("--answers: give one file or two, one for each person.")
    people = [read_person(file) for file in files]
    with ready() as collaborators:
        journey = journey_of(people, near, within, collaborators)
        made = make_plans(collaborators.session, collaborators.listings, journey, today())
    if as_json:
        click.echo(json.dumps(plan_documents.plans(made), indent=2, ensure_ascii=False))
    else:
        show(made)


def read_person(file: IO[bytes]) -> Answers:
    """Read one person's answers.

    :raise BadInput: naming what is wrong in the file.
    """
    try:
        return read_answers(json.loads(file.read()))
    except AnswersNotUnderstood as unknown:
        named = "; ".join(
            f"{each.field}: {each.message}" if each.field else each.message
            for each in unknown.errors[:MOST_NAMED]
        )
        raise BadInput(f"--answers: {file.name}: {named}") from None
    except (ValueError, RecursionError):
        raise BadInput(f"--answers: {file.name} is not JSON.") from None


def journey_of(
    people: list[Answers], near: str | None, within: float | None, collaborators: Collaborators
) -> Journey:
    """Return who is planned for, from where and how far: the options first, then the answers."""
    first = people[0]
    if within is None and first.within is not None:
        within = first.within.miles
    place = _place(near, first, collaborators)
    try:
        Needs(place.point, within)
    except NeedsOutOfBounds as refused:
        raise BadInput(f"--within: {refused.message}.") from None
    return Journey(place, within, people)


def _place(near: str | None, first: Answers, collaborators: Collaborators) -> Place:
    if near is None and isinstance(first.near, Point):
        point = first.near
        return Place(f"{point.latitude:g}, {point.longitude:g}", point)
    named = near or first.near
    if not isinstance(named, str):
        raise BadInput("--near: say where, as a ZIP code or a city and state.")
    return place_of(collaborators, named)
