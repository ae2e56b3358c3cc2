"""An interventionist as families see one: every statement with who made it and who checked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.domain.geography import Place
from matcher.domain.interventionists.vocabulary import (
    FROM_PROGRAMS,
    OF_MONEY,
    Approach,
    Language,
    Payer,
    Per,
    Proof,
    Standing,
    Tie,
)
from matcher.domain.message import Message, msg

_TIES = list(Tie)


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of a declaration beyond itself."""

    standing: Standing = Standing.DECLARED
    proof: Proof = Proof.OWN_WORD
    on: date | None = None
    """Since when it stands confirmed or disputed; None where nobody has looked."""
    by: str = ""
    """The admin who looked; families are not told the name."""
    reason: str = ""
    """Why it is disputed, or what confirmed it, in words families may read."""


NOT_CHECKED = Check()


@dataclass(frozen=True, slots=True)
class Credential:
    """Training, a certificate, a membership or a license, and where it can be checked."""

    id: int
    name: str
    issuer: str
    number: str
    where: str
    """Where anyone can check it: a register, a phone number, an address on the web."""
    expires_on: date | None
    declared_on: date
    check: Check = NOT_CHECKED

    def holds(self, on: date) -> bool:
        """Whether it has not run out by that day."""
        return self.expires_on is None or on <= self.expires_on


@dataclass(frozen=True, slots=True)
class ProgramNamed:
    """A program, as much of it as a connection shows."""

    id: str
    slug: str
    name: str
    city: str
    state: str


@dataclass(frozen=True, slots=True)
class Connection:
    """One tie between an interventionist and a program."""

    id: int
    program: ProgramNamed
    tie: Tie
    words: str
    """What the declaration says beyond the tie."""
    since_year: int | None
    declared_by: str
    declared_on: date
    ended_on: date | None = None
    """The day it was said to be over; one that was confirmed is never simply gone."""
    check: Check = NOT_CHECKED

    @property
    def of_money(self) -> bool:
        """Whether money passes from the program to the interventionist."""
        return self.tie in OF_MONEY

    @property
    def stands(self) -> bool:
        """Whether it holds today and nobody disputes it."""
        return self.ended_on is None and self.check.standing is not Standing.DISPUTED

    @property
    def order(self) -> tuple[bool, bool, bool, str, int]:
        """Money first, then what stands, then by the program's name."""
        return (
            not self.of_money,
            self.ended_on is not None,
            self.check.standing is Standing.DISPUTED,
            self.program.name.casefold(),
            _TIES.index(self.tie),
        )


@dataclass(frozen=True, slots=True)
class Fee:
    """What something costs, in words and in dollars, as of a day."""

    id: int
    low: int | None
    high: int | None
    """None where there is one price, or none was named."""
    per: Per
    words: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class Area:
    """A place and the miles around it that somebody travels."""

    id: int
    place: Place
    miles: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """An admin keeps a profile from families, and says why to its owner."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything a profile says."""

    id: int
    slug: str
    name: str
    about: str = ""
    approaches: tuple[Approach, ...] = ()
    payers: tuple[Payer, ...] = ()
    """Nothing means that they did not say."""
    paid_words: str = ""
    no_program_money: bool = False
    """They declare that no program gives them money or gifts."""
    languages: tuple[Language, ...] = ()
    remote: bool = False
    states: tuple[str, ...] = ()
    phone: str = ""
    website: str = ""
    areas: tuple[Area, ...] = ()
    fees: tuple[Fee, ...] = ()
    credentials: tuple[Credential, ...] = ()
    connections: tuple[Connection, ...] = ()
    """Money first: `Connection.order`."""
    changed_on: date | None = None
    published_on: date | None = None
    looked_on: date | None = None
    """When an admin last looked at it; None where it changed since."""
    hidden: Hidden | None = None

    @property
    def is_public(self) -> bool:
        """Whether families see it."""
        return self.published_on is not None and self.hidden is None

    @property
    def money(self) -> tuple[Connection, ...]:
        """The programs that pay them, as far as anyone has said."""
        return tuple(each for each in self.connections if each.of_money)

    def known(self, program_ids: frozenset[str]) -> tuple[Connection, ...]:
        """Return what joins them to these programs today, money first."""
        return tuple(
            each for each in self.connections if each.stands and each.program.id in program_ids
        )

    @property
    def contradicts_itself(self) -> bool:
        """Whether it says that no program pays, and elsewhere that one does."""
        pays = any(each.stands for each in self.money) or FROM_PROGRAMS & set(self.payers)
        return self.no_program_money and bool(pays)

    @property
    def to_finish(self) -> list[Message]:
        """What a family must be able to read before this is published."""
        wanted = [
            (self.approaches, msg("How you work: at least one way.")),
            (self.payers, msg("Who pays you.")),
            (
                self.areas or self.states or self.remote,
                msg("Where you work: a place, a state, or by phone and video."),
            ),
            (self.languages, msg("Which languages you speak.")),
            (self.phone, msg("A phone number that families can call.")),
            (
                not self.contradicts_itself,
                msg("You say that no program pays you, and elsewhere that one does. Mend one."),
            ),
        ]
        return [message for has_it, message in wanted if not has_it]
