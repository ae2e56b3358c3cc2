"""Share a copy of a shortlist by a link that expires, and take it back.

Without the tick a copy knows the programs alone: neither the search nor its order is in it, so
nothing that it shows can depend on the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.geography import Place
from matcher.domain.needs import Needs
from matcher.domain.quiet import is_quiet
from matcher.persistence import sharing as store
from matcher.services import sealed_copies, written_needs

DAYS = 7
DAYS_OFFERED = (1, 7, 30)
REMEMBERED_DAYS = 90
"""How long a link that ran out is answered with “it has expired” rather than “no such page”."""


class Gone(StrEnum):
    """Why a copy no longer opens."""

    EXPIRED = "expired"
    REVOKED = "revoked"


class CopyGone(LookupError):
    """The copy was there, and is not any more."""

    def __init__(self, why: Gone) -> None:
        """Remember *why*."""
        super().__init__(f"This copy was {why}.")
        self.why = why


class CopyUnknown(LookupError):
    """No copy belongs to this link."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The search that a shortlist was made for: it goes along only where somebody ticks so."""

    place: Place
    needs: Needs


@dataclass(frozen=True, slots=True)
class Links:
    """The two tokens of a new copy: shown once, and kept nowhere."""

    open: str
    revoke: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Copy:
    """What a link opens."""

    program_ids: tuple[str, ...]
    search: Reasons | None
    """None unless whoever shared it ticked that the reasons go along."""
    expires_on: date
    plan: Mapping[str, Any] | None = None
    """A plan as `services.plan_copies` writes it; None unless one was shared with the tick."""
    packet: Mapping[str, Any] | None = None
    """A packet as `services.cases.packets` writes it; None unless a professional shared one."""


@dataclass(frozen=True, slots=True)
class Use:
    """What whoever made a copy may know of its use."""

    opened: int
    opened_on: date | None
    expires_on: date


def share(
    session: Session,
    program_ids: Iterable[str],
    search: Reasons | None,
    on: date,
    days: int = DAYS,
) -> Links:
    """Keep a copy for so many days; *search* only where the person ticked to share the reasons."""
    return keep(session, contents_of(list(program_ids), search), on, days)


def keep(session: Session, contents: dict[str, Any], on: date, days: int = DAYS) -> Links:
    """Seal *contents* for so many days; they name their programs, whatever else they hold."""
    links, _ = lay_down(session, contents, on, days)
    session.commit()
    return links


def lay_down(
    session: Session, contents: dict[str, Any], on: date, days: int = DAYS
) -> tuple[Links, store.SharedCopy]:
    """Seal *contents*, and leave it to the caller to commit."""
    links = Links(sealed_copies.new_token(), sealed_copies.new_token(), on + timedelta(days=days))
    store.tidy(session, on, on - timedelta(days=REMEMBERED_DAYS))
    copy = store.SharedCopy(
        token_hash=sealed_copies.hashed(links.open),
        revoke_hash=sealed_copies.hashed(links.revoke),
        sealed=sealed_copies.seal(contents, links.open),
        expires_on=links.expires_on,
        revoked=False,
        opened=0,
        opened_on=None,
    )
    session.add(copy)
    session.flush()
    return links, copy


def id_of(session: Session, links: Links) -> int:
    """Return the id of the copy that these links belong to.

    :raise CopyUnknown: where there is none.
    """
    kept = store.by_token_hash(session, sealed_copies.hashed(links.open))
    if kept is None:
        raise CopyUnknown
    return kept.id


def open_copy(session: Session, token: str, on: date) -> Copy:
    """Open a copy by its link, and count the opening.

    :raise CopyGone: where it has expired or was revoked.
    :raise CopyUnknown: where there is none.
    """
    kept = _live(store.by_token_hash(session, sealed_copies.hashed(token)), on)
    contents = sealed_copies.unseal(kept.sealed, token)
    copy = Copy(
        tuple(contents["programs"]),
        _search(contents),
        kept.expires_on,
        contents.get("plan"),
        contents.get("packet"),
    )
    store.count_opening(session, kept.id, on)
    session.commit()
    return copy


def use_of(session: Session, revoke_token: str, on: date) -> Use:
    """Say how often the copy that *revoke_token* revokes was opened.

    :raise CopyGone: where it has expired or was revoked.
    :raise CopyUnknown: where there is none.
    """
    kept = _live(store.by_revoke_hash(session, sealed_copies.hashed(revoke_token)), on)
    return Use(kept.opened, kept.opened_on, kept.expires_on)


def revoke(session: Session, revoke_token: str, on: date) -> None:
    """Take a copy back at once; twice is once.

    :raise CopyUnknown: where there is none.
    """
    try:
        kept = _live(store.by_revoke_hash(session, sealed_copies.hashed(revoke_token)), on)
    except CopyGone:
        return
    kept.revoked, kept.sealed = True, ""
    session.commit()


def _live(kept: store.SharedCopy | None, on: date) -> store.SharedCopy:
    if kept is None:
        raise CopyUnknown
    if kept.revoked:
        raise CopyGone(Gone.REVOKED)
    if on >= kept.expires_on:
        raise CopyGone(Gone.EXPIRED)
    return kept


def contents_of(program_ids: list[str], search: Reasons | None) -> dict[str, Any]:
    """Return what a copy of these programs holds; without the search, not even their order."""
    if search is None:
        return {"programs": sorted(program_ids)}
    told = written_needs.write(search.place, may_be_told(search.needs))
    return {"programs": program_ids, "search": told}


def may_be_told(needs: Needs) -> Needs:
    """Leave out of a search what no copy may hold: not even what counts quietly."""
    return replace(needs, wishes=tuple(wish for wish in needs.wishes if not is_quiet(wish)))


def _search(contents: dict[str, Any]) -> Reasons | None:
    written = contents.get("search")
    return None if written is None else Reasons(*written_needs.read(written))
