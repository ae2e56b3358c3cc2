"""Many listings at once: filters, tables and actions on rows."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("listings", __name__, url_prefix="/curate/listings")
