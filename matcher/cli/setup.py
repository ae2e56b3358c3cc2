"""`setup`: make this machine ready."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import ready


@click.command("setup", cls=OneLineCommand)
@click.option("--sample", is_flag=True, help="Fill an empty directory with fictional listings.")
@with_appcontext
def setup(*, sample: bool) -> None:
    """Create or bring up to date the database, and fill in ZIP codes and cities.

    Quick where there is nothing to do.
    """
    with ready(sample=sample):
        pass
