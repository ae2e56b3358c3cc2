"""What people say is wrong with a listing."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("suggestions", __name__, url_prefix="/curate/suggestions")
