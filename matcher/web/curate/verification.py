"""Calling a program and confirming its facts field by field."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("verification", __name__, url_prefix="/curate/verification")
