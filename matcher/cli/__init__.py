"""The front door for the terminal: one module a subject, loaded when its command is asked for.

Between them the commands load readers of workbooks, tables for terminals and the migrations. The
server, every test and every other command would wait for them and use none.
"""

from __future__ import annotations

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS = {
    "export": "exporting.export",
    "import": "importing.import_",
    "match": "match.match",
    "plan": "plan.plan",
    "setup": "setup.setup",
    "users": "users.users",
    "verify-due": "verify_due.verify_due",
}
"""The module and the name in it of each command."""


class Commands(AppGroup):
    """The commands of ours, found by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command called so."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


def init_app(app: Flask) -> None:
    """Offer every command of *app*."""
    app.cli = Commands(app.name)
