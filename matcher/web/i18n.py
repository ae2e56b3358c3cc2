"""Which language a page speaks, and how sentences of the domain are put into it."""

from __future__ import annotations

from babel import Locale
from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from matcher.domain.message import Message
from matcher.web import tongue as tongues
from matcher.web.tongue import page_gettext, page_ngettext, page_say, tongue

LANGUAGES = ("en",)
COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Translate the pages of *app*."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "../translations")
    Babel(app, locale_selector=chosen_language)
    tongues.init_app(app)
    app.jinja_env.globals.update(
        {
            "_": page_gettext,
            "gettext": page_gettext,
            "ngettext": page_ngettext,
        }
    )
    app.jinja_env.filters["say"] = page_say
    app.jinja_env.globals["page_locale"] = page_locale

    @app.after_request
    def vary_by_language(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Accept-Language")
        return response


def chosen_language() -> str:
    """Return the language the person chose, else the best their browser asks for."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def page_locale() -> Locale:
    """Return the locale of the page being written."""
    return get_locale() or Locale(LANGUAGES[0])


def say(sentence: Message) -> str:
    """Return a message of the domain in the page's language."""
    return tongue().say(sentence)
