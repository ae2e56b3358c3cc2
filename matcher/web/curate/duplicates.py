"""Pairs that may be one program, and merging them."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.services.duplicates import facing, merging, pairs
from matcher.services.duplicates.facing import Kind, ProgramsUnknown
from matcher.services.duplicates.merging import (
    CannotMerge,
    ChangedMeanwhile,
    ChangedSince,
    MergedOnwards,
    MergeUnknown,
    Wanted,
)
from matcher.services.duplicates.pairs import PAGE, PairUnknown, Show
from matcher.web import errors
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.duplicates_page import SHOW_LABELS, FacingPage, title_of
from matcher.web.forms.merging import DecideForm, MergeForm, fields_of
from matcher.web.given import given, today

bp = Blueprint("duplicates", __name__, url_prefix="/curate/duplicates")

SIDES = ("one", "other")


@bp.get("")
@role("admin", "curator")
def show() -> ResponseReturnValue:
    """Show the pairs of one kind, the best first."""
    wanted = request.args.get("show", Show.LIKELY, type=Show)
    page = request.args.get("page", 1, type=int)
    decided = request.args.get("decided", type=int)
    counts = pairs.counted(given().session)
    return render_template(
        "curate/duplicates/list.html",
        shown=wanted,
        counts=counts,
        labels=SHOW_LABELS,
        listed=pairs.page(given().session, wanted, page),
        page=page,
        pages=max(1, -(-counts[wanted] // PAGE)),
        looked=pairs.last_look(given().session),
        merges=pairs.count_merges(given().session),
        decided=None if decided is None else pairs.one(given().session, decided),
        form=DecideForm(),
    )


@bp.post("/look")
@role("admin", "curator")
def look() -> ResponseReturnValue:
    """Search the whole directory for pairs."""
    pairs.look(given().session, today())
    return redirect(url_for("duplicates.show"), HTTPStatus.SEE_OTHER)


@bp.get("/<int:pair_id>")
@role("admin", "curator")
def one(pair_id: int) -> ResponseReturnValue:
    """Show two listings face to face, and whose value would stay."""
    page = _page(pair_id, request.args.get("stays", ""))
    return _face_page(page, page.form())


@bp.post("/<int:pair_id>/check")
@role("admin", "curator")
def check(pair_id: int) -> ResponseReturnValue:
    """Show what a merge would do, before it is done."""
    page = _page(pair_id, request.form.get("stays", ""))
    form = page.form()
    if not form.validate() or page.obstacles:
        return _face_page(page, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.seen.data != page.facing.seen:
        return _changed_page(page)
    return render_template("curate/duplicates/check.html", page=page, form=form)


@bp.post("/<int:pair_id>/merge")
@role("admin", "curator")
def merge(pair_id: int) -> ResponseReturnValue:
    """Let one listing become part of the other."""
    page = _page(pair_id, request.form.get("stays", ""))
    form = page.form()
    if not form.validate():
        return _face_page(page, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = Wanted(page.stays.id, page.other.id, form.to_picks(), form.seen.data or "")
    try:
        made = merging.merge(
            given().session, given().taxonomy, wanted, the_account(), datetime.now(UTC)
        )
    except CannotMerge:
        return _face_page(page, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except ChangedMeanwhile:
        return _changed_page(page)
    return redirect(url_for("duplicates.merged", merge_id=made), HTTPStatus.SEE_OTHER)


@bp.post("/<int:pair_id>/not-same")
@role("admin", "curator")
def not_same(pair_id: int) -> ResponseReturnValue:
    """Remember that two listings are two programs."""
    pairs.not_same(given().session, pair_id, the_account(), today())
    return redirect(url_for("duplicates.show", decided=pair_id), HTTPStatus.SEE_OTHER)


@bp.post("/<int:pair_id>/take-back")
@role("admin", "curator")
def take_back(pair_id: int) -> ResponseReturnValue:
    """Let a pair be looked at again."""
    pairs.take_back(given().session, pair_id)
    return redirect(url_for("duplicates.one", pair_id=pair_id), HTTPStatus.SEE_OTHER)


@bp.get("/merges")
@role("admin", "curator")
def merges() -> ResponseReturnValue:
    """Show what was merged, the newest first."""
    page = request.args.get("page", 1, type=int)
    count = pairs.count_merges(given().session)
    return render_template(
        "curate/duplicates/merges.html",
        listed=pairs.merges(given().session, page),
        page=page,
        pages=max(1, -(-count // PAGE)),
    )


@bp.get("/merges/<int:merge_id>")
@role("admin", "curator")
def merged(merge_id: int) -> ResponseReturnValue:
    """Show one merge, and how it can be taken back."""
    return _merged_page(merge_id)


@bp.post("/merges/<int:merge_id>/undo")
@role("admin", "curator")
def undo(merge_id: int) -> ResponseReturnValue:
    """Make two listings of one again."""
    try:
        merging.undo(given().session, given().taxonomy, merge_id, the_account(), datetime.now(UTC))
    except (ChangedSince, MergedOnwards):
        return _merged_page(merge_id), HTTPStatus.CONFLICT
    return redirect(url_for("duplicates.merged", merge_id=merge_id), HTTPStatus.SEE_OTHER)


@bp.errorhandler(PairUnknown)
@bp.errorhandler(ProgramsUnknown)
@bp.errorhandler(MergeUnknown)
def unknown(_: LookupError) -> ResponseReturnValue:
    """There is no such pair, or no such merge."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


def _page(pair_id: int, stays: str) -> FacingPage:
    session, taxonomy = given().session, given().taxonomy
    pair = pairs.one(session, pair_id)
    if stays not in SIDES:
        best = facing.which_stays(session, taxonomy, pair.one.id, pair.other.id)
        stays = "one" if best == pair.one.id else "other"
    ids = (pair.one.id, pair.other.id)
    kept, gone = ids if stays == "one" else ids[::-1]
    return FacingPage(pair, facing.face(session, taxonomy, kept, gone), taxonomy, stays)


def _face_page(page: FacingPage, form: MergeForm) -> str:
    return render_template(
        "curate/duplicates/face.html",
        page=page,
        form=form,
        choices=[*fields_of(form, Kind.FIELD), *fields_of(form, Kind.FACT)],
        answers=fields_of(form, Kind.ANSWER),
    )


def _changed_page(page: FacingPage) -> ResponseReturnValue:
    """Say that somebody changed one of the two, and nothing was merged."""
    return render_template("curate/duplicates/changed.html", page=page), HTTPStatus.CONFLICT


def _merged_page(merge_id: int) -> str:
    told = merging.told(given().session, merge_id)
    return render_template(
        "curate/duplicates/merged.html",
        told=told,
        in_the_way=[title_of(given().taxonomy, name) for name in told.changed_since],
        next_pair=pairs.next_open(given().session),
    )
