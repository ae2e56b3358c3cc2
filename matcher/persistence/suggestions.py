"""Corrections that somebody sent in, for curators to look at; of the public nobody knows who.

A row holds no token: its hash finds the row when the sender opens the link, and says nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.persistence.base import Base
from matcher.persistence.listings import Location, Organization, Program, one_of

OPEN = ("new", "held")


class Suggestion(Base):
    """What somebody says is wrong with one listing, and what a curator made of it."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of(
            "about",
            *("term", "phone", "address", "website", "closed", "moved", "do_not_list", "other"),
        ),
        one_of("statement", "", "yes", "no"),
        one_of("heard", "", "called", "been_there", "works_there", "other"),
        one_of("sender", "public", "professional", "program"),
        one_of("state", "new", "held", "taken", "declined"),
        one_of("held_for", "", "hidden_field", "hurry", "links", "repeated"),
        CheckConstraint("(about = 'term') = (term <> '')", name="names_its_term"),
        CheckConstraint(
            "words <> '' OR said <> '' OR (term <> '' AND statement <> '')"
            " OR about IN ('closed', 'do_not_list')",
            name="says_something",
        ),
        CheckConstraint(
            "(account_id IS NULL OR sender = 'professional')"
            " AND (claim_id IS NULL OR sender = 'program')",
            name="one_sender",
        ),
        CheckConstraint("state <> 'held' OR held_for <> ''", name="held_for_a_reason"),
        CheckConstraint(
            "(state IN ('taken', 'declined')) = (decided_on IS NOT NULL)"
            " AND (decided_on IS NULL) = (decided_by = '')",
            name="decided_whole",
        ),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="declined_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_id: Mapped[str] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), index=True
    )
    about: Mapped[str] = mapped_column(Text)
    term: Mapped[str] = mapped_column(Text)
    """The fact it is about; empty where it is about something else."""
    statement: Mapped[str] = mapped_column(Text)
    """What is true of the term; empty where only words were sent."""
    said: Mapped[str] = mapped_column(Text)
    """The right phone, address or website, or where the program moved to; empty otherwise."""
    words: Mapped[str] = mapped_column(Text)
    heard: Mapped[str] = mapped_column(Text)
    """How the person knows; empty where they did not say."""
    sender: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    """The professional who sent it; None for everybody else."""
    claim_id: Mapped[int | None] = mapped_column(
        ForeignKey("claim.id", ondelete="SET NULL"), index=True
    )
    """The claim through whose link the program sent it; None for everybody else."""
    received_on: Mapped[date]
    """The day and no closer: nobody needs the hour."""
    state: Mapped[str] = mapped_column(Text, index=True)
    held_for: Mapped[str] = mapped_column(Text)
    """Why it was held back when it came; it stays when a curator lets it through."""
    token_hash: Mapped[str | None] = mapped_column(Text)
    """None where the sender has another way to see what became of it."""
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    """What the sender reads."""
    change_set_id: Mapped[int | None] = mapped_column(
        ForeignKey("change_set.id", ondelete="SET NULL"), index=True
    )
    """What was changed in the listing because of it; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A suggestion, and the program it is about, as a list shows it."""

    suggestion: Suggestion
    slug: str
    program: str
    organization: str
    city: str
    state: str


def by_id(session: Session, suggestion_id: int) -> Suggestion | None:
    """Return one suggestion as it stands now; None where there is none."""
    query = select(Suggestion).where(Suggestion.id == suggestion_id)
    return session.scalar(query.execution_options(populate_existing=True))


def decide(session: Session, suggestion_id: int, **values: Any) -> bool:
    """Write a decision where there is none yet; tell whether there was none."""
    still_open = (Suggestion.id == suggestion_id, Suggestion.state.in_(OPEN))
    written = session.execute(
        update(Suggestion).where(*still_open).values(**values).returning(Suggestion.id)
    )
    return written.first() is not None


