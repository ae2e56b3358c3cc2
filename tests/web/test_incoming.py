"""A NUL is no part of any text: SQLite keeps one and PostgreSQL refuses it, so none comes in."""

from io import BytesIO

import pytest
from flask import request
from werkzeug.routing import UnicodeConverter

from matcher.app import create_app
from matcher.persistence.base import db
from matcher.persistence.migrating import ensure_database
from matcher.web.access import public
from matcher.web.csrf import guard
from tests.support.application import told
from tests.web.test_every_route_and_role import House, dummies, rules

FIELDS = (
    *("near", "within", "must", "wish", "sort", "page", "q", "state", "kind", "source"),
    *("name", "email", "password", "code", "note", "details", "reason", "contact"),
    *("organization", "street", "city", "postal_code", "phone", "website", "label", "date"),
)


@pytest.fixture
def seen(app):
    """Show what a view sees of a request, as it comes."""

    @public
    def see():
        return {
            "query": request.args.to_dict(flat=False),
            "form": request.form.to_dict(flat=False),
            "files": {name: file.read().decode() for name, file in request.files.items()},
        }

    app.add_url_rule("/see", "see", guard.exempt(see), methods=["GET", "POST"])
    return app.test_client()


def test_a_query_and_a_form_lose_it_and_nothing_else(seen):
    told = seen.post(
        "/see",
        query_string=[("near", "Fres\x00no"), ("near", " Malta\n"), ("a", "")],
        data={"who": "\x00my son", "why": "é\t"},
    ).json

    assert told["query"] == {"near": ["Fresno", " Malta\n"], "a": [""]}
    assert told["form"] == {"who": ["my son"], "why": ["é\t"]}


def test_a_file_comes_in_as_it_is(seen):
    told = seen.post("/see", data={"who": "a\x00", "file": (BytesIO(b"a\x00b"), "a.csv")}).json

    assert told["form"] == {"who": ["a"]}
    assert told["files"] == {"file": "a\x00b"}


def test_nothing_stands_at_an_address_with_one(client):
    answer = client.get("/programs/oak\x00")

    assert answer.status_code == 404
    assert "<h1>" in answer.text


@pytest.fixture
def house(postgres_url, tmp_path):
    """Somebody of every role, over PostgreSQL."""
    ensure_database(postgres_url)
    app = create_app(told(tmp_path, DATABASE_URL=postgres_url))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield House(app)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("visitor", ["nobody", "interventionist A", "admin"])
def test_no_address_breaks_on_one(house, visitor):
    fields = dict.fromkeys(FIELDS, "\x00")

    broken = []
    for rule, method in rules(house.app):
        arguments = dummies(rule)
        for name, value in arguments.items():
            if isinstance(rule._converters[name], UnicodeConverter) and value == "nobody":
                arguments[name] = "no\x00body"
        house.enter(visitor)
        client, (_, address) = house.clients[visitor], rule.build(arguments)
        if method == "GET":
            answer = client.get(address, query_string=fields)
        elif rule.rule.startswith("/api/"):
            answer = client.open(address, method=method, json={"near": "Fres\x00no, CA"})
        else:
            data = {**fields, "csrf_token": house.tokens[visitor]}
            answer = client.open(address, method=method, data=data)
        answer.close()
        if answer.status_code >= 500 and rule.rule != "/readyz":  # nothing is listed here
            broken.append((rule.rule, method))

    assert not broken
