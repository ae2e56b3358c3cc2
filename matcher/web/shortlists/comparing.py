"""Up to four programs side by side; which ones is kept in the session, never in an address."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.comparing import Row, by_listing, by_needs, only_differences, unknown
from matcher.web.access import public
from matcher.web.forms.shortlists import CompareForm
from matcher.web.given import given
from matcher.web.shortlists import held
from matcher.web.shortlists.chosen import Chosen, chosen

bp = Blueprint("compare", __name__, url_prefix="/compare")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page sets side by side."""

    chosen: Chosen
    rows: tuple[Row, ...]
    alike: int
    """How many rows are left out because all programs answer alike."""
    unknown: tuple[int, ...]
    """One a program: how many answers nobody was ever told."""


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show the programs chosen, or the first few of the list."""
    differences = request.args.get("show") == "differences"
    comparison = compared(chosen(held.compared()), differences=differences)
    form = form_for_list()
    return render_template(
        "shortlists/compare.html", comparison=comparison, form=form, differences=differences
    )


@bp.post("")
@public
def choose() -> ResponseReturnValue:
    """Choose which programs of the list to compare."""
    form = form_for_list()
    if not form.validate():
        comparison = compared(chosen(held.compared()), differences=False)
        page = render_template(
            "shortlists/compare.html", comparison=comparison, form=form, differences=False
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    held.compare(form.programs.data)
    return redirect(url_for("compare.show"), HTTPStatus.SEE_OTHER)


def form_for_list() -> CompareForm:
    """Return the form over the whole list, those compared now ticked."""
    form = CompareForm()
    names = {each.program.id: each.program.name for each in chosen().choices}
    form.offer(names, held.compared())
    return form


def compared(programs: Chosen, *, differences: bool) -> Comparison:
    """Set programs side by side."""
    columns = programs.choices
    listings = [each.program for each in columns]
    if programs.search and columns:
        rows = by_needs(listings, [each.findings for each in columns], given().taxonomy)
    else:
        rows = by_listing(listings, given().taxonomy)
    shown = only_differences(rows) if differences else rows
    counted = tuple(unknown(rows, column) for column in range(len(columns)))
    return Comparison(programs, shown, len(rows) - len(shown), counted)
