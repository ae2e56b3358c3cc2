"""What the records of a program come to: the listing as it is published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matcher.domain.details import Details, Field, WrittenAddress
from matcher.domain.geography import Point, Precision
from matcher.domain.spelling import place_key
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.importers.source import Described, describe
from matcher.persistence import answers
from matcher.persistence.recording import Address, Published

NOTHING_CURATED: Details = {}


@dataclass(frozen=True, slots=True)
class Said:
    """What one directory says of a program, as it will be kept."""

    directory: Directory
    source_name: str
    vintage: date
    current: bool
    codes: str
    raw: str
    """The cells, as JSON."""
    row_number: int = 0


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Where ZIP codes and cities are, all of them in memory, for thousands of look-ups."""

    zips: Mapping[str, Point]
    cities: Mapping[tuple[str, str], Point]
    """By `place_key` and state."""

    def city(self, described: Described) -> Point | None:
        """Return the middle of its city."""
        return self.cities.get((place_key(described.city), described.state))

    def address(self, described: Described, *, confidential: bool) -> Address:
        """Return where a listing is, as closely as is known and, if confidential, may be told."""
        point, precision = self._placed(described)
        if confidential:
            point = self.city(described)
            precision = Precision.CITY
        return Address(
            street=described.street1,
            street2=described.street2,
            city=described.city,
            state=described.state,
            postal_code=described.postal_code,
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
            precision=precision if point else None,
            confidential=confidential,
        )

    def _placed(self, described: Described) -> tuple[Point | None, Precision | None]:
        if described.point is not None:
            return described.point, described.precision
        middle = self.zips.get(described.postal_code[:5])
        if middle is not None:
            return middle, Precision.ZIP
        return self.city(described), Precision.CITY


def publish(
    taxonomy: Taxonomy,
    gazetteer: Gazetteer,
    said: Iterable[Said],
    *,
    confidential: bool,
    before: Published | None,
    details: Details = NOTHING_CURATED,
) -> Published:
    """Return the listing that the records and the curators' *details* in force come to.

    Directories that still hold it have a say, unless none does any more. The first of them (SU
    before MH) names and places it; the codes of all are joined.
    """
    order = list(Directory)
    records = sorted(said, key=lambda record: order.index(record.directory))
    counting = [record for record in records if record.current] or records
    described = overlaid(describe(json.loads(counting[0].raw)), details)
    if Field.CONFIDENTIAL in details:
        confidential = details[Field.CONFIDENTIAL].value
    codes = answers.in_force((record.current, record.codes) for record in records)
    directories = frozenset(record.directory for record in counting)
    newest = max(record.vintage for record in counting)
    return Published(
        organization=described.name1,
        name=described.name2 or described.name1,
        phone=described.phone,
        intake_phone=described.intake_phone,
        website=described.website or (before.website if before else ""),
        address=_address(gazetteer, described, before, confidential=confidential),
        listed=any(record.current for record in records),
        directories=answers.write_directories(directories),
        vintage=newest,
        imported_from=" and ".join(dict.fromkeys(record.source_name for record in counting)),
        answers=answers.derive(taxonomy, codes, directories),
    )


def overlaid(described: Described, details: Details) -> Described:
    """Return what a row says of a listing with what curators say in its place."""
    values: dict[str, Any] = {
        column: details[field].value for field, column in COLUMNS.items() if field in details
    }
    if Field.ADDRESS in details:
        written = WrittenAddress.read(details[Field.ADDRESS].value)
        placed = written.latitude is not None and written.longitude is not None
        values |= {
            "street1": written.street,
            "street2": written.street2,
            "city": written.city,
            "state": written.state,
            "postal_code": written.postal_code,
            "point": Point(written.latitude or 0.0, written.longitude or 0.0) if placed else None,
            "precision": Precision.EXACT if placed else None,
        }
    return replace(described, **values) if values else described


COLUMNS = {
    Field.ORGANIZATION: "name1",
    Field.NAME: "name2",
    Field.PHONE: "phone",
    Field.INTAKE_PHONE: "intake_phone",
    Field.WEBSITE: "website",
}


def _address(
    gazetteer: Gazetteer, described: Described, before: Published | None, *, confidential: bool
) -> Address:
    address = gazetteer.address(described, confidential=confidential)
    if described.point is None and before is not None and _same_place(address, before.address):
        # The directory gives no coordinates: those of a download or an export stay good.
        return replace(
            address,
            latitude=before.address.latitude,
            longitude=before.address.longitude,
            precision=before.address.precision,
        )
    masked = confidential and not (address.street or address.postal_code)
    if masked and before is not None and before.address.confidential:
        # A masked copy comes back: the true street is known only here.
        return replace(
            address,
            street=before.address.street,
            street2=before.address.street2,
            postal_code=before.address.postal_code,
        )
    return address


def _same_place(address: Address, before: Address) -> bool:
    """Whether a place whose exact point is known is written as it was; a hidden one has none."""
    return (
        before.precision == Precision.EXACT
        and not (address.confidential or before.confidential)
        and address.street != ""
        and (address.street, address.city, address.state, address.postal_code[:5])
        == (before.street, before.city, before.state, before.postal_code[:5])
    )


def differences(before: Published, after: Published) -> list[str]:
    """Return what a reader would see change; the age of a source is no change."""
    fields = ("organization", "name", "phone", "intake_phone", "website", "address", "listed")
    return [name for name in fields if getattr(before, name) != getattr(after, name)]


def name_of_source(directory: Directory, vintage: date) -> str:
    """Return what a family may read as the source of an answer."""
    kind = "" if directory is Directory.SU else "mental health "
    return f"SAMHSA {kind}directory {vintage.year}"
