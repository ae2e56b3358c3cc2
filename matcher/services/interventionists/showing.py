"""One interventionist's page, and the connections on a program's page."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.domain.interventionists.profile import Connection, Profile
from matcher.persistence import profiles
from matcher.persistence.profiles import Named

__all__ = ("InterventionistUnknown", "Named", "of_program", "show")


class InterventionistUnknown(LookupError):
    """No profile that families see has this address."""


def show(session: Session, slug: str) -> Profile:
    """Return the public profile of that address.

    :raise InterventionistUnknown: where there is none, or families do not see it.
    """
    profile = profiles.public_profile(session, slug)
    if profile is None:
        raise InterventionistUnknown
    return profile


def of_program(session: Session, program_id: str) -> list[tuple[Named, Connection]]:
    """Return who says what joins them to a program, money first."""
    return profiles.of_program(session, program_id)
