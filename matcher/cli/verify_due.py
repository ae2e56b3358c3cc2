"""`verify-due`: which listings to call next."""

from __future__ import annotations

import json
from typing import Any

import click
from flask.cli import with_appcontext

from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import ready, today
from matcher.services import verifying_due
from matcher.services.verifying_due import DueListing


@click.command("verify-due", cls=OneLineCommand)
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="Most listings."
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@with_appcontext
def verify_due(*, limit: int, as_json: bool) -> None:
    """List what to verify by a call: what runs out, the oldest first, then what never was checked.

    Of one day, listings come first where the fewest listings of the state are fresh.
    """
    with ready() as collaborators:
        session, on = collaborators.session, today()
        due = verifying_due.due(session, on, limit=limit)
        left = limit - len(due.listings)
        never = verifying_due.never_checked(session, on, limit=left)
    listed = [*due.listings, *never.listings]
    if as_json:
        click.echo(json.dumps([_row(each) for each in listed], ensure_ascii=False))
        return
    for each in listed:
        click.echo(_line(each))
    click.echo(
        f"{due.count} listings of which something runs out; {never.count} never checked.", err=True
    )


def _row(each: DueListing) -> dict[str, Any]:
    program = each.program
    return {
        "id": program.id,
        "slug": program.slug,
        "name": program.name,
        "organization": program.organization,
        "city": program.city,
        "state": program.state,
        "phone": program.phone,
        "due_on": each.due_on.isoformat() if each.due_on else None,
        "items": [
            {
                "name": item.name,
                "kind": "term" if item.is_term else "detail",
                "expires_on": item.expires_on.isoformat(),
            }
            for item in each.items
        ],
        "fresh_in_state": each.fresh,
        "assigned_to": each.assigned_to or None,
    }


def _line(each: DueListing) -> str:
    program = each.program
    since = each.due_on.isoformat() if each.due_on else "never"
    what = ", ".join(item.name for item in each.items) or "everything"
    where = f"{program.city}, {program.state}"
    return f"{since:<10}  {program.name} ({where})  {program.phone}  {what}"
