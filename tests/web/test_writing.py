"""Templates are written as Jinja would write them, and what is the same for everybody once."""

import gc
from datetime import date

import pytest
from flask import render_template_string
from jinja2 import pass_context

from matcher.web import writing
from matcher.web.matches.cards_page import ResultsPage
from matcher.web.program_page import ProgramPage
from tests.directory import a_row, asking, listing


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


def test_what_is_written_about_a_listing_is_written_once(app):
    template = app.jinja_env.from_string(
        "{% macro m(name, on) %}{{ count() }}<b>{{ name }}</b> {{ on.year }}{% endmacro %}"
        "{{ written_once(m, name, on) }}"
    )
    times = []
    app.jinja_env.globals["count"] = lambda: times.append(1) or ""
    with app.test_request_context():
        macro = template.make_module({"name": "", "on": date(2023, 1, 1)}).m
        times.clear()
        said = [writing.written_once(macro, "<Oak>", date(2023, 1, 1)) for _ in range(3)]
        other = writing.written_once(macro, "Elm", date(2023, 1, 1))

    assert said == ["<b>&lt;Oak&gt;</b> 2023"] * 3
    assert other == "<b>Elm</b> 2023"
    assert len(times) == 2


def test_what_is_written_once_is_written_for_each_place_that_the_application_stands_at(app):
    macro = app.jinja_env.from_string(
        "{% macro m(slug) %}{{ url_for('programs.show', slug=slug) }}{% endmacro %}"
    ).module.m

    with app.test_request_context():
        here = writing.written_once(macro, "oak-ca")
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/below"}):
        below = writing.written_once(macro, "oak-ca")

    assert (here, below) == ("/programs/oak-ca", "/below/programs/oak-ca")


@pytest.mark.parametrize("address", ["/matches", "/programs/orchard-fresno-ca"])
def test_what_a_page_was_written_from_is_let_go_of_as_soon_as_it_is_sent(app, address):
    listing(app, a_row("Orchard"))
    client = asking(app)
    gc.collect()
    gc.disable()  # a macro of the page itself would hold on to it until the next collection
    try:
        assert client.get(address).status_code == 200

        held = [each for each in gc.get_objects() if isinstance(each, ResultsPage | ProgramPage)]
    finally:
        gc.enable()
    assert held == []
