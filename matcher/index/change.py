"""The next state of the columns after one program changed, far quicker than building anew.

Rows after the changed one move by one bit; that is a shift of each plane's words.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.domain.outcome import Outcome
from matcher.domain.program import Program
from matcher.index import bands, bits
from matcher.index.columns import LEVEL, Columns, Ids, encoded
from matcher.index.sphere import unit_vectors


def answered(columns: Columns, program: Program) -> Columns | None:
    """Return the columns with a program's new answers; None where it is not there, or moves.

    Most edits are of facts: no other row is touched.
    """
    row = _row_of(columns, program.id)
    if row is None or program.point is None:
        return None
    here = (float(columns.latitudes[row]), float(columns.longitudes[row]))
    if here != (program.point.latitude, program.point.longitude):
        return None
    planes = columns.planes.copy()
    planes[:, :, row >> 6] &= ~np.uint64(1 << (row & 63))
    _answer(planes, row, columns, program)
    return replace(columns, planes=planes)


def without(columns: Columns, program_id: str) -> Columns:
    """Return the columns without one program; the same where it is not there."""
    name = program_id.encode()
    if (columns.unplaced == name).any():
        return replace(columns, unplaced=columns.unplaced[columns.unplaced != name])
    row = _row_of(columns, program_id)
    if row is None:
        return columns
    ranks = np.delete(columns.ranks, row)
    ranks[ranks > columns.ranks[row]] -= 1
    return replace(
        columns,
        ids=np.delete(columns.ids, row),
        ranks=ranks,
        latitudes=np.delete(columns.latitudes, row),
        longitudes=np.delete(columns.longitudes, row),
        vectors=np.delete(columns.vectors, row, axis=1),
        keys=np.delete(columns.keys, row),
        planes=bits.removed(columns.planes, row, bits.words_for(columns.rows - 1)),
    )


def added(columns: Columns, program: Program) -> Columns:
    """Return the columns with one program more, whose id they do not hold yet."""
    if program.point is None:
        return replace(columns, unplaced=_grown(columns.unplaced, 0, program.id))
    latitude = np.array([program.point.latitude], np.float64)
    longitude = np.array([program.point.longitude], np.float64)
    key = bands.keys(latitude, longitude, columns.height)
    row = _row_for(columns, float(key[0]), float(latitude[0]))
    ids = _grown(columns.ids, row, program.id)
    rank = int((ids < ids[row]).sum())
    ranks = np.insert(columns.ranks + (columns.ranks >= rank), row, rank)
    planes = bits.inserted(columns.planes, row, bits.words_for(columns.rows + 1))
    _answer(planes, row, columns, program)
    return replace(
        columns,
        ids=ids,
        ranks=ranks.astype(np.int32),
        latitudes=np.insert(columns.latitudes, row, latitude),
        longitudes=np.insert(columns.longitudes, row, longitude),
        vectors=np.insert(columns.vectors, row, unit_vectors(latitude, longitude)[:, 0], axis=1),
        keys=np.insert(columns.keys, row, key),
        planes=planes,
    )


def _answer(planes: bits.Words, row: int, columns: Columns, program: Program) -> None:
    """Write a program's answers where there are none yet."""
    answers = [*map(program.outcome, columns.terms), Outcome.UNKNOWN]
    levels = np.array([LEVEL[answer] for answer in answers], np.uint8)
    bit = np.uint64(1 << (row & 63))
    for level in (1, 2, 3):
        planes[level - 1, levels >= level, row >> 6] |= bit


def _row_of(columns: Columns, program_id: str) -> int | None:
    """Return where a program is; None where it is not, or has no place."""
    found = (columns.ids == program_id.encode()).nonzero()[0]
    return int(found[0]) if len(found) else None


def _row_for(columns: Columns, key: float, latitude: float) -> int:
    """Return where a point belongs: by key, then by latitude."""
    start = int(np.searchsorted(columns.keys, key, "left"))
    stop = int(np.searchsorted(columns.keys, key, "right"))
    return start + int(np.searchsorted(columns.latitudes[start:stop], latitude, "right"))


def _grown(ids: Ids, row: int, program_id: str) -> Ids:
    """Return *ids* with one more at *row*; the column widens where it has to."""
    name = encoded([program_id])
    wide = ids.astype(name.dtype) if name.dtype.itemsize > ids.dtype.itemsize else ids
    return np.insert(wide, row, name[0])
