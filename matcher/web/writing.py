"""How templates are written out: what a page does hundreds of times, done without detours."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from types import FunctionType
from typing import Any

from flask import Flask, request
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from matcher.web.tongue import Tongue, tongue

MOST_KEPT = 4096
"""Small parts of pages, each written about one listing."""


class PageContext(Context):
    """Jinja's context, which calls macros and plain functions without asking what they want.

    Jinja asks that in five steps of whatever a template calls, and a page of results makes three
    hundred calls. What a function wants is written on it: one with nothing on it wants nothing.
    """

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind is not FunctionType or called.__dict__:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


def init_app(app: Flask) -> None:
    """Let templates of *app* be written so."""
    app.jinja_env.context_class = PageContext
    app.jinja_env.globals["written_once"] = written_once


def written_once(macro: Macro, *about: str | bool | date | None) -> Markup:
    """Return what *macro* writes about a listing: the same for everybody, so written once.

    Never give it anything that somebody asked or answered: it is kept.
    """
    return _written(tongue(), request.root_path, macro, about)


@lru_cache(MOST_KEPT)
def _written(
    _tongue: Tongue, _root: str, macro: Macro, about: tuple[str | bool | date | None, ...]
) -> Markup:
    return Markup(macro(*about))  # noqa: S704  a macro's own markup
