"""Up to four programs side by side; which ones is kept in the session, never in an address."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.comparing import FactRow, Row, by_listing, by_needs, only_differences, unknown
from matcher.web.access import public
from matcher.web.forms.shortlists import CompareForm
from matcher.web.given import given
from matcher.web.shortlists import held
from matcher.web.shortlists.chosen import Chosen, chosen

DIFFERENCES = "differences"

bp = Blueprint("compare", __name__, url_prefix="/compare")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page sets side by side."""

    chosen: Chosen
    rows: tuple[Row, ...]
    """What was asked; none without a search."""
    facts: tuple[FactRow, ...]
    """What the listings say, where nothing was asked."""
    alike: int
    """How many rows are left out because all programs answer alike."""
    unknown: tuple[int, ...]
    """One a program: how many answers nobody was ever told; none without a search."""


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show the programs chosen, or the first few of the list."""
    return comparison_page(form_for_list(), request.args.get("show"))


@bp.post("")
@public
def choose() -> ResponseReturnValue:
    """Choose which programs of the list to compare."""
    form = form_for_list()
    if not form.validate():
        return comparison_page(form, None), HTTPStatus.UNPROCESSABLE_ENTITY
    held.compare(form.programs.data)
    return redirect(url_for("compare.show"), HTTPStatus.SEE_OTHER)


def comparison_page(form: CompareForm, show: str | None) -> str:
    """Return the page, with every line or with those alone that differ."""
    differences = show == DIFFERENCES
    return render_template(
        "shortlists/compare.html",
        comparison=compared(chosen(held.compared()), differences=differences),
        form=form,
        differences=differences,
    )


def form_for_list() -> CompareForm:
    """Return the form over the whole list, those compared now ticked."""
    form = CompareForm()
    names = {each.program.id: each.program.name for each in chosen().choices}
    form.offer(names, held.compared())
    return form


def compared(programs: Chosen, *, differences: bool) -> Comparison:
    """Set programs side by side: by what was asked, or by what the listings say."""
    columns = programs.choices
    listings = [each.program for each in columns]
    if programs.search is None or not columns:
        facts = by_listing(listings, given().taxonomy)
        shown_facts = only_differences(facts) if differences else facts
        return Comparison(programs, (), shown_facts, len(facts) - len(shown_facts), ())
    rows = by_needs(listings, [each.findings for each in columns], given().taxonomy)
    shown = only_differences(rows) if differences else rows
    counted = tuple(unknown(rows, column) for column in range(len(columns)))
    return Comparison(programs, shown, (), len(rows) - len(shown), counted)
