"""The curator's desk: what needs somebody today."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/curate")
