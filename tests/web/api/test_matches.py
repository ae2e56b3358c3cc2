import json
import shutil
import threading

import pytest

from matcher.app import create_app
from matcher.persistence.base import db
from tests.builders import SAN_FRANCISCO
from tests.stored import TAXONOMY, a_listing, some_places
from tests.support.application import told

JSON = "application/json"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def directory(tmp_path_factory, migrated):
    """Compose an application over three listings, one of them nowhere, for reading only."""
    folder = tmp_path_factory.mktemp("matches")
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "detox", codes="SA DT MDET ICO MD", name="Pear Tree")
        a_listing(db.session, "no detox", codes="SA OP SF", at=SAN_FRANCISCO)
        a_listing(db.session, "nowhere", at=None)
        a_listing(db.session, "gone", listed=False)
    return app


@pytest.fixture
def client(directory):
    return directory.test_client()


@pytest.fixture
def ask(client):
    return lambda **body: client.post("/api/v1/matches", json={"near": "93701"} | body)


def fields(answer):
    assert answer.content_type == PROBLEM
    return [error["field"] for error in answer.get_json()["errors"]]


def test_only_a_place_is_needed(ask):
    answer = ask()

    body = answer.get_json()
    assert answer.status_code == 200
    assert [match["id"] for match in body["matches"]] == ["detox", "no detox"]
    assert body["counts"] == {
        "sure": 2,
        "ask": 0,
        "near_miss": 0,
        "refused": 0,
        "unplaced": 1,
        "in_range": 2,
    }
    assert body["what_would_change"] == []


def test_a_match_has_all_its_parts(ask):
    answer = ask(
        must=["medical_detox", {"any": ["medicaid", "sliding_fee"]}],
        wish=[{"any": ["couples_sessions"], "weight": 3}, "aftercare"],
        within_miles=50,
    )

    [match] = answer.get_json()["matches"]
    findings = match.pop("findings")
    assert match == {
        "rank": 1,
        "id": "detox",
        "slug": "pear-tree-detox",
        "name": "Pear Tree",
        "organization": "Orchard House",
        "city": "Fresno",
        "state": "CA",
        "phone": "559-555-0100",
        "latitude": 36.7378,
        "longitude": -119.7871,
        "miles": 0.0,
        "doubt": 0.0,
        "score": pytest.approx(35 + 65 * (3 * 0.25 + 0.5) / 4),
        "distance_points": pytest.approx(35),
        "base_points": 0.0,
        "rank_if_confirmed": 1,
    }
    assert findings == [
        {
            "criterion": ["medical_detox"],
            "kind": "must",
            "outcome": "met",
            "weight": None,
            "points": 0.0,
            "reason": "Lists medical detox (SAMHSA directory 2023).",
        },
        {
            "criterion": ["medicaid", "sliding_fee"],
            "kind": "must",
            "outcome": "met",
            "weight": None,
            "points": 0.0,
            "reason": "Lists Medicaid (SAMHSA directory 2023).",
        },
        {
            "criterion": ["couples_sessions"],
            "kind": "wish",
            "outcome": "unlisted",
            "weight": 3,
            "points": pytest.approx(65 * 3 * 0.25 / 4),
            "reason": "Answered that part of the survey and did not list couples sessions. Ask.",
        },
        {
            "criterion": ["aftercare"],
            "kind": "wish",
            "outcome": "unknown",
            "weight": 1,
            "points": pytest.approx(65 * 0.5 / 4),
            "reason": "Did not say anything about aftercare. Ask.",
        },
    ]


def test_a_near_miss_has_all_its_parts(ask):
    answer = ask(must=["detox", "self_pay"], closeness=0)

    misses = {miss["id"]: miss for miss in answer.get_json()["near_misses"]}
    assert misses["no detox"] == {
        "id": "no detox",
        "slug": "orchard-program-no-detox",
        "name": "Orchard Program",
        "organization": "Orchard House",
        "city": "Fresno",
        "state": "CA",
        "phone": "559-555-0100",
        "missing": ["detox"],
        "miles": pytest.approx(161.19, abs=0.5),
        "doubt": 0.0,
        "score": 100.0,
    }


def test_what_would_change_names_each_must_and_then_the_radius(ask):
    answer = ask(must=["aftercare", {"any": ["outpatient", "couples_sessions"]}], within_miles=10)

    assert answer.get_json()["what_would_change"] == [
        {"drop": ["aftercare"], "adds": 0},
        {"drop": ["outpatient", "couples_sessions"], "adds": 0},
        {"within_miles": 250.0, "adds": 1},
    ]


def test_anywhere_is_null_in_what_would_change(ask):
    answer = ask(near={"latitude": 10, "longitude": -160}, within_miles=500)

    assert answer.get_json()["what_would_change"] == [{"within_miles": None, "adds": 2}]


def test_facets_count_every_term_of_the_taxonomy(ask):
    answer = ask(limit=1)

    facets = answer.get_json()["facets"]
    assert list(facets) == list(TAXONOMY.terms)
    assert (facets["treats_substance_use"], facets["medicaid"], facets["holistic"]) == (2, 1, 0)


