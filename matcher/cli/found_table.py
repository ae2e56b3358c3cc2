"""A search's answer as a table to read in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from matcher.domain.criteria import Criterion, Finding
from matcher.domain.outcome import Outcome
from matcher.domain.taxonomy import Taxonomy
from matcher.services.finding import Found, FoundMatch, FoundNearMiss

WIDTH_OF_A_FILE = 110
"""Columns where the answer goes to a file or a pipe, which have none of their own."""

HEADINGS = {
    Outcome.MET: "Lists",
    Outcome.UNKNOWN: "Ask",
    Outcome.UNLISTED: "Ask, not listed",
    Outcome.UNMET: "Says no",
}


def show(found: Found, taxonomy: Taxonomy) -> None:
    """Print the answer."""
    console = Console(
        file=sys.stdout,
        width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE,
        highlight=False,
        markup=False,
        soft_wrap=False,
    )
    console.print(counted(found))
    if found.matches:
        console.print(table(found, taxonomy))
    for miss in found.near_misses:
        console.print(near_miss(miss, taxonomy))
    for line in what_would_change(found, taxonomy):
        console.print(line)
    console.print("Listings change: call to confirm. FindTreatment.gov is the federal locator.")


def counted(found: Found) -> str:
    """Say where was searched, and how every listing came out."""
    within = found.needs.within_miles
    how_far = "anywhere" if within is None else f"within {within:g} miles"
    counts = found.counts
    return (
        f"{found.place.label}, {how_far}: {counts.sure} list everything you must have,"
        f" {counts.ask} to ask first, {counts.near_miss} miss one must,"
        f" {counts.refused} miss more; {counts.unplaced} have no known place."
    )


def table(found: Found, taxonomy: Taxonomy) -> Table:
    """Lay out the matches: name and city, miles, score, and what to know before calling."""
    laid_out = Table(show_lines=True)
    laid_out.add_column("#", justify="right")
    laid_out.add_column("Program", ratio=2, overflow="fold")
    laid_out.add_column("Miles", justify="right", no_wrap=True)
    laid_out.add_column("Score", justify="right", no_wrap=True)
    laid_out.add_column("What it lists, what to ask", ratio=3, overflow="fold")
    for match in found.matches:
        arithmetic = match.standing.arithmetic
        laid_out.add_row(
            str(match.rank),
            who(match),
            f"{match.standing.miles:.1f}",
            f"{arithmetic.score:.1f}",
            what(match.findings, taxonomy),
        )
    return laid_out


def who(match: FoundMatch) -> Group:
    """Name a program, who operates it, its city and its phone."""
    program = match.program
    return Group(
        Text(program.name, style="bold"),
        Text(program.organization),
        Text(f"{program.city}, {program.state}"),
        Text(program.phone),
    )


def what(findings: Iterable[Finding], taxonomy: Taxonomy) -> Text:
    """Gather the findings under what they mean for a call."""
    said: dict[Outcome, list[str]] = {}
    for finding in findings:
        phrase = named(finding.criterion, taxonomy)
        said.setdefault(finding.outcome, []).append(phrase)
    return Text(
        "\n".join(
            f"{heading}: {', '.join(dict.fromkeys(said[outcome]))}"
            for outcome, heading in HEADINGS.items()
            if outcome in said
        )
    )


def near_miss(miss: FoundNearMiss, taxonomy: Taxonomy) -> str:
    """Say what a near miss lacks, and where it is."""
    program = miss.program
    return (
        f"Everything but {named(miss.missing, taxonomy)}: {program.name}"
        f" ({program.organization}), {program.city}, {program.state},"
        f" {miss.standing.miles:.1f} miles, {program.phone}"
    )


def what_would_change(found: Found, taxonomy: Taxonomy) -> list[str]:
    """Say what giving up a must or looking further would add; nothing that adds none."""
    lines = [
        f"Without {named(each.criterion, taxonomy)}: {each.adds} more."
        for each in found.dropped
        if each.adds
    ]
    if found.widened is not None:
        within = found.widened.within_miles
        how_far = "Anywhere" if within is None else f"Within {within:g} miles"
        lines.append(f"{how_far}: {found.widened.adds} more.")
    return lines


def named(criterion: Criterion, taxonomy: Taxonomy) -> str:
    """Name a criterion as a sentence would."""
    return " or ".join(taxonomy.term(term).phrase for term in criterion.terms)
