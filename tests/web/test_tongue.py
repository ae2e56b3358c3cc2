"""Sentences are looked up once a language, and say what Flask-Babel's own would."""

import flask_babel
import pytest
from babel.support import Translations
from flask import render_template_string
from markupsafe import Markup

from matcher.domain.message import msg
from matcher.web import tongue as tongues
from matcher.web.i18n import say


class Shouting(Translations):
    """A catalog in which every sentence is loud."""

    def info(self):
        return {"language": "xx"}

    def ugettext(self, message):
        return message.upper().replace("%(NAME)S", "%(name)s")

    def ungettext(self, singular, plural, number):
        return self.ugettext(singular if number == 1 else plural)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ _('Plain') }}", "Plain"),
        ("{{ _('100%% sure') }}", "100% sure"),
        ("{{ _('Hello %(name)s', name='<b>') }}", "Hello &lt;b&gt;"),
        ("{{ _('Hello %(name)s', name='<b>'|safe) }}", "Hello <b>"),
        ("{% trans %}<i>kept</i>{% endtrans %}", "<i>kept</i>"),
        ("{% trans name='a' %}One {{ name }}{% endtrans %}", "One a"),
        (
            "{% trans count=1 %}{{ count }} mile{% pluralize %}{{ count }} miles{% endtrans %}",
            "1 mile",
        ),
        (
            "{% trans count=2 %}{{ count }} mile{% pluralize %}{{ count }} miles{% endtrans %}",
            "2 miles",
        ),
        ("{{ _('<script>') }}", "<script>"),  # a template's own words are markup
    ],
)
def test_a_sentence_of_a_template_is_said_and_its_values_are_escaped(app, source, expected):
    with app.test_request_context():
        assert render_template_string(source) == expected


def test_two_languages_in_one_process_are_kept_apart(app, monkeypatch):
    with app.test_request_context():
        quiet = render_template_string("{{ _('Hello') }}")
    monkeypatch.setattr(tongues, "get_translations", Shouting)
    monkeypatch.setattr(tongues, "get_locale", lambda: "xx")

    with app.test_request_context():
        loud = render_template_string("{{ _('Hello') }} {{ _('I am %(name)s', name='me') }}")
        said = say(msg("Lists %(name)s.", name=msg("aftercare")))

    assert quiet == "Hello"
    assert loud == "HELLO I AM me"
    assert said == "LISTS AFTERCARE."


def test_only_sentences_without_values_are_held(app):
    with app.test_request_context():
        render_template_string("{{ _('Programs near %(place)s', place='Fresno, CA') }}")
        say(msg("You said %(what)s.", what=msg("heroin")))

        assert tongues.tongue().whole.cache_info().currsize == 0


def test_pages_say_what_flask_babel_would(app):
    with app.test_request_context():
        assert tongues.page_gettext("Hello") == flask_babel.gettext("Hello")
        assert isinstance(tongues.page_gettext("Hello"), Markup)


def test_a_request_speaks_its_own_language_whatever_the_one_before_spoke(app, client, monkeypatch):
    spoken = iter(["xx", "en"])
    monkeypatch.setattr(tongues, "get_translations", Shouting)
    monkeypatch.setattr(tongues, "get_locale", lambda: next(spoken))

    with app.test_request_context():
        app.preprocess_request()
        first = tongues.tongue()
        assert tongues.tongue() is first  # asked once a request
    with app.test_request_context():
        app.preprocess_request()
        second = tongues.tongue()

    assert first is not second
