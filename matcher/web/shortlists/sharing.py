"""Share the list by a link, open a shared copy, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.message import Message
from matcher.domain.program import Program
from matcher.domain.stated import stated
from matcher.services import sharing
from matcher.services.choosing import Choice, by_name, choices, once
from matcher.services.sharing import Copy, CopyGone, CopyUnknown, Links, Reasons
from matcher.web import kept
from matcher.web.access import public
from matcher.web.asked_here import asked_here_if_any
from matcher.web.forms.shortlists import ShareForm
from matcher.web.given import given, today
from matcher.web.headers import private, private_link
from matcher.web.qr import qr
from matcher.web.shortlists.parts import FACTS_ALONE, WITH_REASONS, wanted_part

P = ParamSpec("P")

bp = Blueprint("sharing", __name__, url_prefix="/shortlists")


def unlisted(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Keep a page out of search engines and caches, and say kindly where its copy is gone."""

    @private_link
    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except CopyGone as gone:
            return _gone(gone.why), HTTPStatus.GONE
        except CopyUnknown:
            return _gone(None), HTTPStatus.NOT_FOUND

    return marked


@bp.get("/share")
@public
def ask() -> ResponseReturnValue:
    """Ask what the link shall show, and for how long."""
    return _share_page(ShareForm())


@bp.post("/share")
@public
def share() -> ResponseReturnValue:
    """Make a copy, and show its two links this once."""
    form, ids = ShareForm(), kept.shortlist()
    if not form.validate() or not ids:
        return _share_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    links = sharing.share(given().session, ids, _reasons(form), today(), form.to_days())
    return _links_page(links, reasons=form.reasons.data)


@bp.get("/shared/<string:token>")
@public
@private
@unlisted
def copy(token: str) -> ResponseReturnValue:
    """Show a shared copy to whoever has its link."""
    return _copy_page(sharing.open_copy(given().session, token, today()), token)


@bp.get("/revoke/<string:token>")
@public
@private
@unlisted
def ask_to_revoke(token: str) -> ResponseReturnValue:
    """Show whoever made a copy how often it was opened, and offer to take it back."""
    use = sharing.use_of(given().session, token, today())
    return render_template("shortlists/revoke.html", use=use, token=token)


@bp.post("/revoke/<string:token>")
@public
@private
@unlisted
def revoke(token: str) -> ResponseReturnValue:
    """Take a copy back at once."""
    sharing.revoke(given().session, token, today())
    return redirect(url_for("sharing.ask_to_revoke", token=token), HTTPStatus.SEE_OTHER)


def _reasons(form: ShareForm) -> Reasons | None:
    search = asked_here_if_any() if form.reasons.data else None
    return None if search is None else Reasons(search.place, search.needs)


def _links_page(links: Links, *, reasons: bool) -> str:
    address = url_for("sharing.copy", token=links.open, _external=True)
    return render_template(
        "shortlists/links.html",
        address=address,
        revoke=url_for("sharing.ask_to_revoke", token=links.revoke, _external=True),
        expires_on=links.expires_on,
        code=qr(address),
        reasons=reasons,
    )


def _copy_page(copy: Copy, token: str) -> str:
    shown = _shown(copy)
    part = wanted_part(len(shown), WITH_REASONS if copy.search else FACTS_ALONE)
    return render_template(
        "shortlists/copy.html",
        copy=copy,
        part=part,
        choices=shown[part.stretch],
        stated=stated_of,
        token=token,
    )


def _shown(copy: Copy) -> list[Choice]:
    needs = None if copy.search is None else copy.search.needs
    found = once(choices(given().session, given().taxonomy, copy.program_ids, needs, today()))
    return by_name(found) if copy.search is None else found


def stated_of(program: Program) -> list[tuple[Message, list[str]]]:
    """Return what a listing says yes to, in groups."""
    return stated(program, given().taxonomy)


def _share_page(form: ShareForm) -> str:
    has_search = asked_here_if_any() is not None
    return render_template(
        "shortlists/share.html", form=form, count=len(kept.shortlist()), has_search=has_search
    )


def _gone(why: sharing.Gone | None) -> str:
    return render_template("shortlists/gone.html", why=why)
