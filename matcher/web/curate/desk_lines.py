"""The lines of the curator's desk. Each part that may need somebody adds its own here.

A line says how much waits, since when, and where to go; and what it means when nothing waits. Its
`waiting` is asked once each time the desk is opened, so it must be one quick query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from matcher.services import (
    claiming,
    deciding,
    desk,
    drafts,
    import_review,
    verifying,
    verifying_due,
)
from matcher.services.deciding import Box
from matcher.services.desk import Due, Waiting
from matcher.services.duplicates import pairs
from matcher.web.accounts.signed_in import the_account
from matcher.web.given import given


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of work."""

    name: LazyString
    nothing: LazyString
    """What it means that nothing waits."""
    waiting: Callable[[date], Waiting]
    address: Callable[[], str]


def _suggestions(box: Box) -> Callable[[date], Waiting]:
    return lambda _on: Waiting(*deciding.counts(given().session)[box])


def _due(due: Due) -> Callable[[date], Waiting]:
    return lambda on: desk.waiting(given().session, due, on)


def _at(endpoint: str, **values: Any) -> Callable[[], str]:
    return lambda: url_for(endpoint, **values)


LINES = (
    Line(
        _l("New suggestions"),
        _l("Nobody has written since the last one was decided."),
        _suggestions(Box.NEW),
        _at("suggestions.show"),
    ),
    Line(
        _l("Suggestions held back"),
        _l("Nothing looks like a machine’s."),
        _suggestions(Box.HELD),
        _at("suggestions.held"),
    ),
    Line(
        _l("Programs to call back"),
        _l("No program asks to look after its listing."),
        lambda _on: Waiting(*claiming.counted(given().session)),
        _at("claims.show"),
    ),
    Line(
        _l("Imports to look over"),
        _l("Nothing was uploaded that waits for you."),
        lambda _on: Waiting(import_review.count_ready(given().session)),
        _at("imports.show_all"),
    ),
    Line(
        _l("Listings to verify by a call"),
        _l("Nothing that curators recorded runs out soon without a call."),
        lambda on: Waiting(*verifying_due.count_due(given().session, on)),
        _at("verification.show"),
    ),
    Line(
        _l("Calls that wait for a second person"),
        _l("Every call that was handed in is looked at."),
        lambda _on: Waiting(*verifying.count_waiting(given().session)),
        _at("verification.show"),
    ),
    Line(
        _l("Your drafts"),
        _l("Everything you wrote is published or put away."),
        lambda _on: Waiting(drafts.count_open(given().session, the_account().id)),
        _at("drafts.mine"),
    ),
    Line(
        _l("Facts that run out within 14 days"),
        _l("Everything that curators recorded holds for two weeks more."),
        _due(Due.EXPIRING),
        _at("desk.due", due="expiring"),
    ),
    Line(
        _l("Facts that have run out"),
        _l("Everything that curators recorded still holds."),
        _due(Due.EXPIRED),
        _at("desk.due", due="expired"),
    ),
    Line(
        _l("Listings that are likely one program twice"),
        _l("No pair waits. After an import, look through the directory for new ones."),
        lambda _on: Waiting(pairs.counted(given().session)[pairs.Show.LIKELY], None),
        _at("duplicates.show"),
    ),
    Line(
        _l("Programs that nobody can place"),
        _l("Every listed program has a place on the map."),
        _due(Due.UNPLACED),
        _at("desk.due", due="unplaced"),
    ),
    Line(
        _l("Listings that no person has ever checked"),
        _l("Somebody has checked something of every listing."),
        _due(Due.NEVER_CHECKED),
        _at("desk.due", due="never-checked"),
    ),
)
