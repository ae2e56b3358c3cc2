"""Writing the directory out whole, for anybody."""

from __future__ import annotations

import csv
import json
from typing import TextIO

from sqlalchemy.orm import Session

from matcher.importers.own_csv import COLUMNS, LISTED, NO_LONGER_LISTED
from matcher.persistence import answers, copying
from matcher.persistence.copying import Copied


def export_csv(session: Session, file: TextIO) -> int:
    """Write one row a program to *file*; return how many."""
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    programs = copying.everything(session)
    table.writerows(_row(program) for program in programs)
    return len(programs)


def _row(program: Copied) -> dict[str, str]:
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
        "status": LISTED if program.listed else NO_LONGER_LISTED,
        "directories": program.directories,
        "codes": " ".join(codes),
        "confidential": "y" if program.confidential else "",
        "sample": "y" if program.sample else "",
        "records": _records(program),
    }


def _records(program: Copied) -> str:
    several = len(program.records) > 1
    return json.dumps(
        [
            {
                "directory": record.directory,
                "vintage": record.vintage.isoformat(),
                "source": record.source,
                "current": record.current,
            }
            | ({"codes": " ".join(answers.split_codes(record.codes))} if several else {})
            for record in program.records
        ],
        ensure_ascii=False,
    )
