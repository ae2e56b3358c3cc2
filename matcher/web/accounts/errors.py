"""What admins are told where a decision about an account cannot be made."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from matcher.services.accounts.account import AccountUnknown
from matcher.services.accounts.administering import LastAdmin
from matcher.services.accounts.second_step import SecondStepNeeded
from matcher.web.errors import tell


def init_app(app: Flask) -> None:
    """Answer what services of accounts refuse."""
    app.register_error_handler(AccountUnknown, unknown)
    app.register_error_handler(LastAdmin, last_admin)
    app.register_error_handler(SecondStepNeeded, second_step_needed)


def unknown(_: AccountUnknown) -> ResponseReturnValue:
    """Say that there is no such page."""
    return tell(HTTPStatus.NOT_FOUND, NotFound.description)


def last_admin(_: LastAdmin) -> ResponseReturnValue:
    """Say that somebody must remain who can let others in."""
    return render_template("accounts/last_admin.html"), HTTPStatus.CONFLICT


def second_step_needed(_: SecondStepNeeded) -> ResponseReturnValue:
    """Say that an admin keeps the second step."""
    return tell(HTTPStatus.FORBIDDEN, None)
