"""Every way in says who may enter, what it takes, and has a name that can be read aloud."""

import re

import pytest
from flask import Flask

from matcher.web import access

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?")
HSDS_WORD = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")  # the standard spells its own paths


def undeclared(app):
    """Return the endpoints of *app* that do not say who may enter."""
    return {endpoint for endpoint, view in app.view_functions.items() if access.of(view) is None}


def untyped(app):
    """Return the addresses of *app* with a parameter that could be anything."""
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        for parameter in re.findall(r"<([^>]+)>", rule.rule)
        if ":" not in parameter
    }


def not_kebab(app):
    """Return the addresses of *app* that are not in kebab-case."""
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        for segment in re.sub(r"<[^>]+>", "", rule.rule).split("/")
        if segment.strip(".-")
        if not (HSDS_WORD if rule.rule.startswith("/api/hsds") else WORD).fullmatch(
            segment.strip(".-")
        )
    }


def test_every_view_declares_who_may_enter(house):
    assert undeclared(house) == set()


def test_every_parameter_of_an_address_is_typed(house):
    typed_by_flask = {"/static/<path:filename>"}

    assert untyped(house) - typed_by_flask == set()


def test_every_address_is_in_kebab_case(house):
    assert not_kebab(house) == set()


@pytest.fixture
def shack():
    """An application that breaks every rule of the door."""
    app = Flask("shack", static_folder=None)
    app.add_url_rule("/My_Page/<thing>", "page", lambda thing: thing)
    return app


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (undeclared, {"page"}),
        (untyped, {"/My_Page/<thing>"}),
        (not_kebab, {"/My_Page/<thing>"}),
    ],
)
def test_each_rule_of_the_door_bites(shack, rule, expected):
    assert rule(shack) == expected


def test_a_view_that_declares_nothing_is_closed_to_everyone(house):
    house.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    answer = house.test_client().get("/forgotten")

    assert answer.status_code == 403
