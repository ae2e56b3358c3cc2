"""Whose cases they are: the actor of every function in this package."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from matcher.services.cases.sealing import Seal

ID_CHARACTERS = 20
_ID_BYTES = 15


class NotYours(LookupError):
    """There is no such case, list or entry, or it is somebody else's: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A professional at work, and the seal that opens what is theirs."""

    id: int
    seal: Seal


def new_id() -> str:
    """Return an id that nobody guesses."""
    return secrets.token_urlsafe(_ID_BYTES)
