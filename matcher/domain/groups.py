"""The groups that the terms of the taxonomy stand in, in the order a page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.domain.message import Message, msg
from matcher.domain.taxonomy import Taxonomy, Term

GROUPS = {
    "withdrawal": msg("Detox (getting through withdrawal)"),
    "medication": msg("Medicines for addiction"),
    "level_of_care": msg("Where people live during treatment"),
    "mental_health": msg("Mental health"),
    "therapy": msg("Counseling and therapy"),
    "family": msg("Couples, family and children"),
    "recovery": msg("Recovery and what comes after"),
    "access": msg("Getting in"),
    "payer": msg("Ways to pay"),
    "population": msg("For whom"),
    "language": msg("Languages"),
    "quality": msg("Licenses and quality"),
    "substance": msg("What it treats"),
    "other_addiction": msg("Other addictions"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that are read together."""

    slug: str
    name: Message
    terms: tuple[Term, ...]


def grouped(taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Return every term in its group; a group without a name of its own comes last."""
    known = list(GROUPS)
    others = dict.fromkeys(term.group for term in taxonomy.terms.values())
    return tuple(
        Group(slug, GROUPS.get(slug, Message(slug.replace("_", " "))), tuple(terms))
        for slug in [*known, *(each for each in others if each not in GROUPS)]
        if (terms := _terms(taxonomy.terms.values(), slug))
    )


def _terms(terms: Iterable[Term], group: str) -> list[Term]:
    return [term for term in terms if term.group == group]
