"""What changes in one listing, and where a curator says otherwise than a file: field by field."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.domain.details import Details, Field
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import CuratedFact
from matcher.domain.taxonomy import Taxonomy
from matcher.persistence import answers
from matcher.persistence.recording import Address, Published
from matcher.services.import_report import Difference
from matcher.services.publishing import differences

TERM = "term:"
YES, NO = "yes", "no"


def differences_of(
    taxonomy: Taxonomy, before: Published, after: Published, fields: Iterable[str]
) -> tuple[Difference, ...]:
    """Return before and after of those *fields*; for the codes, of every answer they decide."""
    found: list[Difference] = []
    for name in fields:
        if name == "codes":
            found += _answers(taxonomy, before.answers, after.answers) or [Difference(name, "", "")]
        else:
            found.append(Difference(name, _written(before, name), _written(after, name)))
    return tuple(found)


def conflicts(
    taxonomy: Taxonomy,
    bare: Published,
    published: Published,
    details: Details,
    facts: Iterable[CuratedFact],
) -> tuple[Difference, ...]:
    """Return where a file (*bare*) says otherwise than a curator, whose word stands.

    Silence contradicts nothing; “answered, but did not list it” contradicts a curator's yes alone.
    """
    found = [
        Difference(name, _written(bare, name), _written(published, name))
        for name in differences(bare, published)
        if name != "listed" and _spoken_of(name, details)
    ]
    positions = answers.positions(taxonomy)
    for fact in facts:
        if fact.term not in positions:
            continue
        outcome = answers.OUTCOMES[bare.answers[positions[fact.term]]]
        if outcome is not Outcome.UNKNOWN and _no(outcome) != _no(fact.statement.outcome):
            found.append(Difference(f"{TERM}{fact.term}", outcome, fact.statement.outcome))
    return tuple(found)


def _no(outcome: Outcome) -> bool | None:
    """Whether an answer amounts to a no; None where nobody knows."""
    if outcome is Outcome.UNKNOWN:
        return None
    return outcome is not Outcome.MET


def _answers(taxonomy: Taxonomy, before: str, after: str) -> list[Difference]:
    return [
        Difference(f"{TERM}{slug}", answers.OUTCOMES[was], answers.OUTCOMES[is_])
        for slug, was, is_ in zip(taxonomy.terms, before, after, strict=True)
        if was != is_
    ]


def _spoken_of(name: str, details: Details) -> bool:
    if name == "address":
        return Field.ADDRESS in details or Field.CONFIDENTIAL in details
    return Field(name) in details


def _written(published: Published, name: str) -> str:
    value = getattr(published, name)
    if isinstance(value, Address):
        return _address(value)
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _address(address: Address) -> str:
    """Return an address as curators read it: they may see the true one."""
    place = f"{address.city}, {address.state} {address.postal_code}".strip()
    return ", ".join(part for part in (address.street, address.street2, place) if part)
