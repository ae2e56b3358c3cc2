"""Addresses: how they are put together, and those that every page names again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from werkzeug.routing import Rule

PROGRAM = "programs.show"
MOST_KEPT = 8192


class LateRule(Rule):
    """A rule that learns to put its addresses together when the first of them is wanted.

    Werkzeug compiles two functions for each rule when it is added: for all of ours that is two
    thirds of a start, and a process puts together few kinds of address. Where a later Werkzeug
    calls this otherwise, nothing is late any more, and nothing else changes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002  Werkzeug's own signature
        early = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        def first(rule: LateRule, **values: Any) -> tuple[str, str]:
            build: Callable[..., tuple[str, str]] = early(append_unknown).__get__(rule, None)
            setattr(rule, name, build)
            return build(**values)

        return first


def init_app(app: Flask) -> None:
    """Offer `url_for` to every template of *app*, as Flask has it, only quicker.

    Kept are the addresses of pages without a name in them, and those of listed programs, which are
    everybody's. No other is: it may name a link that only one person holds.
    """

    @lru_cache(MOST_KEPT)
    def kept(_root: str, endpoint: str, slug: str) -> str:
        return url_for(endpoint, slug=slug) if slug else url_for(endpoint)

    def address(endpoint: str, **values: object) -> str:
        if not values and not endpoint.startswith("."):
            return kept(request.root_path, endpoint, "")
        slug = values.get("slug")
        if endpoint == PROGRAM and len(values) == 1 and isinstance(slug, str) and slug:
            return kept(request.root_path, endpoint, slug)
        return url_for(endpoint, **values)  # type: ignore[arg-type] # as the template has them

    app.jinja_env.globals["url_for"] = address
