"""Very many cases, kept row by row: for what counts or measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from matcher.domain.cases.moving import State
from matcher.domain.cases.statuses import Status
from matcher.persistence.cases import CaseEntry, CaseFile, CaseList
from matcher.services.cases.owner import Owner
from matcher.services.cases.standing import write_seen
from tests.casework import DAY, NEEDS, NOW

ENTRIES = 20


def many_cases(session: Session, owner: Owner, count: int, program_ids: Sequence[str]) -> list[str]:
    """Keep so many cases of twenty programs each; return their ids, the one changed last first."""
    files, lists, entries = [], [], []
    for number in range(count):
        case_id, list_id = f"{owner.id:04}-case-{number:010}", f"{owner.id:04}-list-{number:010}"
        entry_ids = [f"{list_id}-{place}" for place in range(ENTRIES)]
        states = {
            id_: State("Orchard Program", "559-555-0100", listed=True, rank=1, outcomes={})
            for id_ in entry_ids
        }
        files.append(
            {
                "id": case_id,
                "owner_id": owner.id,
                "nickname": owner.seal.close(f"Heron {number}", f"{case_id} nickname"),
                "needs": owner.seal.close({"answers": NEEDS}, f"{case_id} needs"),
                "opened_on": DAY,
                "changed_at": NOW - timedelta(minutes=number),
            }
        )
        lists.append(
            {
                "id": list_id,
                "case_id": case_id,
                "place": 0,
                "by_rank": False,
                "settings": owner.seal.close({"title": "First"}, f"{list_id} settings"),
                "seen": owner.seal.close(write_seen(states), f"{list_id} seen"),
            }
        )
        entries += [
            {
                "id": entry_id,
                "list_id": list_id,
                "owner_id": owner.id,
                "program_id": program_ids[place],
                "place": place,
                "status": list(Status)[place % len(Status)].value,
                "status_on": DAY - timedelta(days=place),
                "private": "",
            }
            for place, entry_id in enumerate(entry_ids)
        ]
    for table, rows in ((CaseFile, files), (CaseList, lists), (CaseEntry, entries)):
        session.execute(insert(table), rows)
    session.commit()
    return [str(each["id"]) for each in files]
