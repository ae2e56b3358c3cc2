"""`match`: find programs from the terminal."""

from __future__ import annotations

import json
from dataclasses import dataclass

import click
from flask.cli import with_appcontext

from matcher.cli.found_table import show
from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import BadInput, ready, today
from matcher.domain.criteria import Criterion, Must, Wish
from matcher.domain.geography import Place, PlaceAmbiguous, PlaceNotFound
from matcher.domain.needs import CLOSENESS, Needs, NeedsOutOfBounds
from matcher.domain.taxonomy import Taxonomy
from matcher.services import documents
from matcher.services.collaborators import Collaborators
from matcher.services.finding import Found, Page, find
from matcher.services.places import find_place

OPTIONS = {"within_miles": "--within", "closeness": "--closeness"}
"""What the fields of a search are called here."""

MOST_NAMED = 5
"""Places an ambiguous one is said to mean, before “and more”."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line as it was typed."""

    near: str
    within: float | None
    must: tuple[str, ...]
    wish: tuple[str, ...]
    closeness: float
    limit: int


@click.command("match", cls=OneLineCommand)
@click.option("--near", required=True, metavar="PLACE", help="A ZIP code, City, ST or lat,lon.")
@click.option("--within", type=float, metavar="MILES", help="Absent: anywhere.")
@click.option("--must", multiple=True, metavar="T[,T]", help="A term, or any of several.")
@click.option("--wish", multiple=True, metavar="T[,T]=W", help="The same with a weight, 1 to 3.")
@click.option(
    "--closeness",
    type=float,
    default=CLOSENESS,
    show_default=True,
    help="The share of the score that nearness decides.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print what /api/v1/matches answers.")
@with_appcontext
def match(*, as_json: bool, **given: object) -> None:
    """Find programs near a place, with the reason for each."""
    with ready() as collaborators:
        found = answer(Asked(**given), collaborators)  # type: ignore[arg-type] # click hands over what it declares
    if as_json:
        click.echo(json.dumps(documents.found(found), indent=2, ensure_ascii=False))
    else:
        show(found, collaborators.taxonomy)


def answer(asked: Asked, collaborators: Collaborators) -> Found:
    """Search as asked.

    :raise BadInput: naming the option that is wrong.
    """
    place = place_of(collaborators, asked.near)
    needs = needs_of(asked, place, collaborators.taxonomy)
    return find(
        collaborators.session,
        collaborators.listings,
        place,
        needs,
        Page(asked.limit),
        today(),
    )


def place_of(collaborators: Collaborators, near: str) -> Place:
    """Return the one place that *near* means."""
    try:
        return find_place(collaborators.session, near)
    except PlaceAmbiguous as several:
        meant = "; ".join(each.label for each in several.candidates[:MOST_NAMED])
        more = "; and more" if len(several.candidates) > MOST_NAMED else ""
        raise BadInput(f"--near: {several} Say which: {meant}{more}.") from None
    except PlaceNotFound as nowhere:
        nearly = " or ".join(each.label for each in nowhere.suggestions)
        hint = f" Did you mean {nearly}?" if nearly else ""
        raise BadInput(f"--near: {nowhere}{hint}") from None


def needs_of(asked: Asked, place: Place, taxonomy: Taxonomy) -> Needs:
    """Return what was asked, from *place*."""
    try:
        return Needs(
            place.point,
            asked.within,
            tuple(Must(criterion("--must", each, taxonomy)) for each in asked.must),
            tuple(weighted(each, taxonomy) for each in asked.wish),
            closeness=asked.closeness,
        )
    except NeedsOutOfBounds as refused:
        option = OPTIONS.get(refused.field, "--wish")
        raise BadInput(f"{option}: {refused.message}.") from None


def weighted(written: str, taxonomy: Taxonomy) -> Wish:
    """Read one wish: T[,T]=W, where no weight is 1."""
    terms, equals, weight = written.partition("=")
    if equals and weight.strip() not in {"1", "2", "3"}:
        raise BadInput(f"--wish: the weight in {written!r} must be 1, 2 or 3.")
    return Wish(criterion("--wish", terms, taxonomy), int(weight) if equals else 1)


def criterion(option: str, written: str, taxonomy: Taxonomy) -> Criterion:
    """Read one criterion: a term, or several with commas between."""
    terms = [term.strip() for term in written.split(",")]
    for term in terms:
        if term not in taxonomy.terms:
            similar = " or ".join(taxonomy.similar(term))
            hint = f" Did you mean {similar}?" if similar else ""
            raise BadInput(f"{option}: there is no term “{term}”.{hint}")
    return Criterion(tuple(terms))
