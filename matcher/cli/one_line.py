"""Commands that say what is wrong in one line on standard error, and end with 2."""

from __future__ import annotations

from typing import Any

import click

from matcher.cli.terminal import BadInput


class OneLineCommand(click.Command):
    """A command that leaves out the usage where an option is wrong; `--help` has it."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options."""
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as wrong:
            raise BadInput(" ".join(wrong.format_message().split())) from None
