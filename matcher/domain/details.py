"""Details: what curators record of a program beside its terms, and for how long each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from matcher.domain.provenance import Provenance


class Field(StrEnum):
    """One thing a curator may record in words, a number or an address."""

    NAME = "name"
    ORGANIZATION = "organization"
    ADDRESS = "address"
    CONFIDENTIAL = "confidential"
    WEBSITE = "website"
    PHONE = "phone"
    INTAKE_PHONE = "intake_phone"
    HOURS = "hours"
    PRICE = "price"
    WAIT = "wait"
    BEDS = "beds"
    ACCESSIBILITY = "accessibility"
    VISITING = "visiting"
    PHONE_RULES = "phone_rules"
    STAFF = "staff"


PUBLISHED = frozenset(
    {
        *(Field.NAME, Field.ORGANIZATION, Field.ADDRESS, Field.CONFIDENTIAL, Field.WEBSITE),
        *(Field.PHONE, Field.INTAKE_PHONE),
    }
)
"""Fields that imports fill too: a curator's value stands in the listing itself.

It stays there until it is replaced; once it ran out, the next import may replace it.
"""

DAYS = {
    Field.PHONE: 180,
    Field.INTAKE_PHONE: 180,
    Field.HOURS: 180,
    Field.PRICE: 90,
    Field.WAIT: 3,
    Field.BEDS: 3,
    Field.ACCESSIBILITY: 365,
    Field.VISITING: 180,
    Field.PHONE_RULES: 180,
    Field.STAFF: 365,
}
"""Days a detail holds (DESIGN section 3; hours and house rules change as often as phones do)."""


def detail_expiry(field: Field, recorded_on: date) -> date | None:
    """Return the first day on which a detail no longer holds; None: until it is replaced."""
    days = DAYS.get(field)
    return None if days is None else recorded_on + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class CuratedDetail:
    """One curator's statement of one field of one program."""

    field: Field
    value: Any
    """Text; for ADDRESS a mapping as `WrittenAddress.write` makes it; for CONFIDENTIAL a bool."""
    provenance: Provenance
    expires_on: date | None
    """The first day on which it no longer holds; None: it holds until it is replaced."""
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether the detail still stands on that day."""
        return self.expires_on is None or on < self.expires_on


@dataclass(frozen=True, slots=True)
class WrittenAddress:
    """An address as a curator writes it; a confidential one is masked when it is published."""

    street: str
    street2: str
    city: str
    state: str
    postal_code: str
    latitude: float | None = None
    longitude: float | None = None
    """None: placed by its ZIP code or its city."""

    def write(self) -> dict[str, Any]:
        """Return the address as a detail keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> WrittenAddress:
        """Return the address that a detail keeps."""
        return cls(**{name: kept[name] for name in cls.__slots__})


Details = Mapping[Field, CuratedDetail]


def in_force(details: Details, on: date) -> dict[Field, CuratedDetail]:
    """Return the details that still hold on that day."""
    return {field: each for field, each in details.items() if each.holds(on)}
