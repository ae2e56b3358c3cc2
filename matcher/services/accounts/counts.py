"""How much each account has, for admins: numbers, and never what is counted.

Another use case adds a count of its own where its module is loaded:
`counts.add("cases", msg("Cases"), store.cases_by_owner)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.domain.message import Message

HowMany = Callable[[Session], Mapping[int, int]]
"""Returns numbers by account id, in one query; whoever has none may be left out."""


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted, in words, and how."""

    label: Message
    how_many: HowMany


_counts: dict[str, Count] = {}


def add(name: str, label: Message, how_many: HowMany) -> None:
    """Count something for every account; the same name twice is once."""
    _counts[name] = Count(label, how_many)


def labels() -> list[Message]:
    """Return what is counted, in the order it was added."""
    return [each.label for each in _counts.values()]


def by_account(session: Session, account_ids: list[int]) -> dict[int, list[int]]:
    """Return each account's numbers, in the order of the labels."""
    found = [each.how_many(session) for each in _counts.values()]
    return {each: [numbers.get(each, 0) for numbers in found] for each in account_ids}
