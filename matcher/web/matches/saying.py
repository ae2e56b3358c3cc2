"""What the list says of itself: how much it covers, and what each change would bring."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.domain.message import Message, msg
from matcher.domain.ranking import Widened
from matcher.domain.refining import radius_name
from matcher.services.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Change:
    """One button: what it does, why it was asked for, and what it would bring."""

    field: str
    value: str
    adds_said: Message
    button: Message
    because: tuple[Message, ...] = ()


def covered(coverage: Coverage, within_miles: float | None) -> Message:
    """Say how many listings lie in range, and how many of them were checked this year."""
    if not coverage.listings and within_miles is None:
        return msg("There are no listings yet.")
    if not coverage.listings:
        return msg("There are no listings within %(miles)s miles.", miles=f"{within_miles or 0:g}")
    if coverage.listings == 1:
        return _only_one(coverage, within_miles)
    listings, checked = f"{coverage.listings:,}", f"{coverage.checked_this_year:,}"
    where = (
        msg("%(listings)s listings in all", listings=listings)
        if within_miles is None
        else msg(
            "%(listings)s listings within %(miles)s miles",
            listings=listings,
            miles=f"{within_miles:g}",
        )
    )
    if not coverage.checked_this_year:
        return msg("%(where)s, none checked this year: call to confirm.", where=where)
    return msg(
        "%(where)s, %(checked)s checked this year: call to confirm.", where=where, checked=checked
    )


def _only_one(coverage: Coverage, within_miles: float | None) -> Message:
    where = (
        msg("1 listing in all")
        if within_miles is None
        else msg("1 listing within %(miles)s miles", miles=f"{within_miles:g}")
    )
    if coverage.checked_this_year:
        return msg("%(where)s, checked this year: call to confirm.", where=where)
    return msg("%(where)s, not checked this year: call to confirm.", where=where)


def widen(widened: Widened) -> Change:
    """Offer to look farther."""
    if widened.within_miles is None:
        said = msg("Looking anywhere adds %(adds)s.", adds=f"{widened.adds:,}")
        return Change("radius", radius_name(None), said, msg("Look anywhere"))
    miles = f"{widened.within_miles:g}"
    return Change(
        "radius",
        radius_name(widened.within_miles),
        msg("Widening to %(miles)s miles adds %(adds)s.", miles=miles, adds=f"{widened.adds:,}"),
        msg("Look within %(miles)s miles", miles=miles),
    )


def relax(name: str, what: Message, adds: int, because: tuple[Message, ...]) -> Change:
    """Offer to insist on one thing less."""
    return Change(
        "relax",
        name,
        msg("Not insisting on %(what)s adds %(adds)s.", what=what, adds=f"{adds:,}"),
        msg("Make %(what)s nice to have", what=what),
        because,
    )


def look(miles: float | None) -> Message:
    """Name a distance."""
    if miles is None:
        return msg("Anywhere")
    return msg("%(miles)s miles", miles=f"{miles:g}")
