"""What importers must know of merges: a program that was merged is not listed again.

Its rows are still recognised, by the records that it keeps. Where the listing that stayed has a row
of its own, the other's row is only kept, to be recognised by next time; where it has none any more,
the other's row speaks of it, for the program is still there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.domain.taxonomy import Directory
from matcher.importers.source import ListingRow
from matcher.services.recognising import Group


def follow_merges(
    groups: Iterable[Group], survivors: Mapping[str, str]
) -> tuple[list[Group], list[Group]]:
    """Return the rows by program as merges have it, and those that are only to be kept.

    *survivors* names, by program that was merged, the one that it is part of.
    """
    rows: dict[str | int, list[ListingRow]] = {}
    merged: list[tuple[str, ListingRow]] = []
    for group in groups:
        if group.program_id in survivors:
            merged += [(str(group.program_id), row) for row in group.rows]
        else:
            rows[group.program_id or group.rows[0].number] = list(group.rows)
    apart: dict[str, list[ListingRow]] = {}
    for program_id, row in merged:
        own = rows.setdefault(survivors[program_id], [])
        if _directories([row]).isdisjoint(_directories(own)):
            own.append(row)
        else:
            apart.setdefault(program_id, []).append(row)
    return _groups(rows), _groups(apart)


def _directories(rows: Iterable[ListingRow]) -> set[Directory]:
    return {claim.directory for row in rows for claim in row.claims}


def _groups(
    rows: Mapping[str | int, list[ListingRow]] | Mapping[str, list[ListingRow]],
) -> list[Group]:
    return [
        Group(tuple(own), id_ if isinstance(id_, str) else None) for id_, own in rows.items() if own
    ]
