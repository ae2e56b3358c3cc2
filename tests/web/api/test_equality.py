"""The API's answer equals the published rules, put plainly to the same programs."""

import csv
import shutil
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matcher.app import create_app
from matcher.domain.geography import Point
from matcher.domain.ranking import rank
from matcher.persistence import directory as listings
from matcher.persistence.base import db
from matcher.persistence.listings import Program
from matcher.services.seeding import SAMPLE, seed_samples
from tests import strategies
from tests.stored import TAXONOMY, a_directory
from tests.support.application import told

TERMS = (
    "aftercare",
    "cbt",
    "couples_sessions",
    "detox",
    "medicaid",
    "medical_detox",
    "methadone",
    "outpatient",
    "treats_opioid_use",
)


with (SAMPLE / "programs.csv").open(encoding="utf-8", newline="") as file:
    SAMPLE_POINTS = [
        Point(float(row["latitude"]), float(row["longitude"]))
        for row in csv.DictReader(file)
        if row["latitude"]
    ]

TODAY = datetime.now(UTC).date()


def composed(folder, migrated, fill):
    """Compose an application over what *fill* keeps; return its client and listed programs."""
    shutil.copy(migrated, folder / migrated.name)
    app = create_app(told(folder))
    with app.app_context():
        fill(db.session)
        ids = db.session.scalars(select(Program.id)).all()
        known = listings.programs_by_ids(db.session, TAXONOMY, ids, TODAY)
    return app.test_client(), [program for program in known.values() if program.listed]


@pytest.fixture(scope="module")
def survey(tmp_path_factory, migrated):
    return composed(tmp_path_factory.mktemp("survey"), migrated, a_directory)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, migrated):
    def fill(session):
        seed_samples(session, TAXONOMY, TODAY)

    return composed(tmp_path_factory.mktemp("sample"), migrated, fill)


def body_of(needs):
    return {
        "near": {"latitude": needs.point.latitude, "longitude": needs.point.longitude},
        "within_miles": needs.within_miles,
        "must": [{"any": list(must.criterion.terms)} for must in needs.musts],
        "wish": [
            {"any": list(wish.criterion.terms), "weight": wish.weight} for wish in needs.wishes
        ],
        "closeness": needs.closeness,
        "half_distance_miles": needs.half_distance_miles,
    }


limits = st.integers(1, 100)
offsets = st.sampled_from([0, 0, 7])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(strategies.needs(TERMS, strategies.near_fresno), limits, offsets)
def test_over_random_answers_the_api_says_what_the_rules_say(survey, needs, limit, offset):
    assert_the_api_answers_as_the_rules_do(survey, needs, limit, offset)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(strategies.needs(tuple(TAXONOMY.terms), st.sampled_from(SAMPLE_POINTS)), limits, offsets)
def test_over_the_sample_directory_the_api_says_what_the_rules_say(sample, needs, limit, offset):
    assert_the_api_answers_as_the_rules_do(sample, needs, limit, offset)


def assert_the_api_answers_as_the_rules_do(directory, needs, limit, offset):
    """Check counts, order, scores, findings, near misses, facets and what would change."""
    client, programs = directory
    expected = rank(programs, needs, terms=TAXONOMY.terms, limit=limit, offset=offset)

    answer = client.post(
        "/api/v1/matches", json=body_of(needs) | {"limit": limit, "offset": offset}
    ).get_json()

    counts = expected.counts
    assert answer["counts"] == {
        "sure": counts.sure,
        "ask": counts.ask,
        "near_miss": counts.near_miss,
        "refused": counts.refused,
        "unplaced": counts.unplaced,
        "in_range": counts.in_range,
    }
    assert [
        (each["rank"], each["id"], each["rank_if_confirmed"]) for each in answer["matches"]
    ] == [(each.rank, each.standing.id, each.rank_if_confirmed) for each in expected.matches]
    assert answer["facets"] == expected.facets
    assert_same_standings(answer["matches"], expected.matches)
    assert_same_standings(answer["near_misses"], expected.near_misses)
    assert [(each["missing"], each["doubt"]) for each in answer["near_misses"]] == [
        (list(each.missing.terms), each.doubt) for each in expected.near_misses
    ]
    assert_same_changes(answer["what_would_change"], expected)


def assert_same_standings(answered, expected):
    """Check id, miles, doubt, score and findings of matches or near misses."""
    assert [each["id"] for each in answered] == [each.standing.id for each in expected]
    for each, ranked in zip(answered, expected, strict=True):
        standing = ranked.standing
        assert each["miles"] == pytest.approx(standing.miles, abs=1e-6)
        assert each["score"] == pytest.approx(standing.arithmetic.score, abs=1e-6)
        if "findings" in each:
            assert each["doubt"] == standing.arithmetic.doubt
            assert_same_findings(each, standing)


def assert_same_findings(match, standing):
    """Check outcomes in order, and that the points add up to the score."""
    findings = match["findings"]
    assert [finding["outcome"] for finding in findings] == [*standing.musts, *standing.wishes]
    assert all(finding["reason"] for finding in findings)
    points = sum(finding["points"] for finding in findings)
    total = points + match["distance_points"] + match["base_points"]
    assert total == pytest.approx(match["score"], abs=1e-6)


def assert_same_changes(answered, expected):
    """Check one entry a must, then at most one radius."""
    changes = [
        {"drop": list(dropped.criterion.terms), "adds": dropped.adds}
        for dropped in expected.dropped
    ]
    if expected.widened is not None:
        changes.append(
            {"within_miles": expected.widened.within_miles, "adds": expected.widened.adds}
        )
    assert answered == changes
