"""Templates are written as Jinja itself would write them."""

from datetime import date

import pytest
from flask import render_template_string
from jinja2 import UndefinedError, pass_context
from markupsafe import Markup

from matcher.web.templating import written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% macro m(a, b='!') %}{{ a }}{{ b }}{% endmacro %}{{ m('<') }}", "&lt;!"),
        ("{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}<i>{% endcall %}", "(<i>)"),
        ("{% for x in [1, 2] %}{{ plain(x) }}{{ loop.last }} {% endfor %}", "1!False 2!True "),
        ("{{ told() }}", "told by the context"),
        ("{{ 'a'.upper() }}{{ '{:,}'.format(1234) }}", "A1,234"),
    ],
)
def test_whatever_a_template_calls_is_called_with_what_it_wants(app, source, expected):
    def plain(value):
        return f"{value}!"

    @pass_context
    def told(context):
        return context["by"]

    with app.test_request_context():
        said = render_template_string(source, plain=plain, told=told, by="told by the context")

    assert said == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (None, "None"),
        (date(2026, 3, 3), "2026-03-03"),
    ],
)
def test_words_are_escaped_and_markup_is_printed_as_it_is(app, value, expected):
    with app.test_request_context():
        assert render_template_string("{{ value }}", value=value) == expected
    assert written(value) == expected


def test_an_object_that_knows_its_markup_is_asked_for_it(app):
    class Known:
        def __html__(self):
            return "<i>known</i>"

    with app.test_request_context():
        assert render_template_string("{{ value }}", value=Known()) == "<i>known</i>"


def test_a_value_that_nobody_gave_is_an_error_and_no_empty_place(app):
    with app.test_request_context(), pytest.raises(UndefinedError, match="nobody"):
        render_template_string("{{ nobody }}")


def test_a_template_that_is_not_for_a_page_is_not_escaped(app):
    template = app.jinja_env.from_string("{% autoescape false %}{{ value }}{% endautoescape %}")

    assert template.render(value="<b>") == "<b>"


def test_an_imported_macro_sees_what_every_template_sees(app):
    with app.test_request_context():
        said = render_template_string(
            '{% from "components/calls.html" import call_button %}{{ call_button("559-555-0100") }}'
        )

    assert 'href="tel:+1-559-555-0100"' in said
