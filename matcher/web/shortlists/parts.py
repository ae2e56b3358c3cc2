"""A long list in parts, each of which a page of less than 100 kB can hold."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

WITH_REASONS = 5
"""As many as somebody calls in a day."""
FACTS_ALONE = 10


@dataclass(frozen=True, slots=True)
class Part:
    """Some neighbours on a list."""

    number: int
    of: int
    size: int

    @property
    def first(self) -> int:
        """The number of the first one on the whole list."""
        return (self.number - 1) * self.size + 1

    @property
    def stretch(self) -> slice:
        """Where they stand in a sequence."""
        return slice(self.first - 1, self.first - 1 + self.size)


def wanted_part(count: int, size: int = WITH_REASONS) -> Part:
    """Return the part of a list of *count* that the address names, or the nearest there is."""
    of = max(1, -(-count // size))
    return Part(min(max(1, request.args.get("part", 1, type=int)), of), of, size)
