"""The nickname that was looked for, kept in this browser: it may stand in no address."""

from __future__ import annotations

from flask import session as browser

_KEPT_AS = "case_words"


def keep(words: str) -> None:
    """Keep what was typed."""
    browser[_KEPT_AS] = words


def words() -> str:
    """Return what was typed last; empty where nothing was."""
    return str(browser.get(_KEPT_AS, ""))
