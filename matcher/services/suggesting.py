"""Take in corrections that people send; none is believed until a curator has looked.

Whoever has no account gets a link of their own, once: it shows what became of what they sent, and
nothing here says who they are. What looks like a machine's is held back, never thrown away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import directory, suggestions
from matcher.persistence.suggestions import Listed, Suggestion
from matcher.services import sealed_copies
from matcher.services.showing import ProgramUnknown

MOST_A_DAY_OF_A_PROGRAM = 10
MOST_A_DAY = 300
"""More than curators can read is more likely a machine."""

MOST_HELD_A_DAY = 200
"""What is held back has a limit of its own, so that a machine cannot use up everybody else's."""

MOST_A_DAY_OF_A_CLAIM = 50

LONGEST_WORDS = 1000
LONGEST_SAID = 200
LINK_DAYS = 90
"""How long a sender's link opens."""

REPEATED_WITHIN_DAYS = 30
_LINK = re.compile(r"https?:|www\.|<a\b|\[url|href\s*=", re.IGNORECASE)


class EnoughForToday(RuntimeError):
    """So many corrections came in today that no more are taken."""


class LinkUnknown(LookupError):
    """No correction belongs to this link."""


class LinkExpired(LookupError):
    """The link was there, and does not open any more."""


class Heard(StrEnum):
    """How somebody knows that a listing is wrong."""

    CALLED = "called"
    BEEN_THERE = "been_there"
    WORKS_THERE = "works_there"
    OTHER = "other"


class About(StrEnum):
    """What of a listing is wrong."""

    TERM = "term"
    PHONE = "phone"
    ADDRESS = "address"
    WEBSITE = "website"
    CLOSED = "closed"
    MOVED = "moved"
    DO_NOT_LIST = "do_not_list"
    OTHER = "other"


NEEDS_WHAT_IS_RIGHT = frozenset({About.PHONE, About.ADDRESS, About.WEBSITE})
SAYS_ENOUGH_ALONE = frozenset({About.CLOSED, About.DO_NOT_LIST})


class Held(StrEnum):
    """Why something that was sent looks like a machine's."""

    HIDDEN_FIELD = "hidden_field"
    HURRY = "hurry"
    LINKS = "links"
    REPEATED = "repeated"


class SenderKind(StrEnum):
    """Who sends corrections."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a correction; of the public nothing is known."""

    kind: SenderKind = SenderKind.PUBLIC
    account_id: int | None = None
    claim_id: int | None = None
    suspect: Held | None = None
    """What the form noticed that a machine would do; None where it noticed nothing."""

    @classmethod
    def professional(cls, account_id: int) -> Sender:
        """Name a professional by their account."""
        return cls(SenderKind.PROFESSIONAL, account_id=account_id)

    @classmethod
    def program(cls, claim_id: int) -> Sender:
        """Name a program by the claim whose link it uses."""
        return cls(SenderKind.PROGRAM, claim_id=claim_id)


ANYBODY = Sender()


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says of a listing."""

    words: str = ""
    term: str = ""
    """The fact it is about; empty where it is about something else."""
    is_true: bool | None = None
    """What is true of the term; None where it is only described in words."""
    heard: Heard | None = None
    about: About | None = None
    """None: about its term, or else about something that only words describe."""
    said: str = ""
    """The right phone, address or website, or where the program moved to."""

    @property
    def subject(self) -> About:
        """What it is about, where nobody said so in so many words too."""
        if self.about is not None:
            return self.about
        return About.TERM if self.term else About.OTHER


@dataclass(frozen=True, slots=True)
class Sent:
    """What was kept of a correction."""

    suggestion_id: int | None
    """None where a machine sent so much that this was let go."""
    token: str | None
    """For the sender's link, this once; None for a sender with an account or a claim."""
    held: Held | None


