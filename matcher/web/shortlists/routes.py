"""Your list: kept in this browser's session and nowhere else."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.services.choosing import choices, is_known
from matcher.web import kept
from matcher.web.access import public
from matcher.web.forms.shortlists import MoveForm, ProgramForm
from matcher.web.given import given, today
from matcher.web.shortlists import held
from matcher.web.shortlists.chosen import chosen
from matcher.web.shortlists.going_back import back_to

bp = Blueprint("shortlists", __name__, url_prefix="/shortlists")


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show the list, in the order the person gave it."""
    removed = held.taken_off()
    off = choices(given().session, given().taxonomy, [removed] if removed else [], None, today())
    return render_template("shortlists/show.html", chosen=chosen(), removed=next(iter(off), None))


@bp.post("/add")
@public
def add() -> ResponseReturnValue:
    """Put a program on the list."""
    form = ProgramForm()
    program_id = form.program.data or ""
    if not is_known(given().session, given().taxonomy, program_id, today()):
        abort(HTTPStatus.NOT_FOUND)
    kept.add_to_shortlist(program_id)
    return redirect(back_to(form.back.data), HTTPStatus.SEE_OTHER)


@bp.post("/remove")
@public
def remove() -> ResponseReturnValue:
    """Take a program off the list; the next page offers to put it back."""
    form = ProgramForm()
    held.take_off(form.program.data or "")
    return redirect(back_to(form.back.data), HTTPStatus.SEE_OTHER)


@bp.post("/undo")
@public
def undo() -> ResponseReturnValue:
    """Put back what was just taken off."""
    held.put_back()
    return redirect(url_for("shortlists.show"), HTTPStatus.SEE_OTHER)


@bp.post("/move")
@public
def move() -> ResponseReturnValue:
    """Move a program up or down."""
    form = MoveForm()
    way = form.to_move()
    if way is None:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    held.move(form.program.data or "", way)
    held.forget_taken_off()
    item = url_for("shortlists.show", _anchor=f"program-{form.program.data}")
    return redirect(item, HTTPStatus.SEE_OTHER)


@bp.get("/clear")
@public
def ask_to_clear() -> ResponseReturnValue:
    """Ask before the whole list goes."""
    return render_template("shortlists/clear.html", count=len(kept.shortlist()))


@bp.post("/clear")
@public
def clear() -> ResponseReturnValue:
    """Take everything off the list."""
    held.clear_list()
    return redirect(url_for("shortlists.show"), HTTPStatus.SEE_OTHER)
