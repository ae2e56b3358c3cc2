"""Pairs that may be one program, and merging them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("duplicates", __name__, url_prefix="/curate/duplicates")
