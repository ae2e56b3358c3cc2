"""`verify-due` lists what to call next, for people and for programs."""

import json
from datetime import timedelta

import pytest

from matcher.domain.provenance import CuratedFact, Evidence, Provenance, Statement
from matcher.persistence import places
from matcher.persistence.base import db
from matcher.web.given import today
from tests.directory import a_row, listing
from tests.support.store import curate, small_gazetteer


@pytest.fixture
def due(app):
    """List a program of which something has run out, and one that nobody checked."""
    found = listing(app, a_row("Orchard"), a_row("Noise House", 9))
    on = today() - timedelta(days=400)
    said = Provenance("a call", on, Evidence.CALL, "Ada")
    fact = CuratedFact("aftercare", Statement.YES, said, on + timedelta(days=365))
    with app.app_context():
        places.replace_all(db.session, small_gazetteer())  # else the command copies all there are
        curate(db.session, found["Orchard"], fact)
    return app.test_cli_runner()


def test_the_list_names_what_runs_out_and_then_what_was_never_checked(due):
    result = due.invoke(args=["verify-due"])

    first, second = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "Orchard (Fresno, CA)" in first
    assert first.endswith("aftercare")
    assert second.startswith("never")
    assert "1 listings of which something runs out; 1 never checked." in result.stderr


def test_programs_read_the_same_as_json(due):
    result = due.invoke(args=["verify-due", "--json", "--limit", "1"])

    (row,) = json.loads(result.stdout)
    assert (row["name"], row["items"][0]["name"]) == ("Orchard", "aftercare")
    assert row["due_on"] == (today() - timedelta(days=35)).isoformat()


@pytest.mark.parametrize("limit", ["0", "many"])
def test_a_limit_that_is_none_is_refused_in_one_line(due, limit):
    result = due.invoke(args=["verify-due", "--limit", limit])

    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
