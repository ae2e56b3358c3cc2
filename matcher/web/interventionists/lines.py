"""The lines of one's own profile: where one works, what it costs, what one learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.interventionists import words
from matcher.domain.interventionists.profile import Area, Connection, Credential, Fee, Profile
from matcher.domain.interventionists.vocabulary import Standing
from matcher.domain.message import Message, verbatim
from matcher.services.interventionists import writing
from matcher.services.interventionists.writing import PartUnknown, ProfileMissing, TooMany
from matcher.services.places import find_place
from matcher.web import errors
from matcher.web.access import role
from matcher.web.forms.own_profile import AreaForm, CredentialForm, FeeForm, PlainForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.interventionists.own import home as back_home
from matcher.web.interventionists.own import nothing_yet, own, owner
from matcher.web.interventionists.profile_page import ProfilePage

bp = Blueprint("own_lines", __name__, url_prefix="/interventionists/mine")

REMOVERS: dict[str, Callable[..., None]] = {
    "areas": writing.remove_area,
    "fees": writing.remove_fee,
    "credentials": writing.remove_credential,
    "connections": writing.take_back,
}


@bp.get("/areas")
@role("interventionist")
@private
def areas() -> ResponseReturnValue:
    """Show the places one works around, and ask for another."""
    return render_template("interventionists/areas.html", profile=own(), form=AreaForm())


@bp.post("/areas")
@role("interventionist")
@private
def add_area() -> ResponseReturnValue:
    """Add a place."""
    form, profile = AreaForm(), own()
    if not form.validate():
        page = render_template("interventionists/areas.html", profile=profile, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    place = find_place(given().session, form.near.data or "")
    writing.add_area(given().session, owner(), place, form.miles.number or 1, today())
    return redirect(url_for("own_lines.areas"), HTTPStatus.SEE_OTHER)


@bp.get("/fees")
@role("interventionist")
@private
def fees() -> ResponseReturnValue:
    """Show what one costs, and ask for more."""
    return _fees_page(FeeForm())


@bp.post("/fees")
@role("interventionist")
@private
def add_fee() -> ResponseReturnValue:
    """Add a fee, as of today."""
    form = FeeForm()
    if not form.validate():
        return _fees_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    writing.add_fee(given().session, owner(), form.to_fee(), today())
    return redirect(url_for("own_lines.fees"), HTTPStatus.SEE_OTHER)


@bp.get("/credentials/new")
@role("interventionist")
@private
def new_credential() -> ResponseReturnValue:
    """Ask for training, a certificate, a membership or a license."""
    own()
    return _credential_page(CredentialForm.of(None), None)


@bp.post("/credentials/new")
@role("interventionist")
@private
def add_credential() -> ResponseReturnValue:
    """Add a credential."""
    return _save_credential(None)


@bp.get("/credentials/<int:credential_id>")
@role("interventionist")
@private
def credential(credential_id: int) -> ResponseReturnValue:
    """Show a credential, to be mended."""
    held = _own_credential(credential_id)
    return _credential_page(CredentialForm.of(held), held)


@bp.post("/credentials/<int:credential_id>")
@role("interventionist")
@private
def save_credential(credential_id: int) -> ResponseReturnValue:
    """Keep a credential as it was mended; an admin then looks at it anew."""
    return _save_credential(_own_credential(credential_id))


@bp.get("/<any(areas, fees, credentials, connections):kind>/<int:part_id>/remove")
@role("interventionist")
@private
def ask_to_remove(kind: str, part_id: int) -> ResponseReturnValue:
    """Ask before a line of the profile goes."""
    part = next((each for each in _lines(own(), kind) if each.id == part_id), None)
    if part is None:
        raise PartUnknown
    return render_template(
        "interventionists/remove.html",
        kind=kind,
        part_id=part_id,
        said=_said(part),
        stays=isinstance(part, Connection) and part.check.standing is Standing.CONFIRMED,
        form=PlainForm(),
    )


@bp.post("/<any(areas, fees, credentials, connections):kind>/<int:part_id>/remove")
@role("interventionist")
@private
def remove_part(kind: str, part_id: int) -> ResponseReturnValue:
    """Take a line away; a confirmed connection is said to be over instead."""
    REMOVERS[kind](given().session, owner(), part_id, today())
    return back_home()


@bp.errorhandler(PartUnknown)
def unknown(_: PartUnknown) -> ResponseReturnValue:
    """There is no such line in this profile."""
    return errors.tell(HTTPStatus.NOT_FOUND, None)


@bp.errorhandler(ProfileMissing)
def no_profile(missing: ProfileMissing) -> ResponseReturnValue:
    """Whoever wrote nothing has no such line; who asks for none is led to where they begin."""
    if request.view_args:
        return errors.tell(HTTPStatus.NOT_FOUND, None)
    return nothing_yet(missing)


@bp.errorhandler(TooMany)
def too_many(_: TooMany) -> ResponseReturnValue:
    """The profile holds no more of this kind."""
    return errors.tell(HTTPStatus.UNPROCESSABLE_ENTITY, None)


def _said(part: Area | Fee | Credential | Connection) -> Message:
    """Name one line, in the words that stand in the profile."""
    match part:
        case Area():
            return verbatim(part.place.label)
        case Fee():
            return words.amount(part) or verbatim(part.words)
        case Credential():
            return verbatim(part.name)
        case Connection():
            return words.tie(part)


def _lines(profile: Profile, kind: str) -> Iterable[Area | Fee | Credential | Connection]:
    by_kind: dict[str, Iterable[Area | Fee | Credential | Connection]] = {
        "areas": profile.areas,
        "fees": profile.fees,
        "credentials": profile.credentials,
        "connections": profile.connections,
    }
    return by_kind[kind]


def _fees_page(form: FeeForm) -> str:
    view = ProfilePage(own(), today())
    return render_template("interventionists/fees.html", view=view, form=form)


def _own_credential(credential_id: int) -> Credential:
    held = {each.id: each for each in own().credentials}
    if credential_id not in held:
        raise PartUnknown
    return held[credential_id]


def _credential_page(form: CredentialForm, held: Credential | None) -> str:
    return render_template("interventionists/credential.html", form=form, held=held)


def _save_credential(held: Credential | None) -> ResponseReturnValue:
    form = CredentialForm()
    if not form.validate():
        return _credential_page(form, held), HTTPStatus.UNPROCESSABLE_ENTITY
    credential_id = None if held is None else held.id
    claimed = form.to_claimed()
    writing.save_credential(given().session, owner(), credential_id, claimed, today())
    return back_home()
