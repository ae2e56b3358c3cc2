"""What comes in as text: without NUL, which no text holds and PostgreSQL keeps nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items

NUL = "\x00"


class Texts(ImmutableMultiDict[str, Any]):
    """The fields of a query or a form: a NUL in one is taken out, as a blank at its end is."""

    def __init__(self, mapping: Any = None) -> None:
        super().__init__(() if mapping is None else list(_without_nul(iter_multi_items(mapping))))


class TextRequest(Request):
    """A request whose query and form are texts."""

    parameter_storage_class = Texts


def init_app(app: Flask) -> None:
    """Take requests in so; nothing stands at an address with a NUL in it."""
    app.request_class = TextRequest

    @app.before_request
    def find_nothing() -> None:
        if NUL in request.path:
            abort(HTTPStatus.NOT_FOUND)


def _without_nul(fields: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    for name, value in fields:
        yield name, value.replace(NUL, "") if isinstance(value, str) else value