def by_token_hash(session: Session, token_hash: str) -> Listed | None:
    """Return the suggestion that this token belongs to."""
    return _first(session, _with_program().where(Suggestion.token_hash == token_hash))


def with_program(session: Session, suggestion_id: int) -> Listed | None:
    """Return one suggestion with its program."""
    return _first(session, _with_program().where(Suggestion.id == suggestion_id))


def in_state(
    session: Session, states: Collection[str], *, limit: int, offset: int = 0, newest: bool = False
) -> list[Listed]:
    """Return a page of the suggestions in any of *states*, the oldest (or the newest) first."""
    order = Suggestion.id.desc() if newest else Suggestion.id.asc()
    query = _with_program().where(Suggestion.state.in_(list(states))).order_by(order)
    return [Listed(*row) for row in session.execute(query.limit(limit).offset(offset))]


def of_claim(session: Session, claim_id: int) -> list[Suggestion]:
    """Return what came through one claim's link, the newest first."""
    query = select(Suggestion).where(Suggestion.claim_id == claim_id)
    return list(session.scalars(query.order_by(Suggestion.id.desc())))


def of_account(session: Session, account_id: int, *, limit: int = 100) -> list[Listed]:
    """Return what one professional sent, the newest first."""
    query = _with_program().where(Suggestion.account_id == account_id)
    rows = session.execute(query.order_by(Suggestion.id.desc()).limit(limit))
    return [Listed(*row) for row in rows]


def others_open(session: Session, suggestion: Suggestion) -> list[Suggestion]:
    """Return what else waits for an answer about the same program, the oldest first."""
    query = select(Suggestion).where(
        Suggestion.program_id == suggestion.program_id,
        Suggestion.id != suggestion.id,
        Suggestion.state.in_(OPEN),
    )
    return list(session.scalars(query.order_by(Suggestion.id)))


def counted(session: Session) -> dict[str, tuple[int, date]]:
    """Return, by state, how many suggestions there are and the day the oldest came in."""
    query = select(Suggestion.state, func.count(), func.min(Suggestion.received_on))
    return {
        state: (count, oldest)
        for state, count, oldest in session.execute(query.group_by(Suggestion.state))
    }


def received(
    session: Session, on: date, program_id: str | None = None, *, held: bool = False
) -> int:
    """Count what the public sent on a day, about one program or all; *held*: only held back."""
    query = (
        select(func.count())
        .select_from(Suggestion)
        .where(Suggestion.received_on == on, Suggestion.sender == "public")
    )
    query = query.where(Suggestion.held_for != "" if held else Suggestion.held_for == "")
    if program_id is not None:
        query = query.where(Suggestion.program_id == program_id)
    return session.scalar(query) or 0


def received_of_claim(session: Session, on: date, claim_id: int) -> int:
    """Count what came through one claim's link on a day."""
    query = select(func.count()).where(
        Suggestion.received_on == on, Suggestion.claim_id == claim_id
    )
    return session.scalar(query) or 0


def said_before(session: Session, words: str, since: date) -> bool:
    """Whether the same words came in since that day, about any program."""
    query = select(Suggestion.id).where(
        func.lower(Suggestion.words) == words.lower(), Suggestion.received_on >= since
    )
    return session.scalar(query.limit(1)) is not None


def waiting(session: Session) -> list[Suggestion]:
    """Return what no curator has looked at yet, the oldest first."""
    query = select(Suggestion).where(Suggestion.state == "new").order_by(Suggestion.id)
    return list(session.scalars(query))


def _with_program() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Suggestion,
            Program.slug,
            Program.name,
            Organization.name,
            Location.city,
            Location.state,
        )
        .join(Program, Program.id == Suggestion.program_id)
        .join(Organization, Organization.id == Program.organization_id)
        .join(Location, Location.id == Program.location_id)
    )


def _first(session: Session, query: Select[*tuple[Any, ...]]) -> Listed | None:
    row = session.execute(query).first()
    return None if row is None else Listed(*row)
