"""The routes of plans: a page for each person, with nothing on it of another that is not joint."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.answer_reading import AnswersNotUnderstood
from matcher.domain.geography import PlaceAmbiguous, PlaceNotFound
from matcher.domain.helplines import CONSENT_FORM, ON_EVERY_PAGE
from matcher.services.asking import PlaceMissing
from matcher.services.plan_copies import open_plan, share_plan
from matcher.services.plan_filling import ByHand
from matcher.services.sharing import Links
from matcher.web import in_hand, kept
from matcher.web.access import public
from matcher.web.asked_here import NothingAsked, asked_here
from matcher.web.forms.plans import ChangeForm, SharePlanForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.plans import by_hand
from matcher.web.plans.copies import SharedPlanPage
from matcher.web.plans.drawing import plan_map
from matcher.web.plans.here import WHOSE, card_on, page_of, plans_for
from matcher.web.plans.packet import PlanPacket
from matcher.web.plans.plan_page import PlanCard, PlanPage
from matcher.web.qr import qr
from matcher.web.shortlists.sharing import unlisted

bp = Blueprint("plans", __name__, url_prefix="/plan")


@bp.get("")
@public
def choose() -> ResponseReturnValue:
    """Lead to the plans of one person, or ask whose are wanted."""
    made = plans_for(asked_here())
    if made.people == 1:
        return redirect(url_for("plans.show", whose=WHOSE[0]))
    pages = [
        (url_for("plans.show", whose=name), PlanPage(made, person))
        for person, name in enumerate(WHOSE)
    ]
    return render_template("plans/choose.html", pages=pages)


@bp.get("/<any(oak, elm):whose>")
@public
def show(whose: str) -> ResponseReturnValue:
    """Show one person's plans, side by side and step by step."""
    view = page_of(asked_here(), whose)
    return render_template("plans/show.html", view=view, whose=whose)


@bp.get("/<any(oak, elm):whose>/map/<int:way>")
@public
def draw(whose: str, way: int) -> ResponseReturnValue:
    """Show where one plan leads; a page of its own, for a phone that pays for every byte."""
    search = asked_here()
    view = page_of(search, whose)
    card = card_on(view, way)
    steps = url_for("plans.show", whose=whose)
    return render_template(
        "plans/map.html",
        view=view,
        whose=whose,
        card=card,
        drawing=plan_map(card, search, steps),
    )


@bp.get("/<any(oak, elm):whose>/week/<int:way>")
@public
def week(whose: str, way: int) -> ResponseReturnValue:
    """Show the first week of one plan, day by day, for paper."""
    view = page_of(asked_here(), whose)
    return render_template(
        "plans/week.html",
        view=view,
        whose=whose,
        card=card_on(view, way),
        printed_on=today(),
        lifelines=ON_EVERY_PAGE,
    )


@bp.get("/<any(oak, elm):whose>/packet/<int:way>")
@public
def packet(whose: str, way: int) -> ResponseReturnValue:
    """Show one plan with its calls, as it will be printed."""
    view = page_of(asked_here(), whose)
    return render_template(
        "plans/packet.html",
        view=view,
        whose=whose,
        packet=PlanPacket(card_on(view, way), today()),
        lifelines=ON_EVERY_PAGE,
        consent=CONSENT_FORM,
    )


@bp.get("/<any(oak, elm):whose>/share/<int:way>")
@public
def ask_to_share(whose: str, way: int) -> ResponseReturnValue:
    """Ask what the link to one plan shall show, and for how long."""
    return _share_page(whose, card_on(page_of(asked_here(), whose), way), SharePlanForm())


@bp.post("/<any(oak, elm):whose>/share/<int:way>")
@public
def share(whose: str, way: int) -> ResponseReturnValue:
    """Make a copy of one plan, and show its two links this once."""
    search, form = asked_here(), SharePlanForm()
    card = card_on(page_of(search, whose), way)
    whole = bool(form.reasons.data)
    if not form.validate() or not (whole or card.programs):
        return _share_page(whose, card, form), HTTPStatus.UNPROCESSABLE_ENTITY
    links = share_plan(
        given().session, card.plan, search.place, today(), form.to_days(), whole=whole
    )
    in_hand.remember_link(links, str(card.title))
    # Without the steps it is a list like any other, down to its address.
    opened = "plans.shared" if whole else "sharing.copy"
    return _links_page(links, url_for(opened, token=links.open, _external=True), whose, whole=whole)


@bp.get("/shared/<string:token>")
@public
@private
@unlisted
def shared(token: str) -> ResponseReturnValue:
    """Show a shared plan to whoever has its link."""
    copy = open_plan(given().session, given().taxonomy, token, today())
    return render_template("plans/copy.html", view=SharedPlanPage(copy))


@bp.post("/<any(oak, elm):whose>/change")
@public
def change(whose: str) -> ResponseReturnValue:
    """Put a program into a step by hand."""
    form = ChangeForm()
    if not form.is_whole():
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    search = asked_here()
    card = card_on(page_of(search, whose), form.way.data)
    by_hand.put(search, ByHand(card.number, form.step.data, form.program.data))
    here = url_for("plans.show", whose=whose, _anchor=f"way-{card.way}")
    return redirect(here, HTTPStatus.SEE_OTHER)


@bp.post("/<any(oak, elm):whose>/best")
@public
def best(whose: str) -> ResponseReturnValue:
    """Take every change back."""
    by_hand.forget()
    return redirect(url_for("plans.show", whose=whose), HTTPStatus.SEE_OTHER)


@bp.post("/<any(oak, elm):whose>/keep/<int:way>")
@public
def keep(whose: str, way: int) -> ResponseReturnValue:
    """Put the programs of one plan on the list, in the order of its steps, for the packet."""
    for program in card_on(page_of(asked_here(), whose), way).programs:
        kept.add_to_shortlist(program.id)
    return redirect("/shortlists", HTTPStatus.SEE_OTHER)


@bp.errorhandler(NothingAsked)
def nothing_asked(_: NothingAsked) -> ResponseReturnValue:
    """Say kindly that there are no answers here, and where to start."""
    return render_template("plans/nothing_asked.html", lost=kept.were_lost())


@bp.errorhandler(AnswersNotUnderstood)
def not_understood(_: AnswersNotUnderstood) -> ResponseReturnValue:
    """Answers of another version of ours count as none."""
    return render_template("plans/nothing_asked.html", lost=True)


@bp.errorhandler(PlaceMissing)
@bp.errorhandler(PlaceNotFound)
@bp.errorhandler(PlaceAmbiguous)
def where(_: LookupError) -> ResponseReturnValue:
    """Ask where to look; everything else was kept."""
    return render_template("plans/where.html")


def _share_page(whose: str, card: PlanCard, form: SharePlanForm) -> str:
    return render_template("plans/share.html", whose=whose, card=card, form=form)


def _links_page(links: Links, address: str, whose: str, *, whole: bool) -> str:
    return render_template(
        "plans/links.html",
        address=address,
        revoke=url_for("sharing.ask_to_revoke", token=links.revoke, _external=True),
        expires_on=links.expires_on,
        code=qr(address),
        whose=whose,
        whole=whole,
    )
