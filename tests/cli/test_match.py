import json

import pytest

from matcher.persistence.base import db
from tests.builders import SAN_FRANCISCO
from tests.stored import a_listing, some_places


@pytest.fixture
def match(app, runner):
    """Run `match` over three listings, one of them nowhere."""
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "detox", codes="SA DT MDET ICO MD", name="Pear Tree")
        a_listing(db.session, "no detox", codes="SA OP SF", at=SAN_FRANCISCO, name="Plum Court")
        a_listing(db.session, "nowhere", at=None, name="Quince Row")
    return lambda *words: runner.invoke(args=["match", *words])


def said(result):
    """Return what was printed, its lines and boxes run together."""
    return " ".join(result.stdout.replace("│", " ").split())


def test_it_lists_programs_with_what_they_list_and_what_to_ask(match):
    asked = "--must medical_detox --wish couples_sessions=3 --wish aftercare,discharge_planning"

    result = match("--near", "Fresno, CA", *asked.split())

    assert result.exit_code == 0
    words = said(result)
    assert "1 list everything you must have, 0 to ask first, 1 miss one must" in words
    assert "1 have no known place" in words
    assert "Pear Tree" in words
    assert "559-555-0100" in words
    assert "Lists: medical detox" in words
    assert "Ask: aftercare or discharge planning" in words
    assert "Ask, not listed: couples sessions" in words


def test_it_shows_near_misses_and_what_would_change(match):
    result = match("--near", "93701", "--must", "detox", "--within", "200")

    words = said(result)
    assert "Everything but detox: Plum Court (Orchard House), Fresno, CA, 161" in words
    assert "Without detox: 1 more." in words


def test_it_says_what_looking_further_would_add(match):
    result = match("--near", "93701", "--within", "10")

    assert "Within 250 miles: 1 more." in said(result)


def test_names_from_listings_are_printed_as_they_are(match, app):
    with app.app_context():
        a_listing(db.session, name="[bold]Fig & Son[/bold] :cat:")

    result = match("--near", "93701")

    assert "[bold]Fig & Son[/bold] :cat:" in said(result)


def test_json_is_what_the_api_answers(match, client):
    asked = (
        "--near 93701 --within 50 --must medical_detox --must medicaid,sliding_fee"
        " --wish couples_sessions=3 --wish aftercare --closeness 0.5 --limit 7 --json"
    )

    result = match(*asked.split())

    expected = client.post(
        "/api/v1/matches",
        json={
            "near": "93701",
            "within_miles": 50,
            "must": ["medical_detox", {"any": ["medicaid", "sliding_fee"]}],
            "wish": [{"any": ["couples_sessions"], "weight": 3}, "aftercare"],
            "closeness": 0.5,
            "limit": 7,
        },
    ).get_json()
    assert result.exit_code == 0
    assert json.loads(result.stdout) == expected
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("words", "named", "hint"),
    [
        (["--near", "Springfield"], "--near", "Springfield, IL; Springfield, MA"),
        (["--near", "Frezno, CA"], "--near", "Fresno, CA"),
        (["--near", ""], "--near", "no place"),
        (["--near", "93701", "--must", "detoxx"], "--must", "Did you mean detox"),
        (["--near", "93701", "--must", "detox,aftercar"], "--must", "Did you mean aftercare"),
        (["--near", "93701", "--must", ""], "--must", "no term"),
        (["--near", "93701", "--wish", "couples=3"], "--wish", "couples_sessions"),
        (["--near", "93701", "--wish", "detox=9"], "--wish", "1, 2 or 3"),
        (["--near", "93701", "--wish", "detox="], "--wish", "1, 2 or 3"),
        (["--near", "93701", "--within", "-5"], "--within", "more than 0"),
        (["--near", "93701", "--within", "0"], "--within", "more than 0"),
        (["--near", "93701", "--within", "nan"], "--within", "more than 0"),
        (["--near", "93701", "--within", "far"], "--within", "float"),
        (["--near", "93701", "--closeness", "2"], "--closeness", "between 0 and 1"),
        (["--near", "93701", "--limit", "0"], "--limit", "1<=x<=100"),
        (["--near", "93701", "--limit", "101"], "--limit", "1<=x<=100"),
        (["--near", "93701", "--farther", "1"], "--farther", "No such option"),
        (["--within", "5"], "--near", "Missing option"),
        (["--near", "93701", "surplus"], "surplus", "unexpected"),
    ],
)
def test_bad_input_ends_with_two_and_one_line_that_names_the_option(match, words, named, hint):
    result = match(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert named in result.stderr
    assert hint in result.stderr


def test_help_names_every_option(match):
    result = match("--help")

    assert result.exit_code == 0
    for option in ("--near", "--within", "--must", "--wish", "--closeness", "--limit", "--json"):
        assert option in result.stdout
