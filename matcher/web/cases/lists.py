"""Shortlists of a case: begun, named, ordered, compared and ended."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services.cases import keeping, opening, shortlisting
from matcher.services.cases.opening import Opened
from matcher.services.cases.shortlisting import ListFull
from matcher.web.access import role
from matcher.web.cases.mine import ROLES, now, owner
from matcher.web.forms.cases import TitleForm
from matcher.web.forms.shortlists import MOST_COMPARED, CompareForm, Move, MoveForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.shortlists.chosen import Chosen
from matcher.web.shortlists.comparing import DIFFERENCES, compared

bp = Blueprint("case_lists", __name__, url_prefix="/cases/<string(length=20):case_id>")


@bp.get("/lists/new")
@role(*ROLES)
@private
def ask_title(case_id: str) -> ResponseReturnValue:
    """Ask what one more shortlist is for."""
    return _title_page(case_id, TitleForm())


@bp.post("/lists/new")
@role(*ROLES)
@private
def begin(case_id: str) -> ResponseReturnValue:
    """Begin one more shortlist."""
    form = TitleForm()
    if not form.validate():
        return _title_page(case_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    list_id = shortlisting.begin(given().session, owner(), case_id, form.title.data, now())
    return redirect(_list(case_id, list_id), HTTPStatus.SEE_OTHER)


@bp.get("/lists/<string(length=20):list_id>/rename")
@role(*ROLES)
@private
def ask_new_title(case_id: str, list_id: str) -> ResponseReturnValue:
    """Ask what a shortlist shall be called from now on."""
    shortlist = shortlisting.the_list(given().session, owner(), case_id, list_id)
    return _title_page(case_id, TitleForm(data={"title": shortlist.title}), list_id)


@bp.post("/lists/<string(length=20):list_id>/rename")
@role(*ROLES)
@private
def rename(case_id: str, list_id: str) -> ResponseReturnValue:
    """Call a shortlist otherwise."""
    form = TitleForm()
    if not form.validate():
        return _title_page(case_id, form, list_id), HTTPStatus.UNPROCESSABLE_ENTITY
    changed = {"title": form.title.data}
    shortlisting.set_up(given().session, owner(), case_id, list_id, changed, now())
    return redirect(_list(case_id, list_id), HTTPStatus.SEE_OTHER)


@bp.post("/lists/<string(length=20):list_id>/order")
@role(*ROLES)
@private
def order(case_id: str, list_id: str) -> ResponseReturnValue:
    """Order a shortlist by rank, or by hand again."""
    by_rank = request.form.get("by") == "rank"
    shortlisting.order_by_rank(given().session, owner(), case_id, list_id, now(), by_rank=by_rank)
    return redirect(_list(case_id, list_id), HTTPStatus.SEE_OTHER)


@bp.get("/lists/<string(length=20):list_id>/delete")
@role(*ROLES)
@private
def ask_to_end(case_id: str, list_id: str) -> ResponseReturnValue:
    """Say what goes with a shortlist."""
    opened = _opened(case_id, list_id)
    return render_template("cases/end_list.html", opened=opened)


@bp.post("/lists/<string(length=20):list_id>/delete")
@role(*ROLES)
@private
def end(case_id: str, list_id: str) -> ResponseReturnValue:
    """Delete a shortlist; the last one of a case stays."""
    if len(shortlisting.lists_of(given().session, owner(), case_id)) == 1:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    shortlisting.end(given().session, owner(), case_id, list_id, now())
    return redirect(url_for("cases.one", case_id=case_id), HTTPStatus.SEE_OTHER)


@bp.post("/programs/<string(length=20):entry_id>/move")
@role(*ROLES)
@private
def move(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Move a program up or down."""
    list_id = shortlisting.entry_row(given().session, owner(), case_id, entry_id).list_id
    way = MoveForm().to_move()
    if way is None:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    up = way is Move.UP
    shortlisting.move(given().session, owner(), case_id, entry_id, now(), up=up)
    return redirect(f"{_list(case_id, list_id)}#program-{entry_id}", HTTPStatus.SEE_OTHER)


@bp.get("/programs/<string(length=20):entry_id>/take-off")
@role(*ROLES)
@private
def ask_to_take_off(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Say what goes with a program that is taken off."""
    row = shortlisting.entry_row(given().session, owner(), case_id, entry_id)
    opened = _opened(case_id, row.list_id)
    entry = next(each for each in opened.entries if each.id == entry_id)
    return render_template("cases/take_off.html", opened=opened, entry=entry)


@bp.post("/programs/<string(length=20):entry_id>/take-off")
@role(*ROLES)
@private
def take_off(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Take a program off its list, with its log and notes."""
    list_id = shortlisting.entry_row(given().session, owner(), case_id, entry_id).list_id
    shortlisting.take_off(given().session, owner(), case_id, entry_id, now())
    return redirect(_list(case_id, list_id), HTTPStatus.SEE_OTHER)


@bp.get("/lists/<string(length=20):list_id>/compare")
@role(*ROLES)
@private
def compare(case_id: str, list_id: str) -> ResponseReturnValue:
    """Set the programs chosen, or the first few, side by side."""
    return _compare_page(_opened(case_id, list_id), None)


@bp.post("/lists/<string(length=20):list_id>/compare")
@role(*ROLES)
@private
def choose(case_id: str, list_id: str) -> ResponseReturnValue:
    """Choose which programs of the list to compare."""
    form = _compare_form(_opened(case_id, list_id))
    if not form.validate():
        page = _compare_page(_opened(case_id, list_id), form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    changed = {"compared": form.programs.data}
    shortlisting.set_up(given().session, owner(), case_id, list_id, changed, now())
    compared_now = url_for("case_lists.compare", case_id=case_id, list_id=list_id)
    return redirect(compared_now, HTTPStatus.SEE_OTHER)


@bp.app_errorhandler(ListFull)
def full(_: ListFull) -> ResponseReturnValue:
    """Say that a case holds as many shortlists, or a shortlist as many programs, as it may."""
    page = render_template(
        "cases/full.html", lists=shortlisting.MOST_LISTS, programs=shortlisting.MOST_ENTRIES
    )
    return page, HTTPStatus.CONFLICT


def _opened(case_id: str, list_id: str) -> Opened:
    return opening.open_list(given().session, given().listings, owner(), case_id, list_id, today())


def _list(case_id: str, list_id: str) -> str:
    return url_for("cases.shortlist", case_id=case_id, list_id=list_id)


def _title_page(case_id: str, form: TitleForm, list_id: str | None = None) -> str:
    case = keeping.the_case(given().session, owner(), case_id)
    if list_id is not None:
        shortlisting.the_list(given().session, owner(), case_id, list_id)
    return render_template("cases/list_title.html", case=case, form=form, list_id=list_id)


def _compare_form(opened: Opened) -> CompareForm:
    form = CompareForm()
    names = {each.program_id: each.state.name for each in opened.entries if each.choice}
    chosen = [each for each in opened.shown.settings.get("compared", ()) if each in names]
    form.offer(names, (chosen or list(names))[:MOST_COMPARED])
    return form


def _compare_page(opened: Opened, form: CompareForm | None) -> str:
    differences = request.args.get("show") == DIFFERENCES
    form = form or _compare_form(opened)
    wanted = form.programs.data or []
    chosen = [each.choice for each in opened.entries if each.choice and each.program_id in wanted]
    return render_template(
        "cases/compare.html",
        opened=opened,
        comparison=compared(Chosen(chosen, opened.search), differences=differences),
        form=form,
        differences=differences,
    )
