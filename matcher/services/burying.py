"""Take a program off the list because it closed, moved or asked for it; and put it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher.domain.program import Program
from matcher.domain.provenance import Evidence
from matcher.domain.taxonomy import Taxonomy
from matcher.domain.tombstone import Ending, Gone
from matcher.persistence import directory, journal, tombstones
from matcher.persistence.journal import Change, Kind
from matcher.persistence.tombstones import Tombstone
from matcher.services.accounts.account import Account
from matcher.services.showing import ProgramUnknown

PAGE = 50


class NotCalled(ValueError):
    """“Do not list” may stand on nothing but a curator's call."""


class LeadsNowhere(ValueError):
    """No other listing has the address that was given for where a program moved to."""


@dataclass(frozen=True, slots=True)
class Burial:
    """What a curator knows of a program's end."""

    ending: Ending
    evidence: Evidence
    moved_to: str = ""
    """Where it went, in words a family may read."""
    successor_slug: str = ""
    """The address of the listing to look at instead; empty where there is none."""
    why: str = ""
    """For curators."""


@dataclass(frozen=True, slots=True)
class Buried:
    """A program that is gone, as curators see it in a list."""

    slug: str
    name: str
    city: str
    state: str
    ending: Ending
    recorded_by: str
    gone: Gone


def bury(session: Session, slug: str, burial: Burial, actor: Account, at: datetime) -> int:
    """Take the program of that address off the list; return the change set's id.

    :raise ProgramUnknown: where there is none.
    :raise NotCalled: where a curator's call is needed and was not made.
    :raise LeadsNowhere: where its successor is no other listing.
    """
    program_id = tombstones.program_id_at(session, slug)
    if program_id is None:
        raise ProgramUnknown
    set_id = lay(session, program_id, burial, _change(actor, at, burial.why), at)
    session.commit()
    return set_id


def lay(session: Session, program_id: str, burial: Burial, change: Change, at: datetime) -> int:
    """Do what `bury` does under a change of the caller's, who commits."""
    if burial.ending is Ending.DO_NOT_LIST and burial.evidence is not Evidence.CALL:
        raise NotCalled
    successor_id = _successor(session, program_id, burial)
    set_id = journal.begin_change(session, change)
    stone = tombstones.on_program(session, program_id) or Tombstone(program_id=program_id)
    stone.kind = burial.ending.value
    stone.successor_id = successor_id
    stone.moved_to = burial.moved_to if burial.ending is Ending.MOVED else ""
    stone.evidence = burial.evidence.value
    stone.recorded_by = change.by
    stone.recorded_on = at.date()
    session.add(stone)
    tombstones.set_listed(session, program_id, gone=True)
    session.flush()
    return set_id


def lift(session: Session, slug: str, actor: Account, at: datetime, why: str = "") -> int | None:
    """Put a program back where a directory still holds it; None where nothing stood on it.

    :raise ProgramUnknown: where no program has that address.
    """
    program_id = tombstones.program_id_at(session, slug)
    if program_id is None:
        raise ProgramUnknown
    stone = tombstones.on_program(session, program_id)
    if stone is None:
        return None
    set_id = journal.begin_change(session, _change(actor, at, why))
    session.delete(stone)
    tombstones.set_listed(session, program_id, gone=False)
    session.commit()
    return set_id


def buried(session: Session, page: int) -> list[Buried]:
    """Return a page of the programs that are gone, the newest first."""
    return [
        Buried(
            slug=program.slug,
            name=program.name,
            city=location.city,
            state=location.state,
            ending=Ending(stone.kind),
            recorded_by=stone.recorded_by,
            gone=Gone(Ending(stone.kind), stone.successor_id, stone.moved_to, stone.recorded_on),
        )
        for stone, program, location in tombstones.standing(
            session, limit=PAGE, offset=(page - 1) * PAGE
        )
    ]


def count(session: Session) -> int:
    """Return how many programs are gone."""
    return tombstones.count(session)


@dataclass(frozen=True, slots=True)
class Ended:
    """What the old address of a program that is gone has to say."""

    gone: Gone
    successor: Program | None
    """The listing to look at instead; None where nobody knows of one."""


def ended(session: Session, taxonomy: Taxonomy, program: Program, on: date) -> Ended | None:
    """Say what became of a program; None where no curator knows of anything."""
    if program.gone is None:
        return None
    successor = None
    if program.gone.successor_id is not None:
        ids = [program.gone.successor_id]
        successor = directory.programs_by_ids(session, taxonomy, ids, on).get(ids[0])
    return Ended(program.gone, successor)


def _successor(session: Session, program_id: str, burial: Burial) -> str | None:
    if burial.ending is not Ending.MOVED or not burial.successor_slug:
        return None
    found = tombstones.program_id_at(session, burial.successor_slug)
    if found is None or found == program_id:
        raise LeadsNowhere
    return found


def _change(actor: Account, at: datetime, why: str) -> Change:
    return Change(Kind.TOMBSTONE, actor.name, at, why, actor.id)
