"""What a page says to everybody, written once; where it speaks to one reader, it has holes.

Never give these anything that somebody asked or answered but to fill a hole: what is about a
listing is kept, what fills a hole is not.
"""

from __future__ import annotations

import re
import secrets
from datetime import date
from functools import lru_cache

from flask import Flask
from jinja2.runtime import Macro
from markupsafe import Markup

from matcher.web.templating import written
from matcher.web.tongue import Tongue, page

MOST_KEPT = 4096
"""Small parts of pages, each written about one listing."""

About = str | bool | date | None
"""What is known of a listing."""

_MARK = secrets.token_hex()
"""Stands around the name of a hole: a listing's own words can hold no mark that nobody knows."""
_HOLE = re.compile(rf"{_MARK}(\w+?){_MARK}")


def init_app(app: Flask) -> None:
    """Let templates of *app* be written so."""
    app.jinja_env.globals.update(written_once=written_once, framed=framed, hole=hole)


def written_once(macro: Macro, *about: About) -> Markup:
    """Return what *macro* writes about a listing: the same for everybody, so written once."""
    here = page()
    return _written(here.tongue, here.root, macro, about)


def framed(macro: Macro, about: tuple[About, ...], /, **holes: object) -> Markup:
    """Return what *macro* writes about a listing, each `hole("name")` in it filled.

    :raise KeyError: where a hole is left open.
    """
    here = page()
    frame = _frame(here.tongue, here.root, macro, about)
    # Both sides are markup by now: putting them together needs no second look.
    return str.__new__(Markup, frame % {name: written(value) for name, value in holes.items()})


def hole(name: str) -> Markup:
    """Return the mark of a hole in a frame."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704  names are our templates' own


@lru_cache(MOST_KEPT)
def _written(_tongue: Tongue, _root: str, macro: Macro, about: tuple[About, ...]) -> Markup:
    return Markup(macro(*about))  # noqa: S704  a macro's own markup


@lru_cache(MOST_KEPT)
def _frame(_tongue: Tongue, _root: str, macro: Macro, about: tuple[About, ...]) -> str:
    return _HOLE.sub(r"%(\1)s", str(macro(*about)).replace("%", "%%"))
