"""Two listings face to face: what each says, what may be chosen, and what would move."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from matcher.domain.details import PUBLISHED, CuratedDetail, Field, WrittenAddress
from matcher.domain.outcome import Outcome
from matcher.domain.provenance import CuratedFact, Statement
from matcher.domain.taxonomy import Directory, Taxonomy
from matcher.persistence import answers, details, directory, followers, journal_reading, recording
from matcher.persistence import duplicates as store
from matcher.persistence.recording import Known, Published
from matcher.persistence.tombstones import gone


class Pick(StrEnum):
    """Whose value stays."""

    STAYS = "stays"  # the value of the listing that stays
    OTHER = "other"


class Kind(StrEnum):
    """What a choice is about."""

    FIELD = "field"
    FACT = "fact"
    ANSWER = "answer"


class Obstacle(StrEnum):
    """Why two listings cannot be merged as they stand."""

    ALREADY_MERGED = "already_merged"
    GONE = "gone"  # a curator took one off the list
    DRAFT_OPEN = "draft_open"  # somebody's unpublished changes would be lost


class ProgramsUnknown(LookupError):
    """One of the two is no program."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing of which the two say different."""

    kind: Kind
    name: str
    """The field, or the term."""
    stays: str
    """What the listing that stays says, in plain words; a statement or outcome for terms."""
    other: str
    default: Pick

    @property
    def key(self) -> str:
        """A name for it that no other choice has."""
        return f"{self.kind}-{self.name}"


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the two, with everything that curators said of it."""

    known: Known
    facts: Mapping[str, CuratedFact]
    details: Mapping[Field, CuratedDetail]
    outcomes: Mapping[str, Outcome]
    """What the imports say."""


@dataclass(frozen=True, slots=True)
class Facing:
    """Everything that a curator decides a merge by."""

    stays: Standing
    other: Standing
    choices: tuple[Choice, ...]
    coming: tuple[str, ...]
    """The names of terms and fields that only the other tells of: they come along."""
    directories_moving: tuple[Directory, ...]
    """Directories that only the other is in: their rows come along."""
    directories_staying: tuple[Directory, ...]
    """Directories that both are in: the other's row is kept, to be recognised by."""
    following: Mapping[str, int]
    """How many rows follow, by table."""
    obstacles: tuple[Obstacle, ...]
    seen: str
    """A name for what was shown: a change of either gives another."""


def face(session: Session, taxonomy: Taxonomy, stays_id: str, other_id: str) -> Facing:
    """Set two programs face to face; the first is the one that would stay.

    :raise ProgramsUnknown: where one of them is no program.
    """
    known = recording.known_programs(session, [stays_id, other_id])
    if len(known) < 2:
        raise ProgramsUnknown
    stays, other = (_standing(session, taxonomy, known[id_]) for id_ in (stays_id, other_id))
    both = stays.known.records.keys() & other.known.records.keys()
    moving = other.known.records.keys() - both
    return Facing(
        stays,
        other,
        (
            *_fields(stays, other),
            *_facts(stays, other),
            *(_answers(taxonomy, stays, other) if both else ()),
        ),
        (
            *sorted(other.facts.keys() - stays.facts.keys()),
            *sorted(other.details.keys() - PUBLISHED - stays.details.keys()),
        ),
        tuple(each for each in Directory if each in moving),
        tuple(each for each in Directory if each in both),
        followers.count(session, other_id),
        _obstacles(session, stays_id, other_id),
        "-".join(str(journal_reading.newest_entry(session, each)) for each in (stays_id, other_id)),
    )


def which_stays(session: Session, taxonomy: Taxonomy, one_id: str, other_id: str) -> str:
    """Return the id of the listing that a merge keeps unless the curator says otherwise.

    The one still listed, then the one that curators said more of, then the one that answered more.

    :raise ProgramsUnknown: where one of them is no program.
    """
    known = recording.known_programs(session, [one_id, other_id])
    if len(known) < 2:
        raise ProgramsUnknown

    def worth(each: Known) -> tuple[bool, int, int, str]:
        standing = _standing(session, taxonomy, each)
        curated = len(standing.facts) + len(standing.details)
        told = sum(outcome is not Outcome.UNKNOWN for outcome in standing.outcomes.values())
        return (each.published.listed, curated, told, each.id)

    return max(known.values(), key=worth).id


