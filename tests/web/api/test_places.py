import pytest

from matcher.persistence.base import db
from tests.stored import some_places


@pytest.fixture
def look_up(app, client):
    with app.app_context():
        some_places(db.session)
    return lambda **query: client.get("/api/v1/places", query_string=query)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("93701", ["Fresno, CA 93701"]),
        ("93701-1234", ["Fresno, CA 93701"]),
        ("fres", ["Fresno, CA"]),
        ("s", ["San Francisco, CA", "Springfield, IL", "Springfield, MA"]),
        ("Fresno, CA", ["Fresno, CA"]),
        ("springfield", ["Springfield, IL", "Springfield, MA"]),
        ("Springfield, MA", ["Springfield, MA"]),
        ("frezno", ["Fresno, CA"]),
        ("36.7,-119.8", ["36.7, -119.8"]),
        ("zzzzzz", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_text_is_answered_with_the_places_it_may_mean(look_up, q, expected):
    answer = look_up(q=q)

    assert answer.status_code == 200
    assert [place["label"] for place in answer.get_json()["places"]] == expected


def test_a_place_comes_with_its_point(look_up):
    answer = look_up(q="93701")

    assert answer.get_json() == {
        "places": [
            {"label": "Fresno, CA 93701", "latitude": 36.7378, "longitude": -119.7871},
        ]
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [({}, "q"), ({"q": ""}, "q"), ({"q": "x" * 201}, "q"), ({"q": "93701", "z": "1"}, "z")],
)
def test_a_wrong_question_is_refused_by_its_field(look_up, query, field):
    answer = look_up(**query)

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]
