"""The addresses of accounts: signing in and out, and who may."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)
