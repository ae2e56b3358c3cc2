"""The packet: what a person carries to the phone, on paper, in black and white."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matcher.domain.helplines import CONSENT_FORM, ON_EVERY_PAGE
from matcher.domain.questions import FOR_EVERYONE
from matcher.web import kept
from matcher.web.access import public
from matcher.web.given import today
from matcher.web.shortlists.chosen import Chosen, chosen

PROGRAMS_A_PART = 5
"""As many as somebody calls in a day, and as a page of less than 100 kB can hold."""

bp = Blueprint("packet", __name__, url_prefix="/packet")


@dataclass(frozen=True, slots=True)
class Packet:
    """One part of the list, ready for paper."""

    chosen: Chosen
    first: int
    """The number of its first program on the list."""
    part: int
    parts: int
    printed_on: date


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """Show one part of the packet as it will be printed."""
    return render_template(
        "shortlists/packet.html",
        packet=packet(request.args.get("part", 1, type=int)),
        lifelines=ON_EVERY_PAGE,
        consent=CONSENT_FORM,
        everyone=FOR_EVERYONE,
    )


def packet(wanted: int) -> Packet:
    """Return the part *wanted* of the list, or the nearest there is."""
    ids = kept.shortlist()
    parts = max(1, -(-len(ids) // PROGRAMS_A_PART))
    part = min(max(1, wanted), parts)
    first = (part - 1) * PROGRAMS_A_PART
    return Packet(chosen(ids[first : first + PROGRAMS_A_PART]), first + 1, part, parts, today())
