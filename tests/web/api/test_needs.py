"""POST /api/v1/needs: answers in, a search that /api/v1/matches accepts out."""

import pytest

from matcher.persistence.base import db
from tests.stored import some_places


@pytest.fixture
def api(app, client):
    with app.app_context():
        some_places(db.session)
    return client


def post(api, answers):
    return api.post("/api/v1/needs", json=answers)


def fields(response):
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    return {error["field"] for error in response.json["errors"]}


def test_answers_come_back_as_a_search_with_reasons_and_cards(api):
    answered = post(api, {"near": "93701", "within_miles": 50, "substances": "heroin"}).json

    needs = answered["needs"]
    assert answered["cards"] == ["opioids", "waiting", "red_flags"]
    assert (needs["near"], needs["within_miles"], needs["closeness"]) == ("93701", 50, 0.35)
    assert {"any": ["treats_opioid_use"], "because": ["You said heroin."]} in needs["must"]
    assert {
        "any": ["maintenance_medication"],
        "weight": 3,
        "because": ["You said heroin. Methadone and buprenorphine cut the risk of death."],
    } in needs["wish"]


@pytest.mark.parametrize(
    "answers",
    [
        {"near": "Fresno, CA"},
        {"near": {"latitude": 36.7, "longitude": -119.8}, "within_miles": None},
        {
            "near": "Fresno, CA",
            "for": "spouse",
            "substances": ["heroin", "alcohol"],
            "payment": ["medicaid", "sliding_fee"],
            "setting": "residential",
            "pregnant": "yes",
            "couples": "wanted",
            "both_use": "yes",
            "partner": {"substances": "cocaine"},
            "closeness": "near_home",
        },
    ],
)
def test_the_search_is_accepted_as_it_is(api, answers):
    needs = post(api, answers).json["needs"]

    response = api.post("/api/v1/matches", json=needs)

    assert response.status_code == 200
    assert needs["near"] == answers["near"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {"near"}),
        ({"near": None, "daily": "often"}, {"near", "daily"}),
        ({"near": "93701", "substances": ["tea"], "ages": 3}, {"substances[0]", "ages"}),
        ({"near": "93701", "partner": {"afraid": "yes"}}, {"partner.afraid"}),
        ({"near": "93701", "within_miles": 30}, {"within_miles"}),
        ({"near": "Nowhere at all, ZZ"}, {"near"}),
        ({"near": {"latitude": 100, "longitude": 0}}, {"near"}),
    ],
)
def test_each_wrong_field_is_named(api, answers, expected):
    assert fields(post(api, answers)) == expected


def test_a_place_that_may_be_several_is_a_question(api):
    response = post(api, {"near": "Springfield"})

    assert fields(response) == {"near"}
    assert [place["label"] for place in response.json["candidates"]] == [
        "Springfield, IL",
        "Springfield, MA",
    ]


@pytest.mark.parametrize("body", ["[]", '"heroin"', "7"])
def test_only_an_object_is_a_set_of_answers(api, body):
    response = api.post("/api/v1/needs", data=body, content_type="application/json")

    assert fields(response) == {"body"}


def test_what_is_not_json_is_refused(api):
    response = api.post("/api/v1/needs", data="{", content_type="application/json")

    assert response.status_code == 400


def test_where_someone_is_afraid_the_search_asks_for_nothing_joint(api):
    calm = {"near": "93701", "for": "spouse", "couples": "wanted", "both_use": "yes"}

    answered = post(api, {**calm, "afraid": "yes"}).json

    asked = {term for each in answered["needs"]["wish"] for term in each["any"]}
    assert not asked & {"couples_sessions", "both_partners", "family_programming"}
    assert "violence" in answered["cards"]
    assert {
        "any": ["domestic_violence_services"],
        "weight": 2,
        "because": ["We look at safety services for everyone."],
    } in answered["needs"]["wish"]


def test_the_answers_are_described_word_by_word(api):
    described = api.get("/api/v1/openapi.json").json

    schema = described["components"]["schemas"]["NeedsRequest"]["properties"]
    assert "not_sure" in schema["payment"]["anyOf"][0]["items"]["enum"]
    assert "afraid" in schema
    assert "afraid" not in schema["partner"]["anyOf"][0]["properties"]
