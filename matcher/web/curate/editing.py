"""Editing one program: facts, details, drafts."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("editing", __name__, url_prefix="/curate/programs")
