"""`users`: who may sign in, from the terminal; the first admin begins here."""

from __future__ import annotations

from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from matcher.cli.one_line import OneLineCommand
from matcher.cli.terminal import BadInput, ready
from matcher.domain.accounts import EmailRefused, Role
from matcher.services.accounts import administering
from matcher.services.accounts.account import AccountUnknown
from matcher.services.accounts.administering import EmailTaken
from matcher.services.accounts.keys import Keys
from matcher.services.accounts.links import Kind, NewLink


class OneLineGroup(click.Group):
    """Commands under one name, that say what is wrong in one line."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that was asked for."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            raise BadInput(" ".join(wrong.format_message().split())) from None


@click.group(cls=OneLineGroup)
def users() -> None:
    """Accounts of those who work here. Nothing sends e-mail: links are handed over by hand."""


@users.command("add", cls=OneLineCommand)
@click.argument("email")
@click.option("--role", type=click.Choice([each.value for each in Role]), required=True)
@with_appcontext
def add(email: str, role: str) -> None:
    """Make an account for EMAIL, and print the link with which its person takes it up."""
    with ready() as collaborators:
        try:
            _, link = administering.invite(
                collaborators.session, _keys(), email, Role(role), by=None
            )
        except EmailRefused:
            raise BadInput(f"{email} is not an e-mail address.") from None
        except EmailTaken:
            raise BadInput(f"{email} has an account. `users link` makes a new link.") from None
    _print(link)


@users.command("link", cls=OneLineCommand)
@click.argument("email")
@click.option(
    "--forget-second-step",
    is_flag=True,
    help="Also take away the second step, for somebody who lost phone and recovery codes.",
)
@with_appcontext
def link(email: str, *, forget_second_step: bool) -> None:
    """Print a new link for EMAIL, in place of any before: an invitation, or a new password."""
    with ready() as collaborators:
        session = collaborators.session
        try:
            account_id = administering.id_of(session, email)
        except EmailRefused:
            raise BadInput(f"{email} is not an e-mail address.") from None
        except AccountUnknown:
            raise BadInput(f"Nobody has an account with {email}.") from None
        if forget_second_step:
            administering.forget_second_step(session, _keys(), account_id, by=None)
        _print(administering.link_for(session, _keys(), account_id, by=None))


@users.command("list", cls=OneLineCommand)
@with_appcontext
def list_() -> None:
    """Print every account: address, role, and whether it is open, invited or closed."""
    with ready() as collaborators:
        for each in administering.everyone(collaborators.session, _keys()):
            state = "open" if each.is_set_up else "invited"
            step = "second step" if each.has_second_step else ""
            line = (each.account.email, each.account.role, "closed" if each.disabled else state)
            click.echo("\t".join([*line, step]).rstrip())


def _keys() -> Keys:
    return Keys(current_app.config["SECRET_KEY"])


def _print(new: NewLink) -> None:
    what = "invitation" if new.kind is Kind.INVITATION else "link for a new password"
    until = new.expires_at.strftime("%Y-%m-%d %H:%M UTC")
    click.echo(f"/invitation/{new.token}")
    click.echo(
        f"The {what} for {new.email} works once, until {until}. Put your site's address before it.",
        err=True,
    )
