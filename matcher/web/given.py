"""What a view is given: the services' collaborators, and today."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Flask, current_app

from matcher.services.collaborators import Collaborators

NAME = "matcher"


def init_app(app: Flask, collaborators: Collaborators) -> None:
    """Keep *collaborators* with *app*."""
    app.extensions[NAME] = collaborators


def given() -> Collaborators:
    """Return the collaborators of the application that runs now."""
    collaborators: Collaborators = current_app.extensions[NAME]
    return collaborators


def today() -> date:
    """Return the day it is, for the rules that take one."""
    return datetime.now(UTC).date()
