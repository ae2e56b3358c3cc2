"""Which row of a new edition is which program we know already: a ladder, the surest rung first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from matcher.domain.spelling import name_key, phone_key, street_key

K = TypeVar("K", str, int)


class Rung(StrEnum):
    """How a row was recognised."""

    EXACT = "exact"  # both names, street and ZIP, letter for letter
    SPELLING = "spelling"  # names and address, spelled otherwise
    NAME_THERE = "name_there"  # the only one of that first name at that street and ZIP
    PHONE_THERE = "phone_there"  # the only one with that phone at that street and ZIP


@dataclass(frozen=True, slots=True)
class Marks:
    """What a listing can be recognised by."""

    name1: str
    name2: str
    street1: str
    street2: str
    zip_code: str
    phone: str
    codes: str = ""
    """Only to tell rows apart that are alike in everything else."""

    @property
    def four(self) -> tuple[str, str, str, str]:
        """The exact key: both names, street and ZIP."""
        return (self.name1, self.name2, self.street1, self.zip_code)


@dataclass(frozen=True, slots=True)
class Pair:
    """One known program and the row that is it now."""

    program_id: str
    row: int
    """Its position among the rows given."""
    rung: Rung


@dataclass(frozen=True, slots=True)
class _Step:
    rung: Rung
    key: Callable[[Marks], Hashable | None]
    unique: bool = False
    """Whether several of one key on either side leave all of them unrecognised."""


def pair(known: Iterable[tuple[str, Marks]], rows: Sequence[Marks]) -> list[Pair]:
    """Recognise *rows* among *known* programs; no program and no row is paired twice."""
    waiting = dict(known)
    left = dict(enumerate(rows))
    pairs: list[Pair] = []
    for step in LADDER:
        if not (waiting and left):
            break
        programs = _by_key(waiting.items(), step.key)
        for key, positions in _by_key(left.items(), step.key).items():
            ids = programs.get(key, [])
            if step.unique and (len(ids) != 1 or len(positions) != 1):
                continue
            for program_id, row in zip(ids, positions, strict=False):
                pairs.append(Pair(program_id, row, step.rung))
                del waiting[program_id], left[row]
    return pairs


def possible_duplicates(rows: Iterable[tuple[int, Marks]]) -> list[tuple[int, ...]]:
    """Return the numbers of rows that share all four keys."""
    groups = _by_key(rows, lambda marks: marks.four)
    return [tuple(numbers) for numbers in groups.values() if len(numbers) > 1]


def _by_key(
    marked: Iterable[tuple[K, Marks]], key: Callable[[Marks], Hashable | None]
) -> dict[Hashable, list[K]]:
    groups: dict[Hashable, list[K]] = defaultdict(list)
    for name, marks in marked:
        value = key(marks)
        if value is not None:
            groups[value].append(name)
    return groups


def _spelled(marks: Marks) -> Hashable:
    names = name_key(f"{marks.name1} {marks.name2}")
    return (names, street_key(marks.street1), marks.zip_code[:5])


def _name_there(marks: Marks) -> Hashable | None:
    street = street_key(marks.street1)
    return (name_key(marks.name1), street, marks.zip_code[:5]) if street else None


def _phone_there(marks: Marks) -> Hashable | None:
    street, phone = street_key(marks.street1), phone_key(marks.phone)
    return (phone, street, marks.zip_code[:5]) if street and phone else None


# Where several share the four keys, those alike in more are paired first, then in the order given.
LADDER = (
    _Step(Rung.EXACT, lambda marks: (*marks.four, marks.street2, marks.phone, marks.codes)),
    _Step(Rung.EXACT, lambda marks: (*marks.four, marks.street2)),
    _Step(Rung.EXACT, lambda marks: marks.four),
    _Step(Rung.SPELLING, lambda marks: (_spelled(marks), street_key(marks.street2))),
    _Step(Rung.SPELLING, _spelled),
    _Step(Rung.NAME_THERE, _name_there, unique=True),
    _Step(Rung.PHONE_THERE, _phone_there, unique=True),
)