def written(known: Known, field: Field) -> Any:
    """Return a published field as a detail would keep it."""
    published = known.published
    if field is Field.ADDRESS:
        return _address(published).write()
    if field is Field.CONFIDENTIAL:
        return published.address.confidential
    return {
        Field.NAME: published.name,
        Field.ORGANIZATION: published.organization,
        Field.WEBSITE: published.website,
        Field.PHONE: published.phone,
        Field.INTAKE_PHONE: published.intake_phone,
    }[field]


def _standing(session: Session, taxonomy: Taxonomy, known: Known) -> Standing:
    letters = known.published.answers
    places = answers.positions(taxonomy)
    outcomes = {
        term: answers.OUTCOMES[letters[place]] if letters else Outcome.UNKNOWN
        for term, place in places.items()
    }
    facts = directory.facts_of(session, [known.id]).get(known.id, [])
    recorded = details.details_of(session, [known.id]).get(known.id, {})
    return Standing(known, {fact.term: fact for fact in facts}, recorded, outcomes)


def _fields(stays: Standing, other: Standing) -> list[Choice]:
    """Return the fields in which two listings differ; what stays unless it is empty there."""
    choices = []
    for field in Field:
        if field in PUBLISHED:
            one, two = written(stays.known, field), written(other.known, field)
        elif field in stays.details and field in other.details:
            one, two = stays.details[field].value, other.details[field].value
        else:
            continue
        if one == two:
            continue
        default = Pick.STAYS if one else Pick.OTHER
        told = [
            _city_alone(value) if field is Field.ADDRESS and _is_hidden(side) else value
            for side, value in ((stays, one), (other, two))
        ]
        choices.append(
            Choice(Kind.FIELD, field, said(field, told[0]), said(field, told[1]), default)
        )
    return choices


def _is_hidden(standing: Standing) -> bool:
    return standing.known.published.address.confidential


def _city_alone(address: Mapping[str, Any]) -> dict[str, Any]:
    """Return as much of a hidden address as a page may tell."""
    return {**address, "street": "", "street2": "", "postal_code": ""}


def _facts(stays: Standing, other: Standing) -> list[Choice]:
    """Return the terms that curators said different things of; the newer word stays."""
    choices = []
    for term in sorted(stays.facts.keys() & other.facts.keys()):
        one, two = stays.facts[term], other.facts[term]
        if one.statement is two.statement:
            continue
        newer = (two.provenance.on or date.min) > (one.provenance.on or date.min)
        default = Pick.OTHER if newer else Pick.STAYS
        choices.append(Choice(Kind.FACT, term, one.statement, two.statement, default))
    return choices


def _answers(taxonomy: Taxonomy, stays: Standing, other: Standing) -> list[Choice]:
    """Return the terms that only imports speak of, and differently; what stays is not overruled."""
    curated = stays.facts.keys() | other.facts.keys()
    return [
        Choice(Kind.ANSWER, term, stays.outcomes[term], other.outcomes[term], Pick.STAYS)
        for term in taxonomy.terms
        if term not in curated
        and stays.outcomes[term] is not other.outcomes[term]
        and other.outcomes[term] in STATEMENTS
    ]


STATEMENTS = {Outcome.MET: Statement.YES, Outcome.UNMET: Statement.NO}
"""What an imported answer is as a curator's statement; the others are no statements."""


def said(field: Field, value: Any) -> str:
    """Return a field's value in plain words; empty where there is none."""
    if field is Field.ADDRESS:
        return ", ".join(
            part
            for part in (
                value["street"],
                value["street2"],
                value["city"],
                f"{value['state']} {value['postal_code']}".strip(),
            )
            if part
        )
    if isinstance(value, bool):
        return "yes" if value else ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _address(published: Published) -> WrittenAddress:
    address = published.address
    exact = address.precision == "exact"
    return WrittenAddress(
        address.street,
        address.street2,
        address.city,
        address.state,
        address.postal_code,
        address.latitude if exact else None,
        address.longitude if exact else None,
    )


def _obstacles(session: Session, stays_id: str, other_id: str) -> tuple[Obstacle, ...]:
    found = []
    if store.survivors(session, [stays_id, other_id]):
        found.append(Obstacle.ALREADY_MERGED)
    if gone(session, [stays_id, other_id]):
        found.append(Obstacle.GONE)
    if store.open_drafts(session, other_id):
        found.append(Obstacle.DRAFT_OPEN)
    return tuple(found)
