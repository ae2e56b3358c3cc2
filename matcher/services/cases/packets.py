"""The packet for a family: the professional's note, the programs and pages they chose, its links.

What is private has no way in: a packet is built from the listings, the needs and the note written
for the family, and from nothing else of a case.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.cases.packets import USUAL, Order, Page
from matcher.domain.cases.statuses import Status
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import cases as store
from matcher.persistence.cases import CaseCopy
from matcher.services import sharing
from matcher.services.asking import Search
from matcher.services.cases import keeping, opening, shortlisting
from matcher.services.cases.keeping import Case
from matcher.services.cases.opening import Entry
from matcher.services.cases.owner import NotYours, Owner, new_id
from matcher.services.cases.shortlisting import Shortlist
from matcher.services.choosing import Choice, choices
from matcher.services.current import CurrentListings
from matcher.services.sharing import CopyUnknown, Links, Reasons

LEFT_OUT_AT_FIRST = frozenset({Status.DECLINED, Status.RULED_OUT})


class NothingChosen(LookupError):
    """A packet without a program is none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a packet holds."""

    note: str
    """The professional's words to the family."""
    pages: tuple[Page, ...]
    order: Order
    left_out: frozenset[str]
    """Entries that stand on the list and not in the packet."""

    def write(self) -> dict[str, Any]:
        """Return it as values that JSON can hold."""
        return {
            "note": self.note,
            "pages": [each.value for each in self.pages],
            "order": self.order.value,
            "left_out": sorted(self.left_out),
        }

    @classmethod
    def read(cls, shortlist: Shortlist, entries: Iterable[Entry]) -> Setting:
        """Return what was chosen for a list; at first, what is usual."""
        written = shortlist.settings.get("packet")
        if written is None:
            out = (each.id for each in entries if each.status in LEFT_OUT_AT_FIRST)
            return cls("", USUAL, Order.AS_LISTED, frozenset(out))
        return cls(
            written["note"],
            tuple(Page(each) for each in written["pages"]),
            Order(written["order"]),
            frozenset(written["left_out"]),
        )