@pytest.mark.parametrize(
    "near",
    [
        "93701",
        "93701-1234",
        "Fresno, CA",
        "fresno ca",
        "36.7378,-119.7871",
        {"latitude": 36.7378, "longitude": -119.7871},
    ],
)
def test_a_place_may_be_told_in_several_ways(ask, near):
    answer = ask(near=near)

    place = answer.get_json()["place"]
    assert (place["latitude"], place["longitude"]) == (36.7378, -119.7871)
    assert place["label"]


def test_absent_fields_are_those_of_the_contract(ask):
    spelled_out = ask(
        within_miles=None,
        must=[],
        wish=[],
        closeness=0.35,
        half_distance_miles=25,
        limit=20,
        offset=0,
    )

    assert spelled_out.get_json() == ask().get_json()


def test_an_absent_weight_is_one(ask):
    spelled_out = ask(wish=[{"any": ["aftercare"], "weight": 1}])

    assert ask(wish=[{"any": ["aftercare"]}]).get_json() == spelled_out.get_json()
    assert ask(wish=["aftercare"]).get_json() == spelled_out.get_json()


@pytest.mark.parametrize("because", [["You said heroin."], "You said heroin.", None])
def test_because_is_accepted_and_ignored(ask, because):
    answer = ask(
        must=[{"any": ["medical_detox"], "because": because}],
        wish=[{"any": ["aftercare"], "weight": 2, "because": because}],
    )

    plain = ask(must=["medical_detox"], wish=[{"any": ["aftercare"], "weight": 2}])
    assert answer.get_json() == plain.get_json()


def test_a_repeated_term_counts_once(ask):
    answer = ask(must=[{"any": ["medicaid", "medicaid"]}], wish=["aftercare", "aftercare"])

    plain = ask(must=["medicaid"], wish=["aftercare"])
    assert answer.get_json() == plain.get_json()


def test_one_criterion_may_be_must_and_wish(ask):
    answer = ask(must=["medicaid"], wish=["medicaid"], within_miles=1)

    [match] = answer.get_json()["matches"]
    assert [finding["kind"] for finding in match["findings"]] == ["must", "wish"]


def test_a_page_keeps_its_ranks(ask):
    answer = ask(limit=1, offset=1)

    body = answer.get_json()
    assert [(match["rank"], match["id"]) for match in body["matches"]] == [(2, "no detox")]
    assert body["counts"]["sure"] == 2


@pytest.mark.parametrize("offset", [2, 10**6, 10**30])
def test_beyond_the_last_match_the_page_is_empty(ask, offset):
    answer = ask(offset=offset)

    assert answer.status_code == 200
    assert answer.get_json()["matches"] == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"within_miles": 0}, ["within_miles"]),
        ({"within_miles": -5}, ["within_miles"]),
        ({"within_miles": "50"}, ["within_miles"]),
        ({"within_miles": True}, ["within_miles"]),
        ({"within_miles": 10**400}, ["within_miles"]),
        ({"half_distance_miles": 0}, ["half_distance_miles"]),
        ({"half_distance_miles": None}, ["half_distance_miles"]),
        ({"closeness": 1.01}, ["closeness"]),
        ({"closeness": -0.01}, ["closeness"]),
        ({"closeness": False}, ["closeness"]),
        ({"limit": 0}, ["limit"]),
        ({"limit": 101}, ["limit"]),
        ({"limit": 1.5}, ["limit"]),
        ({"limit": True}, ["limit"]),
        ({"limit": "1"}, ["limit"]),
        ({"offset": -1}, ["offset"]),
        ({"must": "detox"}, ["must"]),
        ({"must": None}, ["must"]),
        ({"must": [1]}, ["must[0]"]),
        ({"must": [None]}, ["must[0]"]),
        ({"must": [["detox"]]}, ["must[0]"]),
        ({"must": ["detox", {"any": []}]}, ["must[1].any"]),
        ({"must": [{}]}, ["must[0].any"]),
        ({"must": ["detox", {"any": ["detox", 5]}]}, ["must[1].any[1]"]),
        ({"must": [{"any": ["detox"], "weight": 2}]}, ["must[0].weight"]),
        ({"must": [""]}, ["must[0]"]),
        ({"must": ["detoxx"]}, ["must[0]"]),
        ({"must": ["detox", {"any": ["detox", "detoxx"]}]}, ["must[1].any[1]"]),
        ({"wish": [{"any": ["detox"], "weight": 9}]}, ["wish[0].weight"]),
        ({"wish": ["aftercare", {"any": ["detox"], "weight": 0}]}, ["wish[1].weight"]),
        ({"wish": [{"any": ["detox"], "weight": True}]}, ["wish[0].weight"]),
        ({"wish": [{"any": ["detox"], "weight": "3"}]}, ["wish[0].weight"]),
        ({"wish": [{"any": ["detox"], "weight": None}]}, ["wish[0].weight"]),
        ({"wish": [{"any": ["couples"], "weight": 3}]}, ["wish[0].any[0]"]),
        ({"wish": [{"anyy": ["detox"]}]}, ["wish[0].any", "wish[0].anyy"]),
        ({"weather": "fair"}, ["weather"]),
        ({"near": None}, ["near"]),
        ({"near": 94110}, ["near"]),
        ({"near": ""}, ["near"]),
        ({"near": "x" * 10_000}, ["near"]),
        ({"near": "\ud800"}, ["near"]),
        ({"near": "\u0000"}, ["near"]),
        ({"near": "00000"}, ["near"]),
        ({"near": "Nowhereville, CA"}, ["near"]),
        ({"near": "Springfield"}, ["near"]),
        ({"near": "91,0"}, ["near"]),
        ({"near": {"latitude": 91, "longitude": 0}}, ["near.latitude"]),
        ({"near": {"latitude": 1, "longitude": -181}}, ["near.longitude"]),
        ({"near": {"latitude": "1", "longitude": True}}, ["near.latitude", "near.longitude"]),
        ({"near": {"latitude": 1}}, ["near.longitude"]),
        ({"near": {"latitude": 1, "longitude": 1, "altitude": 1}}, ["near.altitude"]),
        (
            {"limit": 0, "must": ["x", 1], "offset": -1},
            ["must[1]", "limit", "offset"],
        ),
    ],
)
def test_what_is_unknown_or_out_of_bounds_is_refused_by_its_field(ask, body, expected):
    answer = ask(**body)

    assert answer.status_code == 422
    assert fields(answer) == expected
    assert all(error["message"] for error in answer.get_json()["errors"])


