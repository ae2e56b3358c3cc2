"""What is counted of requests: the route and how it went; never who asked, or for what."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from matcher.app import create_app
from matcher.persistence.base import db
from matcher.web import metrics
from matcher.web.metrics import BOUNDS, Counts
from tests.interventionists import a_profile_kept
from tests.keeping import TWO_SITUATIONS, client_keeping
from tests.stored import a_listing
from tests.support.application import csrf_token, told
from tests.support.store import TODAY, a_listing_row, an_edition, take_in

MARK = "marigold"
TOKEN = "whoever-watches-says-this-0123456789"


def read(client, **more):
    answer = client.get("/metrics", **more)
    assert answer.status_code == 200
    return answer.text


def samples(text):
    """Return every sample as name, labels and value."""
    return [
        (sample.name, sample.labels, sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    ]


def counted(text):
    return {
        (labels["route"], labels["method"], labels["status"]): value
        for name, labels, value in samples(text)
        if name == "matcher_request_seconds_count"
    }


def test_requests_are_counted_by_route_method_and_class_of_status(app):
    client = app.test_client()
    for path in ("/guide/tonight", "/guide/tonight", "/programs/one", "/programs/two", "/nowhere"):
        client.get(path)
    client.post("/guide/tonight")

    found = counted(read(client))

    assert found == {
        ("/guide/tonight", "GET", "2xx"): 2,
        ("/programs/<string:slug>", "GET", "4xx"): 2,
        ("none", "GET", "4xx"): 1,
        ("none", "POST", "4xx"): 1,
    }


def test_a_request_falls_in_the_first_bound_it_did_not_exceed():
    counts = Counts()
    for seconds in (0.001, 0.005, 0.0051, 0.3, 99.0):
        counts.add(("/here", "GET", "2xx"), seconds)

    [(_, times)] = counts.so_far()
    rising = dict(metrics._rising(times))

    assert rising == {
        **{str(bound): 3 for bound in BOUNDS},
        "0.005": 2,
        "0.5": 4,
        "1.0": 4,
        "2.5": 4,
        "10.0": 4,
        "+Inf": 5,
    }
    assert times.seconds == pytest.approx(99.3111)


def test_the_directory_is_counted_with_its_changes_and_its_newest_edition(app):
    with app.app_context():
        taxonomy = app.extensions["matcher"].taxonomy
        take_in(db.session, taxonomy, an_edition(a_listing_row()), on=TODAY)

    found = {
        (name, *labels.values()): value for name, labels, value in samples(read(app.test_client()))
    }

    assert found["matcher_listings",] == 1
    assert found["matcher_listings_version",] >= 1
    assert found["matcher_listing_changes_total", "import"] == 1
    assert found["matcher_newest_edition_timestamp_seconds", "SU"] == 1672531200  # 1 January 2023


def test_an_empty_database_still_counts_requests(tmp_path):
    client = create_app(told(tmp_path)).test_client()
    client.get("/healthz")

    text = read(client)

    assert counted(text) == {("/healthz", "GET", "2xx"): 1}
    assert "matcher_listings" not in text


def test_no_label_holds_an_answer_a_name_a_place_or_an_account(app):
    with app.app_context():
        a_listing(db.session, MARK, name=f"{MARK} house")
        a_profile_kept(db.session, f"{MARK} person")
    client = client_keeping(app, TWO_SITUATIONS["one"], [MARK])
    token = csrf_token(client)
    for path in (
        f"/programs/{MARK}-house-{MARK}",
        f"/{MARK}",
        "/matches",
        f"/api/v1/places?q={MARK}",
    ):
        client.get(path)
    client.post("/interventionists", data={"near": MARK})
    client.post("/programs/search", data={"name": MARK, "csrf_token": token})
    client.open("/", method=MARK.upper())

    text = read(client)

    assert len(counted(text)) >= 6
    words = re.sub(r" [^ ]+$", "", text, flags=re.MULTILINE)  # seconds may read like an address
    assert not re.search(rf"{MARK}|heroin|spouse|medicaid|36\.73|127\.0", words, re.IGNORECASE)
    labels = {name for _, each, _ in samples(text) for name in each}
    assert labels == {"route", "method", "status", "le", "directory"}
    assert {each["directory"] for _, each, _ in samples(text) if "directory" in each} == {"SU"}


ASKING = [
    ("127.0.0.1", {}, 200),
    ("::1", {}, 200),
    ("192.0.2.1", {}, 404),
    ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
    ("127.0.0.1", {"Via": "1.1 proxy"}, 404),
    ("192.0.2.1", {"Authorization": "Bearer None"}, 404),
    ("192.0.2.1", {"Authorization": ""}, 404),
]


def test_without_a_token_only_this_machine_reads_them(client):
    answers = [
        client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
        for address, headers, _ in ASKING
    ]

    assert [each.status_code for each in answers] == [expected for _, _, expected in ASKING]


SAYING = [
    ({"Authorization": f"Bearer {TOKEN}"}, 200),
    ({"Authorization": f"Bearer {TOKEN}x"}, 404),
    ({"Authorization": TOKEN}, 404),
    ({"Authorization": "Bearer ü"}, 404),
    ({}, 404),
]


def test_with_a_token_only_who_says_it_reads_them(config):
    config = told(config.instance, METRICS_TOKEN=TOKEN)
    client = create_app(config).test_client()

    answers = [client.get("/metrics", headers=headers).status_code for headers, _ in SAYING]

    assert answers == [expected for _, expected in SAYING]


def test_they_are_stored_nowhere(client):
    assert client.get("/metrics").headers["Cache-Control"] == "no-store"
