"""Addresses that are put together once are those that Flask puts together."""

import pytest
from flask import Flask, render_template_string, url_for
from werkzeug.routing import Rule

from matcher.web.addresses import LateRule


@pytest.mark.parametrize("root", ["", "/under"])
@pytest.mark.parametrize(
    ("source", "endpoint", "values"),
    [
        ("{{ url_for('pages.tonight') }}", "pages.tonight", {}),
        ("{{ url_for('programs.show', slug='a-b') }}", "programs.show", {"slug": "a-b"}),
        ("{{ url_for('programs.show', slug='é') }}", "programs.show", {"slug": "é"}),
        ("{{ url_for('matches.show', page=2) }}", "matches.show", {"page": 2}),
        ("{{ url_for('matches.show', page=none) }}", "matches.show", {}),
    ],
)
def test_an_address_in_a_template_is_the_one_that_flask_gives(app, root, source, endpoint, values):
    for _ in range(2):  # put together, then remembered
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            assert render_template_string(source) == url_for(endpoint, **values)
            assert url_for(endpoint, **values).startswith(f"{root}/")


def test_no_address_that_only_one_person_holds_is_remembered(app):
    kept = app.jinja_env.globals["url_for"].__closure__
    (remembered,) = (cell.cell_contents for cell in kept)
    with app.test_request_context():
        before = remembered.cache_info().currsize

        render_template_string("{{ url_for('sharing.ask_to_revoke', token='secret') }}")
        render_template_string("{{ url_for('matches.show', page=3) }}")

        assert remembered.cache_info().currsize == before


VALUES = {"string": "a b", "int": 7, "uuid": "0d4e2b7e-5f5f-4b1c-8d0e-2f3f0a1b2c3d", "path": "a/b"}


def put_together(rule_class, given, query):
    """Return the address of a rule with each kind of part, put together twice."""
    app = Flask(__name__)
    app.url_rule_class = rule_class
    app.add_url_rule(f"/of/<{given}:thing>/end", "thing")
    app.add_url_rule("/of/all", "thing", defaults={"thing": "all"})
    with app.test_request_context():
        return [url_for("thing", thing=VALUES[given], **query) for _ in range(2)]


@pytest.mark.parametrize("given", VALUES)
@pytest.mark.parametrize("query", [{}, {"page": 2, "q": "é"}])
def test_an_address_put_together_late_is_the_one_that_werkzeug_gives(given, query):
    assert put_together(LateRule, given, query) == put_together(Rule, given, query)


def test_no_rule_compiles_what_nobody_asked_for(app):
    compiled = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if {rule._build.__name__, rule._build_unknown.__name__} != {"first"}
    ]

    assert compiled == []