def test_a_whole_number_may_be_written_with_a_point(ask):
    answer = ask(limit=1.0, wish=[{"any": ["aftercare"], "weight": 2.0}])

    assert answer.status_code == 200
    assert len(answer.get_json()["matches"]) == 1


def test_a_problem_has_the_members_the_contract_names(ask):
    answer = ask(limit=0)

    body = answer.get_json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert (body["status"], body["title"]) == (422, "Unprocessable Entity")
    assert "limit" in body["detail"]


def test_an_ambiguous_place_is_a_question_with_its_candidates(ask):
    answer = ask(near="springfield")

    body = answer.get_json()
    assert answer.status_code == 422
    assert [each["label"] for each in body["candidates"]] == ["Springfield, IL", "Springfield, MA"]
    assert body["candidates"][0].keys() == {"label", "latitude", "longitude"}


def test_a_misspelled_term_is_met_with_a_likely_one(ask):
    answer = ask(must=["medical_detoxx"])

    assert "medical_detox" in answer.get_json()["errors"][0]["message"]


def test_a_body_without_a_place_is_refused(ask, client):
    answer = client.post("/api/v1/matches", json={})

    assert answer.status_code == 422
    assert fields(answer) == ["near"]


@pytest.mark.parametrize("body", ["[]", '"94110"', "null", "1"])
def test_a_body_that_is_no_object_is_refused(client, body):
    answer = client.post("/api/v1/matches", data=body, content_type=JSON)

    assert answer.status_code == 422
    assert fields(answer) == ["body"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'near': 1}",
        b'{"near": "93701", "within_miles": NaN}',
        b'{"near": "93701", "within_miles": Infinity}',
        b'{"near": "93701", "within_miles": -Infinity}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"near": ' + b"1" * 10_000 + b"}",
    ],
)
def test_what_is_not_json_is_a_bad_request(client, body):
    answer = client.post("/api/v1/matches", data=body, content_type=JSON)

    assert answer.status_code == 400
    assert answer.content_type == PROBLEM
    assert answer.get_json()["status"] == 400


def test_a_number_too_large_for_the_machine_is_out_of_bounds(ask, client):
    body = '{"near": "93701", "within_miles": 1e999}'

    answer = client.post("/api/v1/matches", data=body, content_type=JSON)

    assert answer.status_code == 422
    assert fields(answer) == ["within_miles"]


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_only_json_is_read(client, content_type):
    answer = client.post(
        "/api/v1/matches", data=json.dumps({"near": "93701"}), content_type=content_type
    )

    assert answer.status_code == 415
    assert answer.content_type == PROBLEM


def test_a_body_that_is_too_large_is_not_read(client):
    answer = client.post("/api/v1/matches", data=b" " * 2_000_000, content_type=JSON)

    assert answer.status_code == 413
    assert answer.content_type == PROBLEM


def test_needs_are_never_asked_for_in_an_address(client):
    answer = client.get("/api/v1/matches?near=93701")

    assert answer.status_code == 405
    assert answer.content_type == PROBLEM


def test_an_answer_is_stored_nowhere_and_sets_no_cookie(ask):
    answer = ask()

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_no_token_is_needed_for_there_is_no_cookie_to_steal(client):
    answer = client.post("/api/v1/matches", json={})

    assert client.application.config.get("WTF_CSRF_ENABLED", True)
    assert fields(answer) == ["near"]


def test_a_request_starts_no_thread(ask, monkeypatch):
    started = []
    monkeypatch.setattr(threading.Thread, "start", started.append)

    answer = ask()

    assert answer.status_code == 200
    assert started == []
