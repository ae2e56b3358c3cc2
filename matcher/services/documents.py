"""A search's answer as the API and `match --json` give it: plain values, nothing rounded."""

from __future__ import annotations

from typing import Any

from matcher.domain.criteria import Finding
from matcher.domain.geography import Place
from matcher.domain.program import Program
from matcher.domain.ranking import Counts
from matcher.services.finding import Found, FoundMatch, FoundNearMiss

Document = dict[str, Any]


def found(answered: Found) -> Document:
    """Return a search's answer (DESIGN section 7)."""
    written: dict[int, Any] = {}  # programs that answer alike share their findings
    return {
        "place": place(answered.place),
        "counts": counts(answered.counts),
        "matches": [match(each, written) for each in answered.matches],
        "near_misses": [near_miss(each) for each in answered.near_misses],
        "what_would_change": what_would_change(answered),
        "facets": answered.facets,
    }


def place(named: Place) -> Document:
    """Return a place."""
    return {
        "label": named.label,
        "latitude": named.point.latitude,
        "longitude": named.point.longitude,
    }


def counts(counted: Counts) -> Document:
    """Return how every listed program came out."""
    return {
        "sure": counted.sure,
        "ask": counted.ask,
        "near_miss": counted.near_miss,
        "refused": counted.refused,
        "unplaced": counted.unplaced,
        "in_range": counted.in_range,
    }


def match(ranked: FoundMatch, written: dict[int, Any]) -> Document:
    """Return a ranked program; findings, distance and base add up to its score.

    What is *written* already, of this answer, is found by its identity.
    """
    point = ranked.program.point
    standing = ranked.standing
    return {
        "rank": ranked.rank,
        **_program(ranked.program),
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "miles": standing.miles,
        "doubt": standing.arithmetic.doubt,
        "score": standing.arithmetic.score,
        "findings": _findings(ranked.findings, written),
        "distance_points": ranked.distance_points,
        "base_points": ranked.base_points,
        "rank_if_confirmed": ranked.rank_if_confirmed,
    }


def _findings(said: tuple[Finding, ...], written: dict[int, Any]) -> list[Document]:
    whole: list[Document] | None = written.get(id(said))
    if whole is None:
        for each in said:
            if id(each) not in written:
                written[id(each)] = finding(each)
        whole = written[id(said)] = [written[id(each)] for each in said]
    return whole


def finding(said: Finding) -> Document:
    """Return one criterion's outcome, its points and its reason."""
    return {
        "criterion": list(said.criterion.terms),
        "kind": said.kind.value,
        "outcome": said.outcome.value,
        "weight": said.weight,
        "points": said.points,
        "reason": str(said.reason),
    }


def near_miss(missed: FoundNearMiss) -> Document:
    """Return a program that says no to one must."""
    return {
        **_program(missed.program),
        "missing": list(missed.missing.terms),
        "miles": missed.standing.miles,
        "doubt": missed.doubt,
        "score": missed.standing.arithmetic.score,
    }


def what_would_change(answered: Found) -> list[Document]:
    """Return one entry a must, then the radius where a larger one adds any."""
    entries: list[Document] = [
        {"drop": list(each.criterion.terms), "adds": each.adds} for each in answered.dropped
    ]
    if answered.widened is not None:
        entries.append(
            {"within_miles": answered.widened.within_miles, "adds": answered.widened.adds}
        )
    return entries


def _program(program: Program) -> Document:
    return {
        "id": program.id,
        "slug": program.slug,
        "name": program.name,
        "organization": program.organization,
        "city": program.city,
        "state": program.state,
        "phone": program.phone,
    }