def suggest(
    session: Session,
    taxonomy: Taxonomy,
    slug: str,
    correction: Correction,
    on: date,
    sender: Sender = ANYBODY,
) -> Sent:
    """Keep a correction for the curators.

    :raise ProgramUnknown: where no program has that address.
    :raise EnoughForToday: where too many came in.
    """
    program = directory.program_by_slug(session, taxonomy, slug, on)
    if program is None:
        raise ProgramUnknown
    anybody = sender.kind is SenderKind.PUBLIC
    held = (sender.suspect or _suspicion(session, correction, on)) if anybody else None
    token = sealed_copies.new_token() if anybody else None
    if held and suggestions.received(session, on, held=True) >= MOST_HELD_A_DAY:
        return Sent(None, token, held)
    if not held:
        _refuse_too_many(session, sender, program.id, on)
    about = correction.subject
    is_term = about is About.TERM
    says = {None: "", True: "yes", False: "no"}[correction.is_true] if is_term else ""
    kept = Suggestion(
        program_id=program.id,
        about=about.value,
        term=taxonomy.term(correction.term).slug if is_term else "",
        statement=says,
        said=correction.said[:LONGEST_SAID],
        words=correction.words[:LONGEST_WORDS],
        heard=correction.heard.value if correction.heard else "",
        sender=sender.kind.value,
        account_id=sender.account_id,
        claim_id=sender.claim_id,
        received_on=on,
        state="held" if held else "new",
        held_for=held.value if held else "",
        token_hash=None if token is None else sealed_copies.hashed(token),
        decided_by="",
        reason="",
    )
    session.add(kept)
    session.commit()
    return Sent(kept.id, token, held)


@dataclass(frozen=True, slots=True)
class Word:
    """What a sender may read of their correction."""

    slug: str
    program: str
    about: About
    term: str
    sent_on: date
    opens_until: date
    """The first day on which the link no longer opens."""
    state: str
    """new, taken or declined: that it was held back is for curators alone."""
    decided_on: date | None
    reason: str


def word_of(session: Session, token: str, on: date) -> Word:
    """Tell a sender, by their link, what became of their correction.

    :raise LinkUnknown: where there is no such link.
    :raise LinkExpired: where it no longer opens.
    """
    found = suggestions.by_token_hash(session, sealed_copies.hashed(token))
    if found is None:
        raise LinkUnknown
    word = word_on(found)
    if on >= word.opens_until:
        raise LinkExpired
    return word


def word_on(found: Listed) -> Word:
    """Return what the sender of a suggestion may read of it."""
    sent = found.suggestion
    return Word(
        slug=found.slug,
        program=found.program,
        about=About(sent.about),
        term=sent.term,
        sent_on=sent.received_on,
        opens_until=sent.received_on + timedelta(days=LINK_DAYS),
        state="new" if sent.state == "held" else sent.state,
        decided_on=sent.decided_on,
        reason=sent.reason,
    )


def words_of_account(session: Session, account_id: int) -> list[Word]:
    """Return what became of everything that a professional sent, the newest first."""
    return [word_on(each) for each in suggestions.of_account(session, account_id)]


def _suspicion(session: Session, correction: Correction, on: date) -> Held | None:
    """Return what in a correction looks like a machine's; None where nothing does."""
    says = f"{correction.words} {'' if correction.about is About.WEBSITE else correction.said}"
    if _LINK.search(says):
        return Held.LINKS
    since = on - timedelta(days=REPEATED_WITHIN_DAYS)
    if correction.words and suggestions.said_before(session, correction.words, since):
        return Held.REPEATED
    return None


def _refuse_too_many(session: Session, sender: Sender, program_id: str, on: date) -> None:
    if sender.kind is SenderKind.PROFESSIONAL:
        return
    if sender.claim_id is not None:
        enough = suggestions.received_of_claim(session, on, sender.claim_id)
        if enough >= MOST_A_DAY_OF_A_CLAIM:
            raise EnoughForToday
        return
    if (
        suggestions.received(session, on, program_id) >= MOST_A_DAY_OF_A_PROGRAM
        or suggestions.received(session, on) >= MOST_A_DAY
    ):
        raise EnoughForToday
