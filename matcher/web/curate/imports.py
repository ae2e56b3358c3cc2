"""Looking an import over before it is applied."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/curate/imports")
