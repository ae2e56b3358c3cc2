"""Writing the directory out whole, for anybody."""

from __future__ import annotations

import csv
import json
from typing import TextIO

from sqlalchemy.orm import Session

from matcher.domain.tombstone import Gone
from matcher.importers.own_csv import COLUMNS, LISTED, NO_LONGER_LISTED
from matcher.persistence import answers, copying, tombstones
from matcher.persistence.copying import Copied


def export_csv(session: Session, file: TextIO) -> int:
    """Write one row a program to *file*; return how many."""
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    programs = copying.everything(session)
    gone = tombstones.gone(session, None)
    # Whoever asked not to be listed is in no copy of the list either.
    told = [each for each in programs if each.id not in gone or not gone[each.id].says_nothing_more]
    table.writerows(_row(program, gone.get(program.id)) for program in told)
    return len(told)


def _row(program: Copied, gone: Gone | None) -> dict[str, str]:
    counting = [record for record in program.records if record.current] or program.records
    codes = dict.fromkeys(code for record in counting for code in answers.split_codes(record.codes))
    return {
        "id": program.id,
        "slug": program.slug,
        "organization": program.organization,
        "program": program.program,
        "street": program.street,
        "street2": program.street2,
        "city": program.city,
        "state": program.state,
        "postal_code": program.postal_code,
        "latitude": "" if program.latitude is None else repr(program.latitude),
        "longitude": "" if program.longitude is None else repr(program.longitude),
        "location_precision": program.precision or "",
        "phone": program.phone,
        "intake_phone": program.intake_phone,
        "website": program.website,
        "status": _status(program, gone),
        "directories": program.directories,
        "codes": " ".join(codes),
        "confidential": "y" if program.confidential else "",
        "sample": "y" if program.sample else "",
        "records": _records(program, gone),
    }


def _status(program: Copied, gone: Gone | None) -> str:
    if gone is not None:
        return gone.ending.value
    return LISTED if program.listed else NO_LONGER_LISTED


def _records(program: Copied, gone: Gone | None) -> str:
    several = len(program.records) > 1
    return json.dumps(
        [
            {
                "directory": record.directory,
                "vintage": record.vintage.isoformat(),
                "source": record.source,
                "current": record.current and gone is None,
            }
            | ({"codes": " ".join(answers.split_codes(record.codes))} if several else {})
            for record in program.records
        ],
        ensure_ascii=False,
    )
