"""A program that looks after its own listing: it asks, a curator calls, and hands over a link.

No account is made, and nothing changes by itself: what comes through the link waits for a curator
like any other suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from matcher.domain.program import Program
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import claims, directory, suggestions
from matcher.persistence.claims import Claim
from matcher.persistence.listings import Program as Row
from matcher.services import sealed_copies
from matcher.services.accounts.account import Account
from matcher.services.showing import ProgramUnknown
from matcher.services.suggesting import EnoughForToday

MOST_A_DAY_OF_A_PROGRAM = 3
MOST_A_DAY = 50
DAYS_TO_CALL = 30
"""How far ahead somebody may ask to be called."""

DAYS_OFFERED = (7, 30, 90)
LONGEST = 100


class ClaimUnknown(LookupError):
    """There is no such request, or no link of that name."""


class ClaimGone(LookupError):
    """The link was there, and does not open any more."""


class AlreadySettled(RuntimeError):
    """The request was answered in the meantime."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a program says of itself when it asks."""

    who: str
    reach: str
    call_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A request or a link as a curator sees it."""

    id: int
    slug: str
    program: str
    phone: str
    """The listed number: the only one to call."""
    who: str
    reach: str
    call_on: date
    asked_on: date
    expires_on: date | None
    """None until a link was handed over."""
    handed_by: str


@dataclass(frozen=True, slots=True)
class Handed:
    """The token of a new link: shown once, and kept nowhere."""

    token: str
    expires_on: date
    program: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the program sent before, and what became of it."""

    about: str
    term: str
    sent_on: date
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the link of a program opens."""

    claim_id: int
    program: Program
    expires_on: date
    sent: tuple[Proposed, ...]


def ask(session: Session, taxonomy: Taxonomy, slug: str, request: Request, on: date) -> None:
    """Keep a request, for a curator to call the listed number.

    :raise ProgramUnknown: where no program has that address.
    :raise EnoughForToday: where too many were made.
    """
    program = directory.program_by_slug(session, taxonomy, slug, on)
    if program is None:
        raise ProgramUnknown
    claims.forget(session, on)
    if (
        claims.asked(session, on, program.id) >= MOST_A_DAY_OF_A_PROGRAM
        or claims.asked(session, on) >= MOST_A_DAY
    ):
        raise EnoughForToday
    session.add(
        Claim(
            program_id=program.id,
            who=request.who[:LONGEST],
            reach=request.reach[:LONGEST],
            call_on=request.call_on,
            asked_on=on,
            state="new",
            decided_by="",
        )
    )
    session.commit()


def waiting(session: Session) -> list[Asked]:
    """Return the requests nobody has called back about, the earliest day to call first."""
    return [_asked(claim, program) for claim, program in claims.waiting(session)]


def counted(session: Session) -> tuple[int, date | None]:
    """Return how many programs wait for a call, and the day the first of them asked."""
    return claims.counted(session)


def links(session: Session, on: date) -> list[Asked]:
    """Return the links that open on that day."""
    return [_asked(claim, program) for claim, program in claims.handed(session, on)]


def one(session: Session, claim_id: int) -> Asked:
    """Return one request that waits.

    :raise ClaimUnknown: where there is none that waits.
    """
    for claim, program in claims.waiting(session):
        if claim.id == claim_id:
            return _asked(claim, program)
    raise ClaimUnknown


def hand_over(session: Session, claim_id: int, days: int, actor: Account, on: date) -> Handed:
    """Make the link for a program that a curator called at its listed number.

    :raise ClaimUnknown: where there is no such request.
    :raise AlreadySettled: where it was answered.
    """
    asked = one(session, claim_id)
    token, expires_on = sealed_copies.new_token(), on + timedelta(days=days)
    _settle(
        session,
        claim_id,
        "new",
        state="handed",
        token_hash=sealed_copies.hashed(token),
        expires_on=expires_on,
        decided_on=on,
        decided_by=actor.name,
    )
    return Handed(token, expires_on, asked.program)


def refuse(session: Session, claim_id: int, actor: Account, on: date) -> None:
    """Answer no, and forget who asked.

    :raise AlreadySettled: where it was answered, or there is none.
    """
    _settle(
        session,
        claim_id,
        "new",
        state="refused",
        who="",
        reach="",
        decided_on=on,
        decided_by=actor.name,
    )


def revoke(session: Session, claim_id: int) -> None:
    """Close a link at once, and forget who had it.

    :raise AlreadySettled: where it is closed, or there is none.
    """
    _settle(session, claim_id, "handed", state="revoked", who="", reach="")


def open_link(session: Session, taxonomy: Taxonomy, token: str, on: date) -> Claimed:
    """Open a program's link.

    :raise ClaimUnknown: where there is none.
    :raise ClaimGone: where it has expired or was revoked.
    """
    claim = claims.by_token_hash(session, sealed_copies.hashed(token))
    if claim is None or claim.expires_on is None:
        raise ClaimUnknown
    if claim.state != "handed" or on >= claim.expires_on:
        raise ClaimGone
    program = directory.programs_by_ids(session, taxonomy, [claim.program_id], on)[claim.program_id]
    return Claimed(
        claim.id,
        program,
        claim.expires_on,
        tuple(
            Proposed(each.about, each.term, each.received_on, each.state, each.reason)
            for each in suggestions.of_claim(session, claim.id)
        ),
    )


def _settle(session: Session, claim_id: int, before: str, **values: object) -> None:
    if not claims.settle(session, claim_id, before, values):
        session.rollback()
        raise AlreadySettled
    session.commit()


def _asked(claim: Claim, program: Row) -> Asked:
    return Asked(
        id=claim.id,
        slug=program.slug,
        program=program.name,
        phone=program.phone,
        who=claim.who,
        reach=claim.reach,
        call_on=claim.call_on,
        asked_on=claim.asked_on,
        expires_on=claim.expires_on,
        handed_by=claim.decided_by,
    )
