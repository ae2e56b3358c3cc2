"""One language's sentences, found without asking which language it is each time.

A page has five hundred sentences. Flask-Babel asks anew for each of them which request this is,
which language it speaks and which catalog that is; that was half of the time a page took.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from flask import Flask, current_app, has_request_context, request
from flask_babel import get_locale, get_translations
from markupsafe import Markup, escape

from matcher.domain.message import Message

MOST_SENTENCES = 4096
"""Sentences of templates, which are the same for everybody, that are held ready in a language."""

MOST_TENTHS = 1024

NAME = "matcher.tongues"


class Tongue:
    """A language as pages speak it."""

    def __init__(self, translations: Any, locale: str) -> None:
        self._translations = translations
        self._locale = locale
        # A catalog says in its header what it is. English has none: its sentences are their own.
        self.gettext = self._gettext if translations.info() else str
        self.whole = lru_cache(MOST_SENTENCES)(self._whole)
        self.tenths = lru_cache(MOST_TENTHS)(self._tenths)

    def _gettext(self, template: str) -> str:
        """Return *template* in this language; the empty one stands for the catalog's own header."""
        return str(self._translations.ugettext(template)) if template else template

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form that *number* takes in this language."""
        return str(self._translations.ungettext(singular, plural, number))

    def say(self, sentence: Message) -> str:
        """Return a sentence of the domain in this language."""
        return sentence.say(self.gettext)

    def _whole(self, template: str) -> Markup:
        """Return a sentence of a page that names no value."""
        return Markup(self.gettext(template)) % {}  # noqa: S704  a sentence of our templates

    def _tenths(self, number: int) -> str:
        """Return so many tenths with one decimal: 32 is 3.2."""
        return str(format_decimal(number / 10, format="0.0", locale=self._locale))


class Page:
    """What is known of the page being written, until it is sent."""

    __slots__ = ("root", "said", "tongue")

    def __init__(self, tongue: Tongue, root: str) -> None:
        self.tongue = tongue
        self.root = root
        """Below which address the application stands."""
        self.said: dict[int, tuple[Message, Markup]] = {}
        """What it said already, by the message's identity."""


_page: ContextVar[Page | None] = ContextVar(NAME, default=None)


def init_app(app: Flask) -> None:
    """Let each request of *app* find out which language it speaks, and no other be told it."""

    @app.before_request
    @app.teardown_request
    def forget(_: BaseException | None = None) -> None:
        _page.set(None)


def page() -> Page:
    """Return the page being written."""
    held = _page.get()
    if held is None:
        is_asked = has_request_context()
        held = Page(_spoken(), request.root_path if is_asked else "")
        if is_asked:
            _page.set(held)
    return held


def tongue() -> Tongue:
    """Return the language of the page being written."""
    return page().tongue


def page_say(sentence: object) -> Markup | str:
    """Return a message in the language of the page, ready to be printed; other words as they are.

    A page says some messages again and again: of programs that answer alike, the same.
    """
    if not isinstance(sentence, Message):
        return str(sentence)
    here = page()
    known = here.said.get(id(sentence))
    if known is None:
        known = here.said[id(sentence)] = sentence, escape(here.tongue.say(sentence))
    return known[1]


def _spoken() -> Tongue:
    tongues: dict[str, Tongue] = current_app.extensions.setdefault(NAME, {})
    locale = str(get_locale())
    if locale not in tongues:
        tongues[locale] = Tongue(get_translations(), locale)
    return tongues[locale]


def page_gettext(template: str, /, **values: object) -> Markup:
    """Return a sentence of a template; values that are no markup are escaped."""
    if not values:
        return tongue().whole(template)
    return Markup(tongue().gettext(template)) % values  # noqa: S704  a sentence of our templates


def page_ngettext(singular: str, plural: str, number: int, /, **values: object) -> Markup:
    """Return the form of a template's sentence that *number* takes."""
    values.setdefault("num", number)
    return Markup(tongue().ngettext(singular, plural, number)) % values  # noqa: S704  as above
