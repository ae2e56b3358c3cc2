"""An interventionist's own profile: written, looked at as families will, published, deleted."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.services.interventionists import writing
from matcher.services.interventionists.writing import NotFinished, ProfileMissing
from matcher.web.access import role
from matcher.web.forms.own_profile import BasicsForm, PlainForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.interventionists.own import home as back_home
from matcher.web.interventionists.own import nothing_yet, own, owner, view_of_own
from matcher.web.interventionists.profile_page import ProfilePage

bp = Blueprint("own_profile", __name__, url_prefix="/interventionists/mine")
bp.register_error_handler(ProfileMissing, nothing_yet)


@bp.get("")
@role("interventionist")
@private
def home() -> ResponseReturnValue:
    """Show what the profile says so far, what is missing, and whether families see it."""
    return render_template("interventionists/mine.html", view=view_of_own(), form=PlainForm())


@bp.get("/profile")
@role("interventionist")
@private
def basics() -> ResponseReturnValue:
    """Ask who one is, how one works, and who pays."""
    return _basics_page(BasicsForm.of(writing.own(given().session, owner())))


@bp.post("/profile")
@role("interventionist")
@private
def save_basics() -> ResponseReturnValue:
    """Keep it."""
    form = BasicsForm()
    if not form.validate():
        return _basics_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    writing.save_basics(given().session, owner(), form.to_basics(), today())
    return back_home()


@bp.get("/preview")
@role("interventionist")
@private
def preview() -> ResponseReturnValue:
    """Show the profile as families see it, or will."""
    return render_template(
        "interventionists/profile.html", view=ProfilePage(own(), today()), preview=True
    )


@bp.post("/publish")
@role("interventionist")
@private
def publish() -> ResponseReturnValue:
    """Show the profile to families; what is missing stands on the page one came from."""
    try:
        writing.publish(given().session, owner(), today())
    except NotFinished:
        page = render_template("interventionists/mine.html", view=view_of_own(), form=PlainForm())
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return back_home()


@bp.post("/unpublish")
@role("interventionist")
@private
def unpublish() -> ResponseReturnValue:
    """Show the profile to nobody else."""
    writing.unpublish(given().session, owner())
    return back_home()


@bp.get("/delete")
@role("interventionist")
@private
def ask_to_delete() -> ResponseReturnValue:
    """Ask before the whole profile goes."""
    return render_template("interventionists/delete.html", profile=own(), form=PlainForm())


@bp.post("/delete")
@role("interventionist")
@private
def delete() -> ResponseReturnValue:
    """Delete the profile with everything in it."""
    writing.remove(given().session, owner())
    return back_home()


def _basics_page(form: BasicsForm) -> str:
    return render_template("interventionists/basics.html", form=form)
