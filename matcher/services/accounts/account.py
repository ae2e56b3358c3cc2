"""Somebody who is signed in, as every floor above the store knows them."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.domain.accounts import Role
from matcher.persistence import accounts as store


@dataclass(frozen=True, slots=True)
class Account:
    """Who acts: what services take as their actor."""

    id: int
    email: str
    name: str
    """As shown to others; the address until an invitation is taken up."""
    role: Role


class AccountUnknown(LookupError):
    """No account has this number or address."""


def as_account(row: store.Account) -> Account:
    """Return what may be known of a row."""
    return Account(row.id, row.email, row.name or row.email, Role(row.role))
