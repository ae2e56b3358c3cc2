"""What an import writes, gathered row by row and written together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.taxonomy import Directory
from matcher.importers.source import ListingRow, Reading
from matcher.persistence import recording
from matcher.persistence.listings import (
    ConfidentialAddress,
    Location,
    Organization,
    Program,
    SourceRecord,
)
from matcher.persistence.recording import Address, Batch, Known, Published, Record, SourceKey
from matcher.services.publishing import Said
from matcher.services.recognising import new_id, new_slug, own_id


class Keeper:
    """Gathers what one import changes."""

    def __init__(
        self,
        session: Session,
        reading: Reading,
        on: date,
        known: dict[str, Known],
        *,
        without_samples: bool = False,
    ) -> None:
        self._session = session
        self._reading = reading
        self._on = on
        self._ids = set(known)
        self._slugs = {each.slug for each in known.values()}
        self._organizations = recording.organization_ids(session, without_samples=without_samples)
        self._batch = Batch()

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._batch.inserts or self._batch.updates)

    @property
    def digest(self) -> str:
        """A name for everything that would be written, to the letter."""
        return self._batch.digest()

    def write(self) -> None:
        """Write everything."""
        kind, file = self._reading.kind, self._reading.file_name
        self._batch.write(
            self._session,
            lambda key: recording.source_id(self._session, key.source(kind, file, self._on)),
        )

    def add(self, row: ListingRow, said: Iterable[Said], published: Published) -> str:
        """Keep a program seen for the first time; return its id."""
        id_ = new_id(row, self._ids)
        slug = new_slug(row, published, id_, self._slugs)
        self._ids.add(id_)
        self._slugs.add(slug)
        location_id = own_id("location", id_)
        self._batch.insert(Location, id=location_id, **_told(published.address))
        if published.address.confidential:
            self._batch.insert(
                ConfidentialAddress, location_id=location_id, **_secret(published.address)
            )
        self._batch.insert(
            Program,
            id=id_,
            slug=slug,
            location_id=location_id,
            sample=row.sample,
            **self._values(published),
        )
        for each in said:
            self._batch.insert(
                SourceRecord,
                program_id=id_,
                directory=each.directory,
                **_record(each),
            )
        return id_

    def keep_record(self, known: Known, said: Said) -> None:
        """Keep what a directory says of a program now."""
        values = _record(said)
        record = known.records.get(said.directory)
        if record is None:
            self._batch.insert(
                SourceRecord, program_id=known.id, directory=said.directory, **values
            )
        elif self._differs(record, values):
            self._batch.update(SourceRecord, id=record.id, **values)

    def drop_records(self, known: Known, directories: Iterable[Directory]) -> None:
        """Mark that those directories no longer hold a program."""
        for directory in directories:
            self._batch.update(SourceRecord, id=known.records[directory].id, current=False)

    def keep_program(self, known: Known, published: Published) -> None:
        """Keep what is published of a program now, as far as it differs."""
        before = known.published
        if published.address != before.address:
            self._keep_address(known, published.address)
        moved = published.address.state != before.address.state
        if moved or replace(published, address=before.address) != before:
            self._batch.update(Program, id=known.id, **self._values(published))

    def _keep_address(self, known: Known, address: Address) -> None:
        self._batch.update(Location, id=known.location_id, **_told(address))
        if address.confidential:
            hidden = known.published.address.confidential
            keep = self._batch.update if hidden else self._batch.insert
            keep(ConfidentialAddress, location_id=known.location_id, **_secret(address))

    def _values(self, published: Published) -> dict[str, Any]:
        return {
            "organization_id": self._organization(published),
            "name": published.name,
            "phone": published.phone,
            "intake_phone": published.intake_phone,
            "website": published.website,
            "listed": published.listed,
            "directories": published.directories,
            "vintage": published.vintage,
            "imported_from": published.imported_from,
            "answers": published.answers,
        }

    def _differs(self, record: Record, values: dict[str, Any]) -> bool:
        key: SourceKey = values["source_id"]
        same_source = (
            record.source_kind == self._reading.kind
            and record.source_name == key.name
            and record.vintage == key.vintage
        )
        return not same_source or any(
            getattr(record, name) != value for name, value in values.items() if name != "source_id"
        )

    def _organization(self, published: Published) -> str:
        name, state = published.organization, published.address.state
        id_ = own_id("organization", name, state)
        if id_ not in self._organizations:
            self._organizations.add(id_)
            self._batch.insert(Organization, id=id_, name=name, state=state)
        return id_


def _record(said: Said) -> dict[str, Any]:
    return {
        "source_id": SourceKey(said.directory, said.vintage, said.source_name),
        "current": said.current,
        "row_number": said.row_number,
        "codes": said.codes,
        "raw": said.raw,
    }


def _told(address: Address) -> dict[str, Any]:
    """Return what a location may tell."""
    values = asdict(address)
    if address.confidential:
        values |= dict.fromkeys(_secret(address), "")
    return values


def _secret(address: Address) -> dict[str, str]:
    return {
        "street": address.street,
        "street2": address.street2,
        "postal_code": address.postal_code,
    }
