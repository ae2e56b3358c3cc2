"""The packet: what a person carries to the phone, on paper, in black and white."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matcher.domain.helplines import CONSENT_FORM, ON_EVERY_PAGE
from matcher.domain.questions import FOR_EVERYONE
from matcher.web import kept
from matcher.web.access import public
from matcher.web.given import today
from matcher.web.shortlists.chosen import Chosen, chosen
from matcher.web.shortlists.parts import Part, wanted_part

bp = Blueprint("packet", __name__, url_prefix="/packet")


@dataclass(frozen=True, slots=True)
class Packet:
    """One part of the list, ready for paper."""

    chosen: Chosen
    part: Part
    printed_on: date


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show one part of the packet as it will be printed."""
    return render_template(
        "shortlists/packet.html",
        packet=packet(),
        lifelines=ON_EVERY_PAGE,
        consent=CONSENT_FORM,
        everyone=FOR_EVERYONE,
    )


def packet() -> Packet:
    """Return the part of this device's list that the address names."""
    ids = kept.shortlist()
    part = wanted_part(len(ids))
    return Packet(chosen(ids[part.stretch]), part, today())
