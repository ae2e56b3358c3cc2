"""The addresses of the directory of interventionists."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("interventionists", __name__, url_prefix="/interventionists")
