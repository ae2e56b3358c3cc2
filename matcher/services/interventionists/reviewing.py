"""What admins do with profiles: look, confirm or dispute what is declared, hide and show again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from matcher.domain.interventionists.profile import Connection, Credential, Profile
from matcher.domain.interventionists.vocabulary import (
    OF_A_CONNECTION,
    OF_A_CREDENTIAL,
    Proof,
    Standing,
)
from matcher.persistence import profiles
from matcher.persistence.interventionists import (
    DeclaredConnection,
    DeclaredCredential,
    Interventionist,
)

W = TypeVar("W", Credential, Connection)


class NothingToReview(LookupError):
    """There is no such profile, credential or connection."""


class VerdictIncomplete(ValueError):
    """A confirmation needs a proof that fits, a dispute needs a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an admin found of a declaration, and by what."""

    standing: Standing
    """DECLARED takes an earlier verdict back."""
    by: str
    proof: Proof | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Declaration(Generic[W]):
    """One thing to check, and whose profile it stands in."""

    profile: Profile
    what: W


def waiting(session: Session) -> list[Profile]:
    """Return the profiles that wait for a look or a check, and those that are hidden."""
    return profiles.to_review(session)


def profile(session: Session, profile_id: int) -> Profile:
    """Return a profile as it stands, public or not.

    :raise NothingToReview: where there is none.
    """
    found = profiles.profiles(session, [profile_id])
    if profile_id not in found:
        raise NothingToReview
    return found[profile_id]


def credential(session: Session, credential_id: int) -> Declaration[Credential]:
    """Return one credential with its profile.

    :raise NothingToReview: where there is none.
    """
    row = session.get(DeclaredCredential, credential_id)
    if row is None:
        raise NothingToReview
    whose = profile(session, row.interventionist_id)
    [what] = [each for each in whose.credentials if each.id == credential_id]
    return Declaration(whose, what)


def connection(session: Session, connection_id: int) -> Declaration[Connection]:
    """Return one connection with its profile.

    :raise NothingToReview: where there is none.
    """
    row = session.get(DeclaredConnection, connection_id)
    if row is None:
        raise NothingToReview
    whose = profile(session, row.interventionist_id)
    [what] = [each for each in whose.connections if each.id == connection_id]
    return Declaration(whose, what)


def judge_credential(session: Session, credential_id: int, verdict: Verdict, on: date) -> None:
    """Confirm or dispute a credential, or take that back."""
    row = session.get(DeclaredCredential, credential_id)
    _judge(session, row, verdict, OF_A_CREDENTIAL, on)


def judge_connection(session: Session, connection_id: int, verdict: Verdict, on: date) -> None:
    """Confirm or dispute a connection, or take that back."""
    row = session.get(DeclaredConnection, connection_id)
    _judge(session, row, verdict, OF_A_CONNECTION, on)


def looked(session: Session, profile_id: int, on: date) -> None:
    """Remember that an admin read a profile as it stands."""
    _row(session, profile_id).looked_on = on
    session.commit()


def hide(session: Session, profile_id: int, by: str, reason: str, on: date) -> None:
    """Keep a profile from families; its owner reads the reason."""
    if not reason.strip():
        raise VerdictIncomplete
    row = _row(session, profile_id)
    row.hidden_on, row.hidden_by, row.hidden_reason = on, by, reason
    session.commit()


def show_again(session: Session, profile_id: int) -> None:
    """Let families see a profile again, if its owner publishes it."""
    row = _row(session, profile_id)
    row.hidden_on, row.hidden_by, row.hidden_reason = None, "", ""
    session.commit()


def _judge(
    session: Session,
    row: DeclaredCredential | DeclaredConnection | None,
    verdict: Verdict,
    proofs: tuple[Proof, ...],
    on: date,
) -> None:
    if row is None:
        raise NothingToReview
    confirms = verdict.standing is Standing.CONFIRMED
    if confirms and verdict.proof not in proofs:
        raise VerdictIncomplete
    if verdict.standing is Standing.DISPUTED and not verdict.reason.strip():
        raise VerdictIncomplete
    taken_back = verdict.standing is Standing.DECLARED
    row.standing = verdict.standing
    row.proof = verdict.proof if confirms and verdict.proof else Proof.OWN_WORD
    row.checked_on = None if taken_back else on
    row.checked_by = "" if taken_back else verdict.by
    row.reason = "" if taken_back else verdict.reason
    session.commit()


def _row(session: Session, profile_id: int) -> Interventionist:
    row = session.get(Interventionist, profile_id)
    if row is None:
        raise NothingToReview
    return row
