"""What all commands share: their collaborators, a database that is there, one voice for errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from matcher.services.collaborators import Collaborators
from matcher.services.setup import set_up


class BadInput(click.ClickException):
    """What was given cannot be used: one line, exit 2."""

    exit_code = 2


def say(line: str) -> None:
    """Tell the person at the terminal, aside from what the command prints."""
    click.echo(line, err=True)


@contextmanager
def ready(*, sample: bool = False) -> Iterator[Collaborators]:
    """Offer the collaborators over a database that has everything it needs.

    With *sample*, an empty directory is filled with fictional listings first.
    """
    collaborators: Collaborators = current_app.extensions["matcher"]
    try:
        done = set_up(
            collaborators.session, collaborators.taxonomy, today(), sample=sample, say=say
        )
        if done.samples:
            say(f"{done.samples} sample listings, none of them real: `import` replaces them.")
        yield collaborators
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be used: {error.orig}") from error


def today() -> date:
    """Return the day it is here."""
    return datetime.now(UTC).astimezone().date()