@dataclass(frozen=True, slots=True)
class Packet:
    """One shortlist, ready for paper."""

    case: Case
    shortlist: Shortlist
    entries: tuple[Entry, ...]
    """All that could go in, in the order of the list."""
    setting: Setting
    search: Search | None
    choices: tuple[Choice, ...]
    """What goes in, in the order chosen, put to what may be told of the needs."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a link shows, and for how long."""

    days: int
    reasons: bool


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A link that was made for a case, as its owner may follow it."""

    id: str
    title: str
    made_on: date
    expires_on: date
    ended: bool
    opened: int
    opened_on: date | None


def packet(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    place: tuple[str, str],
    on: date,
) -> Packet:
    """Return the packet of the shortlist at *place* (case, list).

    :raise NotYours: where there is no such list of theirs.
    """
    opened = opening.open_list(session, listings, owner, *place, on)
    setting = Setting.read(opened.shown, opened.entries)
    ids = [each.program_id for each in opened.entries if each.id not in setting.left_out]
    needs = None if opened.search is None else sharing.may_be_told(opened.search.needs)
    who = () if opened.search is None else opened.search.answers.who
    chosen = choices(session, listings.taxonomy, ids, needs, on, who)
    return Packet(
        opened.case,
        opened.shown,
        opened.entries,
        setting,
        opened.search,
        tuple(_ordered(chosen, setting.order)),
    )


def set_up(
    session: Session, owner: Owner, place: tuple[str, str], setting: Setting, now: datetime
) -> None:
    """Keep what a packet shall hold.

    :raise NotYours: where there is no such list of theirs.
    """
    shortlisting.set_up(session, owner, *place, {"packet": setting.write()}, now)


def share(
    session: Session,
    listings: CurrentListings,
    owner: Owner,
    place: tuple[str, str],
    shown: Shared,
    now: datetime,
) -> Links:
    """Make a link to the packet at *place* (case, list).

    :raise NotYours: where there is no such list of theirs.
    :raise NothingChosen: where nothing would be on it.
    """
    made = packet(session, listings, owner, place, now.date())
    ids = [each.program.id for each in made.choices]
    if not ids:
        raise NothingChosen
    search = made.search if shown.reasons else None
    told = None if search is None else Reasons(search.place, search.needs)
    contents = sharing.contents_of(ids, told)
    contents["packet"] = {
        "note": made.setting.note,
        "pages": [each.value for each in made.setting.pages],
    }
    links, copy = sharing.lay_down(session, contents, now.date(), shown.days)
    _remember(session, owner, place[0], copy.id, made.shortlist.title, now)
    session.commit()
    return links


def remember_link(
    session: Session, owner: Owner, case_id: str, links: Links, title: str, now: datetime
) -> None:
    """Let a link that was made elsewhere while a case was in hand belong to that case.

    :raise NotYours: where there is no such case of theirs.
    :raise CopyUnknown: where there is no such link.
    """
    keeping.row_of(session, owner, case_id)
    copy_id = sharing.id_of(session, links)
    _remember(session, owner, case_id, copy_id, title, now)
    session.commit()


def the_links(session: Session, owner: Owner, case_id: str, on: date) -> list[SharedLink]:
    """Return the links of a case, the newest first.

    :raise NotYours: where there is no such case of theirs.
    """
    keeping.row_of(session, owner, case_id)
    return [
        SharedLink(
            made.id,
            owner.seal.open(made.words, f"{made.id} words")["title"],
            made.made_on,
            copy.expires_on,
            copy.revoked or on >= copy.expires_on,
            copy.opened,
            copy.opened_on,
        )
        for made, copy in store.copies(session, owner.id, case_id)
    ]


def end_link(session: Session, owner: Owner, case_id: str, link_id: str) -> None:
    """End a link at once; twice is once.

    :raise NotYours: where there is no such link of theirs.
    """
    for made, copy in store.copies(session, owner.id, case_id):
        if made.id == link_id:
            copy.revoked, copy.sealed = True, ""
            session.commit()
            return
    raise NotYours


@dataclass(frozen=True, slots=True)
class SharedPacket:
    """What a family with the link reads."""

    note: str
    pages: tuple[Page, ...]
    search: Reasons | None
    choices: tuple[Choice, ...]
    expires_on: date


def open_packet(session: Session, taxonomy: Taxonomy, token: str, on: date) -> SharedPacket:
    """Open a packet by its link, and count the opening.

    :raise CopyGone: where it has expired or was revoked.
    :raise CopyUnknown: where there is none, or it holds no packet.
    """
    copy = sharing.open_copy(session, token, on)
    if copy.packet is None:
        raise CopyUnknown
    needs = None if copy.search is None else copy.search.needs
    found = choices(session, taxonomy, copy.program_ids, needs, on)
    return SharedPacket(
        copy.packet["note"],
        tuple(Page(each) for each in copy.packet["pages"]),
        copy.search,
        tuple(_ordered(found, Order.AS_LISTED if copy.search else Order.BY_NAME)),
        copy.expires_on,
    )


def _remember(
    session: Session, owner: Owner, case_id: str, copy_id: int, title: str, now: datetime
) -> None:
    id_ = new_id()
    session.add(
        CaseCopy(
            id=id_,
            case_id=case_id,
            copy_id=copy_id,
            made_on=now.date(),
            words=owner.seal.close({"title": title}, f"{id_} words"),
        )
    )
    store.touch(session, case_id, now)


def _ordered(chosen: Sequence[Choice], order: Order) -> Sequence[Choice]:
    match order:
        case Order.AS_LISTED:
            return chosen
        case Order.NEAREST:
            return sorted(chosen, key=lambda each: math.inf if each.miles is None else each.miles)
        case Order.BY_NAME:
            return sorted(chosen, key=lambda each: each.program.name.casefold())
