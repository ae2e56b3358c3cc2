"""What changed, by whom and why; taking one change back."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("history", __name__, url_prefix="/curate/history")
