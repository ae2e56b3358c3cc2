"""The guide: pages that say the same to everyone."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.cards import CardId
from matcher.domain.safety import ShownCard
from matcher.web import in_hand, kept
from matcher.web.access import public
from matcher.web.accounts.signed_in import end_here
from matcher.web.plans import by_hand

FOR_EVERYONE = (CardId.OVERDOSE_NOW, CardId.SUICIDAL, CardId.VIOLENCE, CardId.FAMILY)

bp = Blueprint("pages", __name__, url_prefix="/guide")


@bp.get("/how-ranking-works")
@public
def ranking() -> ResponseReturnValue:
    """Say how programs are ranked, so that anyone can do it again by hand."""
    return render_template("pages/ranking.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """Say what this device shows to somebody who looks, and what leaving cannot erase."""
    return render_template("pages/privacy.html")


@bp.get("/what-is-kept")
@public
def what_is_kept() -> ResponseReturnValue:
    """Say what is kept, and show how to delete it."""
    with in_hand.aside():
        return render_template(
            "pages/what_is_kept.html",
            has_answers=kept.answers() is not None,
            listed=len(kept.shortlist()),
            interventionist=bool(kept.interventionist_looked_for()),
            planned=by_hand.count(),
        )


@bp.post("/what-is-kept/delete")
@public
def delete_what_is_kept() -> ResponseReturnValue:
    """Forget everything kept on this device, and sign out where somebody was signed in."""
    end_here()
    kept.clear()
    return redirect(url_for("pages.what_is_kept_no_more"), HTTPStatus.SEE_OTHER)


@bp.get("/what-is-kept/deleted")
@public
def what_is_kept_no_more() -> ResponseReturnValue:
    """Confirm that nothing is kept."""
    return render_template("pages/deleted.html")


@bp.get("/tonight")
@public
def tonight() -> ResponseReturnValue:
    """Say what to do when it cannot wait until morning."""
    return render_template("pages/tonight.html")


@bp.get("/more-support")
@public
def support() -> ResponseReturnValue:
    """Show everyone the same numbers, so that reading them tells nothing."""
    return render_template("pages/support.html", shown=[ShownCard(each) for each in FOR_EVERYONE])


@bp.get("/for-you")
@public
def family() -> ResponseReturnValue:
    """Say what helps the family itself, whatever the other person decides."""
    return render_template("pages/family.html")


@bp.get("/what-to-expect")
@public
def treatment() -> ResponseReturnValue:
    """Say what treatment is like, step by step."""
    return render_template("pages/treatment.html")


@bp.get("/warning-signs")
@public
def red_flags() -> ResponseReturnValue:
    """Say what an honest program does not do."""
    return render_template("pages/red_flags.html")


@bp.get("/insurance-questions")
@public
def insurance() -> ResponseReturnValue:
    """Say what to ask an insurer, in the order to ask it."""
    return render_template("pages/insurance.html")
