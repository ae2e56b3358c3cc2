import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from matcher.app import create_app
from matcher.persistence.base import db
from matcher.web.api.schemas import MatchesRequest
from tests.stored import TAXONOMY, a_directory, some_places
from tests.support.application import told

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory, migrated):
    """Compose an application with a small directory, described by its own document."""
    folder = tmp_path_factory.mktemp("openapi")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    with app.app_context():
        some_places(db.session)
        a_directory(db.session, programs=20)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(
    "operation",
    [
        "POST /api/v1/matches",
        "POST /api/v1/needs",
        "GET /api/v1/places",
    ],
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_as_the_document_says(described, operation, mode, data):
    # Schemathesis's own fixture reads an attribute that this version of pytest no longer has.
    operations = {each.ok().label: each.ok() for each in described.get_all_operations()}
    case = data.draw(operations[operation].as_strategy(generation_mode=mode))

    case.call_and_validate(checks=CHECKS)


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").get_json()


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"


def test_every_route_of_the_api_is_described(document, app):
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}

    assert set(document["paths"]) == routes


def test_the_document_lists_every_term(document):
    assert document["components"]["schemas"]["Term"]["enum"] == list(TAXONOMY.terms)


def test_the_document_names_the_fields_of_a_search(document):
    schema = document["components"]["schemas"]["MatchesRequest"]

    assert set(schema["properties"]) == set(MatchesRequest.model_fields)
    assert schema["required"] == ["near"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("status", ["400", "413", "415", "422"])
def test_each_problem_of_a_body_is_described(document, status):
    answers = document["paths"]["/api/v1/matches"]["post"]["responses"]

    assert list(answers[status]["content"]) == ["application/problem+json"]


def test_every_reference_of_the_document_leads_somewhere(document):
    schemas = document["components"]["schemas"]

    assert {name.removeprefix("#/components/schemas/") for name in references(document)} <= set(
        schemas
    )


def references(value):
    """Return every $ref below *value*."""
    if isinstance(value, dict):
        found = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return found.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()
