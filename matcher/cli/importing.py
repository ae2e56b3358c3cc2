"""`import`: take in a directory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import BadInput, ready, say, today
from matcher.importers.source import SourceRefused
from matcher.services.importing import Options, Report, run_import
from matcher.services.sources import AUTO, READERS, read_source

MOST_LINES = 20
"""Of skipped rows, on the terminal; `--json` has them all."""


@click.command("import", cls=OneLineCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([AUTO, *READERS]), default=AUTO, show_default=True)
@click.option(
    "--vintage",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day the file speaks for; else the year in its name, else today.",
)
@click.option("--dry-run", is_flag=True, help="Say exactly what would be done, and do nothing.")
@click.option("--strict", is_flag=True, help="Refuse the file if any row cannot be used.")
@click.option(
    "--complete",
    is_flag=True,
    help="The file is the whole directory: what it does not hold is no longer listed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@with_appcontext
def import_(  # noqa: PLR0913  one argument an option
    *,
    file: Path,
    kind: str,
    vintage: datetime | None,
    dry_run: bool,
    strict: bool,
    complete: bool,
    as_json: bool,
) -> None:
    """Take in FILE: a yearly SAMHSA workbook, a FindTreatment.gov download, or our own CSV.

    What it is shows in its content. All or nothing. Programs keep their identity, and what curators
    recorded stays. The first real directory replaces the sample listings. A download delists only
    with --complete. HSDS is written, not read.
    """
    with ready() as collaborators:
        try:
            reading = read_source(file, collaborators.taxonomy, kind)
            options = Options(
                on=today(),
                vintage=vintage.date() if vintage else None,
                dry_run=dry_run,
                strict=strict,
                complete=complete,
                at=datetime.now(UTC),
            )
            with _bar(len(reading.rows)) as advance:
                report = run_import(
                    collaborators.session, collaborators.taxonomy, reading, options, advance
                )
        except SourceRefused as refused:
            raise BadInput(str(refused)) from refused
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _print(report)


@contextmanager
def _bar(rows: int) -> Iterator[Callable[[], object]]:
    """Show progress on a terminal, and nothing anywhere else."""
    console = Console(stderr=True)
    columns = (
        TextColumn("Reading listings"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=rows)
        yield lambda: progress.advance(task)


def _print(report: Report) -> None:
    spoken = ", ".join(f"{directory} {day}" for directory, day in report.vintages.items())
    click.echo(f"{report.file} ({report.kind}), vintage {spoken}: {report.rows} listings.")
    for label, number in (
        ("add", report.add),
        ("change", report.change),
        ("no longer listed", report.no_longer_listed),
        ("same", report.same),
    ):
        click.echo(f"{number:>8}  {label}")
    for line in (*_of_programs(report), *_of_the_file(report)):
        click.echo(line)
    _print_skipped(report)
    if report.dry_run:
        click.echo("Dry run: nothing was kept.")


def _of_programs(report: Report) -> Iterator[str]:
    if report.samples_removed:
        yield f"{report.samples_removed} sample listings removed."
    if report.placed.get("unplaced"):
        yield f"{report.placed['unplaced']} listings are at a place nobody here knows."
    if report.joined:
        yield f"{report.joined} rows speak of a program that another row speaks of too."
    if report.conflicts:
        yield f"{report.conflicts} programs are told otherwise by a curator, whose word stands."
    for line in report.held_back[:MOST_LINES]:
        yield f"kept off the list: {line}."
    if len(report.held_back) > MOST_LINES:
        yield f"kept off the list: {len(report.held_back) - MOST_LINES} more rows."


def _of_the_file(report: Report) -> Iterator[str]:
    for numbers in report.possible_duplicates:
        rows = " and ".join(str(number) for number in numbers)
        yield f"possible duplicates: rows {rows} share names, street and ZIP."
    for code, number in report.unknown_codes.items():
        yield f"unknown code {code}: kept, in {number} listings."
    for name, number in report.unmapped_services.items():
        yield f"no code for “{name}”: kept as it is, in {number} listings."


def _print_skipped(report: Report) -> None:
    for line in report.skipped[:MOST_LINES]:
        say(f"skipped {line}")
    if len(report.skipped) > MOST_LINES:
        say(f"skipped {len(report.skipped) - MOST_LINES} more rows (--json names them)")
