"""Looking an import over before it is applied, and taking it back afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matcher.services import import_review, import_work
from matcher.services.import_review import (
    LARGEST_UPLOAD,
    NotNow,
    ReviewUnknown,
    Uploader,
    UploadRefused,
)
from matcher.web.access import role
from matcher.web.accounts.signed_in import the_account
from matcher.web.curate.imports_page import ImportPage
from matcher.web.forms.imports import ApplyForm, UploadForm
from matcher.web.given import given
from matcher.web.headers import private

bp = Blueprint("imports", __name__, url_prefix="/curate/imports")

WORKER = "import_worker"
"""Under this name an application may keep another way to begin the work than a new process."""

AROUND_THE_FILE = 64 * 1024
"""Bytes of a form that are not its file."""


@bp.url_value_preprocessor
def let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Take in more than other pages do, before anything reads the form."""
    if endpoint == "imports.take":
        request.max_content_length = LARGEST_UPLOAD + AROUND_THE_FILE


@bp.errorhandler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
def too_large(_error: Exception) -> ResponseReturnValue:
    """Say which size is too much, where the file was chosen."""
    form = UploadForm(formdata=None)
    form.refuse(
        gettext(
            "The file is too large. Choose one of %(size)s MB or less.",
            size=LARGEST_UPLOAD // 1024**2,
        )
    )
    return _all(form), HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@bp.get("")
@role("curator", "admin")
@private
def show_all() -> ResponseReturnValue:
    """Show every upload, and where to hand in another."""
    return _all(UploadForm())


@bp.post("")
@role("curator", "admin")
@private
def take() -> ResponseReturnValue:
    """Keep a file, and begin to read it in the background."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _all(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        id_ = import_review.upload(given().session, form.to_upload(), _me(), _now())
    except UploadRefused as refused:
        form.refuse(str(refused))
        return _all(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _begun(id_)


@bp.get("/<int:review_id>")
@role("curator", "admin")
@private
def show(review_id: int) -> ResponseReturnValue:
    """Show how far it has come, and then everything it would do."""
    return _one(review_id)


@bp.post("/<int:review_id>/apply")
@role("curator", "admin")
@private
def apply(review_id: int) -> ResponseReturnValue:
    """Do what was looked over, in the background."""
    try:
        import_review.ask_to_apply(
            given().session, review_id, str(ApplyForm().digest.data), _me(), _now()
        )
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    except NotNow:
        return _one(review_id, status=HTTPStatus.CONFLICT)
    return _begun(review_id)


@bp.post("/<int:review_id>/again")
@role("curator", "admin")
@private
def again(review_id: int) -> ResponseReturnValue:
    """Begin anew what stopped, or what is to be looked over once more."""
    try:
        import_review.read_again(given().session, review_id, _now())
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    except NotNow:
        return _one(review_id, status=HTTPStatus.CONFLICT)
    return _begun(review_id)


@bp.post("/<int:review_id>/drop")
@role("curator", "admin")
@private
def drop(review_id: int) -> ResponseReturnValue:
    """Leave the directory as it is."""
    try:
        import_review.drop(given().session, review_id, _now())
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    except NotNow:
        return _one(review_id, status=HTTPStatus.CONFLICT)
    return redirect(url_for("imports.show", review_id=review_id), HTTPStatus.SEE_OTHER)


@bp.get("/<int:review_id>/undo")
@role("curator", "admin")
@private
def preview_undo(review_id: int) -> ResponseReturnValue:
    """Say what taking it back would do."""
    try:
        review = import_review.review(given().session, review_id, _now())
        preview = import_review.preview_undo(
            given().session, given().taxonomy, review_id, _now().date()
        )
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    except NotNow:
        return _one(review_id, status=HTTPStatus.CONFLICT)
    return render_template("curate/imports/undo.html", review=review, preview=preview)


@bp.post("/<int:review_id>/undo")
@role("curator", "admin")
@private
def undo(review_id: int) -> ResponseReturnValue:
    """Take it back, in the background."""
    try:
        import_review.ask_to_undo(given().session, review_id, _me(), _now())
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    except NotNow:
        return _one(review_id, status=HTTPStatus.CONFLICT)
    return _begun(review_id)


def _all(form: UploadForm) -> str:
    return render_template(
        "curate/imports/list.html",
        form=form,
        page=ImportPage.words(),
        reviews=import_review.reviews(given().session, _now()),
        megabytes=LARGEST_UPLOAD // 1024**2,
    )


def _one(review_id: int, status: HTTPStatus = HTTPStatus.OK) -> ResponseReturnValue:
    try:
        page = ImportPage.read(given().session, given().taxonomy, review_id, request.args, _now())
    except ReviewUnknown:
        abort(HTTPStatus.NOT_FOUND)
    shown = render_template(
        "curate/imports/show.html",
        page=page,
        form=ApplyForm(formdata=None, digest=page.digest),
        not_now=status is HTTPStatus.CONFLICT,
    )
    return shown, status


def _begun(review_id: int) -> ResponseReturnValue:
    begin = current_app.extensions.get(WORKER, import_work.begin)
    begin(given().session, review_id)
    return redirect(url_for("imports.show", review_id=review_id), HTTPStatus.SEE_OTHER)


def _me() -> Uploader:
    account = the_account()
    return Uploader(account.id, account.name)


def _now() -> datetime:
    return datetime.now(UTC)
