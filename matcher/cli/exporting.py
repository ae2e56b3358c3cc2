"""`export`: the directory, written out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import BadInput, ready, say
from matcher.services.exporting import export_csv


@click.command("export", cls=OneLineCommand)
@click.option("--format", "format_", type=click.Choice(["csv"]), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file; else the terminal.")
@with_appcontext
def export(format_: str, output: Path | None) -> None:
    """Write out every program, one row each; confidential locations without street and ZIP."""
    del format_  # there is one so far
    with ready() as collaborators:
        if output is None:
            with _told_when_nobody_reads():
                export_csv(collaborators.session, sys.stdout)
            return
        # Whole or not at all: a reader never finds half a directory.
        draft = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            with draft.open("w", newline="", encoding="utf-8") as file:
                count = export_csv(collaborators.session, file)
            draft.replace(output)
        except OSError as error:
            raise BadInput(f"{output} cannot be written: {error.strerror}.") from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        say(f"{count} programs written to {output}.")


@contextlib.contextmanager
def _told_when_nobody_reads() -> Iterator[None]:
    """End quietly where the output is piped into a program that stops reading."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
