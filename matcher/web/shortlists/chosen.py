"""The programs on this device's list, put to this device's search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.services.asking import Search
from matcher.services.choosing import Choice, choices, once
from matcher.web import kept
from matcher.web.asked_here import asked_here_if_any
from matcher.web.given import given, today


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the pages of a list show."""

    choices: list[Choice]
    search: Search | None
    """None where nothing was answered: then the pages show the listings' facts alone."""

    @property
    def has_samples(self) -> bool:
        """Whether anything on the list is made up."""
        return any(choice.program.sample for choice in self.choices)


def chosen(program_ids: Iterable[str] | None = None) -> Chosen:
    """Return the list on this device, or the programs named, in their order."""
    ids = kept.shortlist() if program_ids is None else program_ids
    search = asked_here_if_any()
    needs = None if search is None else search.needs
    who = () if search is None else search.answers.who
    found = choices(given().session, given().taxonomy, ids, needs, today(), who)
    return Chosen(once(found), search)
