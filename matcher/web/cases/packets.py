"""The packet of a shortlist: chosen, printed, and shared by a link."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matcher.domain.helplines import CONSENT_FORM, ON_EVERY_PAGE
from matcher.domain.questions import FOR_EVERYONE
from matcher.services.cases import packets
from matcher.services.cases.packets import Packet, Shared
from matcher.web.access import public, role
from matcher.web.cases.mine import ROLES, now, owner
from matcher.web.forms.cases import PacketForm
from matcher.web.forms.shortlists import MOST_COMPARED, ShareForm
from matcher.web.given import given, today
from matcher.web.headers import private
from matcher.web.qr import qr
from matcher.web.shortlists.chosen import Chosen
from matcher.web.shortlists.comparing import Comparison, compared
from matcher.web.shortlists.parts import FACTS_ALONE, WITH_REASONS, wanted_part
from matcher.web.shortlists.sharing import stated_of, unlisted

bp = Blueprint("case_packets", __name__, url_prefix="/cases")

LIST = "/<string(length=20):case_id>/lists/<string(length=20):list_id>"


@bp.get(f"{LIST}/packet/choose")
@role(*ROLES)
@private
def choose(case_id: str, list_id: str) -> ResponseReturnValue:
    """Ask what the packet shall hold."""
    packet = _packet(case_id, list_id)
    return _choose_page(packet, PacketForm().offer(packet))


@bp.post(f"{LIST}/packet/choose")
@role(*ROLES)
@private
def set_up(case_id: str, list_id: str) -> ResponseReturnValue:
    """Keep what the packet shall hold, and show it."""
    packet = _packet(case_id, list_id)
    form = PacketForm().offer(packet)
    if not form.validate():
        return _choose_page(packet, form), HTTPStatus.UNPROCESSABLE_ENTITY
    packets.set_up(given().session, owner(), (case_id, list_id), form.to_setting(), now())
    shown = url_for("case_packets.show", case_id=case_id, list_id=list_id)
    return redirect(shown, HTTPStatus.SEE_OTHER)


@bp.get(f"{LIST}/packet")
@role(*ROLES)
@private
def show(case_id: str, list_id: str) -> ResponseReturnValue:
    """Show the packet as it will be printed."""
    packet = _packet(case_id, list_id)
    part = wanted_part(len(packet.choices))
    choices = list(packet.choices[part.stretch])
    return render_template(
        "cases/packet.html",
        packet=packet,
        part=part,
        choices=choices,
        comparison=_side_by_side(Chosen(choices, packet.search)),
        printed_on=today(),
        lifelines=ON_EVERY_PAGE,
        consent=CONSENT_FORM,
        everyone=FOR_EVERYONE,
    )


@bp.get(f"{LIST}/share")
@role(*ROLES)
@private
def ask_to_share(case_id: str, list_id: str) -> ResponseReturnValue:
    """Ask what the link to the packet shall show, and for how long."""
    return _share_page(_packet(case_id, list_id), ShareForm())


@bp.post(f"{LIST}/share")
@role(*ROLES)
@private
def share(case_id: str, list_id: str) -> ResponseReturnValue:
    """Make a link to the packet, and show it this once."""
    form = ShareForm()
    shown = Shared(form.to_days(), reasons=bool(form.reasons.data))
    packet = _packet(case_id, list_id)
    if not form.validate() or not packet.choices:
        return _share_page(packet, form), HTTPStatus.UNPROCESSABLE_ENTITY
    links = packets.share(
        given().session, given().listings, owner(), (case_id, list_id), shown, now()
    )
    address = url_for("case_packets.shared", token=links.open, _external=True)
    return render_template(
        "cases/link.html",
        packet=packet,
        address=address,
        expires_on=links.expires_on,
        code=qr(address),
        reasons=shown.reasons,
    )


@bp.get("/<string(length=20):case_id>/links")
@role(*ROLES)
@private
def links(case_id: str) -> ResponseReturnValue:
    """Show the links that were made for a case, and how often each was opened."""
    return render_template(
        "cases/links.html",
        case_id=case_id,
        links=packets.the_links(given().session, owner(), case_id, today()),
    )


@bp.post("/<string(length=20):case_id>/links/<string(length=20):link_id>/end")
@role(*ROLES)
@private
def end_link(case_id: str, link_id: str) -> ResponseReturnValue:
    """End a link at once."""
    packets.end_link(given().session, owner(), case_id, link_id)
    return redirect(url_for("case_packets.links", case_id=case_id), HTTPStatus.SEE_OTHER)


@bp.get("/shared/<string:token>")
@public
@private
@unlisted
def shared(token: str) -> ResponseReturnValue:
    """Show a packet to whoever has its link."""
    packet = packets.open_packet(given().session, given().taxonomy, token, today())
    part = wanted_part(len(packet.choices), WITH_REASONS if packet.search else FACTS_ALONE)
    choices = list(packet.choices[part.stretch])
    return render_template(
        "cases/shared.html",
        packet=packet,
        part=part,
        choices=choices,
        stated=stated_of,
        token=token,
    )


def _packet(case_id: str, list_id: str) -> Packet:
    return packets.packet(given().session, given().listings, owner(), (case_id, list_id), today())


def _side_by_side(chosen: Chosen) -> Comparison:
    few = Chosen(chosen.choices[:MOST_COMPARED], chosen.search)
    return compared(few, differences=False)


def _choose_page(packet: Packet, form: PacketForm) -> str:
    return render_template("cases/choose_packet.html", packet=packet, form=form)


def _share_page(packet: Packet, form: ShareForm) -> str:
    return render_template("cases/share.html", packet=packet, form=form)
