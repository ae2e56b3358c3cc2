"""All listings as a table: filtered, sorted, and many of them taken care of at once."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services import bulk_editing, listing_rows, reverting, verifying
from matcher.services.bulk_editing import NothingChosen, TooManyListings
from matcher.services.listing_rows import PAGE, Filter, TooManyFilters
from matcher.services.reverting import UndoneElsewhere
from matcher.services.undoing import NothingToUndo
from matcher.services.verifying import TooMany
from matcher.web import headers
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.history_page import KIND_LABELS
from matcher.web.curate.saying import name_of
from matcher.web.forms.grounds import WhyForm
from matcher.web.forms.listings import (
    FilterForm,
    FilterNameForm,
    ManyForm,
    chosen_values,
    to_filter,
)
from matcher.web.forms.verifying import AssignForm
from matcher.web.given import given, today

bp = Blueprint("listings", __name__, url_prefix="/curate/listings")


@bp.get("")
@role("admin", "curator")
@headers.private
def show() -> ResponseReturnValue:
    """Show the table, as far as a filter of choices lets listings through."""
    return _table_page(to_filter(request.args.to_dict()), request.args.get("page", 1, type=int))


@bp.post("")
@role("admin", "curator")
def look() -> ResponseReturnValue:
    """Show the table for a filter; what was typed stays out of the address."""
    wanted = to_filter(request.form.to_dict())
    if not wanted.typed and "page" not in request.form:
        address = _address(wanted)
        return redirect(address, HTTPStatus.SEE_OTHER)
    return _table_page(wanted, request.form.get("page", 1, type=int))


@bp.get("/kept/<int:filter_id>")
@role("admin", "curator")
@headers.private
def kept(filter_id: int) -> ResponseReturnValue:
    """Show the table through a filter that was kept."""
    found = listing_rows.filters_of(given().session, the_account().id)
    wanted = next((each.filter for each in found if each.id == filter_id), Filter())
    return _table_page(wanted, request.args.get("page", 1, type=int))


@bp.post("/keep")
@role("admin", "curator")
def keep() -> ResponseReturnValue:
    """Keep a filter under a name."""
    wanted, form = to_filter(request.form.to_dict()), FilterNameForm()
    if not form.validate():
        return _table_page(wanted, 1, form), HTTPStatus.UNPROCESSABLE_ENTITY
    title = form.title.data
    listing_rows.keep_filter(given().session, the_account().id, title, wanted)
    found = listing_rows.filters_of(given().session, the_account().id)
    id_ = next(each.id for each in found if each.name == title)
    return redirect(url_for("listings.kept", filter_id=id_), HTTPStatus.SEE_OTHER)


@bp.post("/kept/<int:filter_id>/forget")
@role("admin", "curator")
def forget(filter_id: int) -> ResponseReturnValue:
    """Forget a filter, and show the table through it, so that it can be kept again."""
    session, account_id = given().session, the_account().id
    found = {each.id: each.filter for each in listing_rows.filters_of(session, account_id)}
    listing_rows.drop_filter(session, account_id, filter_id)
    return _table_page(found.get(filter_id, Filter()), 1, forgotten=True)


@bp.post("/csv")
@role("admin", "curator")
def write() -> ResponseReturnValue:
    """Write the rows that the filter lets through as a file."""
    wanted = to_filter(request.form.to_dict())
    lines = listing_rows.rows(given().session, given().taxonomy, wanted)
    response: Response = make_response(listing_rows.write_csv(lines))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="listings.csv"'
    return response


@bp.post("/assign")
@role("admin", "curator")
def assign() -> ResponseReturnValue:
    """Ask a curator to call the listings that were chosen."""
    form = _assign_form()
    ids = _chosen()
    if not ids:
        raise NothingChosen
    if form.validate():
        by, now = the_account(), datetime.now(UTC)
        verifying.assign(given().session, ids, form.to_account(), by, now)
    return redirect(url_for("verification.show"), HTTPStatus.SEE_OTHER)


@bp.post("/set")
@role("admin", "curator")
def ask() -> ResponseReturnValue:
    """Ask what to set on the listings that were chosen."""
    form = ManyForm(formdata=None)
    form.offer(given().taxonomy)
    return _many_page(form, _within_reach(_chosen()))


@bp.post("/set/count")
@role("admin", "curator")
def count() -> ResponseReturnValue:
    """Count what it would do, before anything is done."""
    form, ids = ManyForm(), _within_reach(request.form.getlist("program"))
    form.offer(given().taxonomy)
    if not form.is_whole():
        return _many_page(form, ids), HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template(
        "curate/listings/confirm.html",
        form=form,
        ids=ids,
        counted=bulk_editing.count(given().session, ids, form.to_edit()),
        what=name_of(str(form.what.data).partition(":")[2], given().taxonomy),
        sent=list(request.form.items(multi=True)),
    )


@bp.post("/set/apply")
@role("admin", "curator")
def apply() -> ResponseReturnValue:
    """Set it on all of them, as one change."""
    form, ids = ManyForm(), _within_reach(request.form.getlist("program"))
    form.offer(given().taxonomy)
    if not form.is_whole():
        return _many_page(form, ids), HTTPStatus.UNPROCESSABLE_ENTITY
    set_id = bulk_editing.apply(
        given().session,
        given().taxonomy,
        ids,
        form.to_edit(),
        the_account(),
        form.why.data,
        datetime.now(UTC),
    )
    return redirect(url_for("listings.done", set_id=set_id), HTTPStatus.SEE_OTHER)


@bp.get("/changes/<int:set_id>")
@role("admin", "curator")
@headers.private
def done(set_id: int) -> ResponseReturnValue:
    """Show one change of many listings, and how to take it back."""
    return _done_page(set_id, WhyForm(formdata=None))


@bp.post("/changes/<int:set_id>/undo")
@role("admin", "curator")
def undo(set_id: int) -> ResponseReturnValue:
    """Take a change of many listings back; that can be taken back too."""
    form = WhyForm()
    if not form.validate():
        return _done_page(set_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    own_id = reverting.revert(
        given().session,
        given().taxonomy,
        set_id,
        the_account(),
        form.why.data,
        datetime.now(UTC),
    )
    return redirect(url_for("listings.done", set_id=own_id), HTTPStatus.SEE_OTHER)


@bp.errorhandler(NothingChosen)
def nothing_chosen(_: NothingChosen) -> ResponseReturnValue:
    """Say that a row must be ticked first."""
    page = render_template("curate/listings/not_so.html", why="none", most=0)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.errorhandler(TooMany)
@bp.errorhandler(TooManyListings)
def too_many(_: Exception) -> ResponseReturnValue:
    """Say how many may be chosen at once."""
    most = bulk_editing.MOST_AT_ONCE
    page = render_template("curate/listings/not_so.html", why="many", most=most)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.errorhandler(TooManyFilters)
def too_many_filters(_: TooManyFilters) -> ResponseReturnValue:
    """Say that a filter must go before another is kept."""
    most = listing_rows.MOST_FILTERS
    page = render_template("curate/listings/not_so.html", why="filters", most=most)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.errorhandler(NothingToUndo)
@bp.errorhandler(UndoneElsewhere)
def nothing_to_undo(error: Exception) -> ResponseReturnValue:
    """Say that it was taken back already, or where it is."""
    kind = error.kind if isinstance(error, UndoneElsewhere) else None
    return render_template("curate/history/nothing.html", elsewhere=kind), HTTPStatus.CONFLICT


def _address(wanted: Filter) -> str:
    """Return the address of the table through a filter of choices."""
    address, values = url_for("listings.show"), urlencode(chosen_values(wanted))
    return f"{address}?{values}" if values else address


def _chosen() -> list[str]:
    """Return the listings that were ticked, or all that the filter lets through."""
    if "everything" in request.form:
        wanted = to_filter(request.form.to_dict())
        return [line.id for line in listing_rows.rows(given().session, given().taxonomy, wanted)]
    return request.form.getlist("program")


def _within_reach(ids: list[str]) -> list[str]:
    if not ids:
        raise NothingChosen
    if len(ids) > bulk_editing.MOST_AT_ONCE:
        raise TooManyListings
    return ids


def _assign_form() -> AssignForm:
    form = AssignForm()
    form.offer(verifying.curators(given().session), the_account())
    return form


def _table_page(
    wanted: Filter, page: int, naming: FilterNameForm | None = None, *, forgotten: bool = False
) -> str:
    session = given().session
    lines = listing_rows.rows(session, given().taxonomy, wanted)
    pages = max(-(-len(lines) // PAGE), 1)
    page = min(max(page, 1), pages)
    form = FilterForm(formdata=None)
    form.show(wanted, listing_rows.states(session))
    return render_template(
        "curate/listings/table.html",
        form=form,
        wanted=wanted,
        values=chosen_values(wanted),
        lines=lines[(page - 1) * PAGE : page * PAGE],
        count=len(lines),
        page=page,
        pages=pages,
        kept=listing_rows.filters_of(session, the_account().id),
        naming=naming or FilterNameForm(formdata=None),
        assign_form=_assign_form(),
        forgotten=forgotten,
        today=today(),
    )


def _many_page(form: ManyForm, ids: list[str]) -> str:
    lines = listing_rows.by_ids(given().session, given().taxonomy, ids)
    return render_template("curate/listings/set.html", form=form, ids=ids, lines=lines)


def _done_page(set_id: int, form: WhyForm) -> str:
    asked = reverting.ask(given().session, given().taxonomy, set_id, today())
    return render_template(
        "curate/listings/done.html", asked=asked, set_id=set_id, form=form, kinds=KIND_LABELS
    )
