"""The front page after a list was changed: it shows what is in force, and what it shows counts."""

import re

import pytest

from matcher.persistence.base import db
from tests.stored import a_listing, some_places
from tests.web.test_find import FRONT, kept


@pytest.fixture
def client(app):
    """A browser over one listing, without the guard of forms."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        some_places(db.session)
        a_listing(db.session, "orchard", codes="SA DT MDET OP")
    return app.test_client()


def test_a_new_answer_overrules_a_change_made_on_the_list(client):
    client.post("/", data=FRONT | {"within": "25", "pick_detox": "must"})
    client.post("/matches/change", data={"radius": "100"})
    client.post("/matches/change", data={"relax": "medical_detox"})

    client.post("/", data=FRONT | {"within": "50", "pick_detox": "must"})

    assert kept(client)["steps"] == []


def chosen(page):
    """What the short form shows as chosen, by field, as a browser would send it."""
    (within,) = re.findall(r'<option value="([^"]+)" selected>', page)
    picks = re.findall(r'name="(pick_\w+)" value="(\w+)"[^>]* checked>', page)
    return {"within": within, **dict(picks)}


@pytest.mark.parametrize("miles", ["100", "500", "anywhere"])
def test_the_short_form_shows_what_was_changed_on_the_list(client, miles):
    client.post("/", data=FRONT | {"pick_detox": "must", "pick_couples": "nice"})
    client.post("/matches/change", data={"radius": miles})
    client.post("/matches/change", data={"relax": "medical_detox"})
    client.post("/matches/change", data={"drop": "couples_sessions"})

    shown = chosen(client.get("/").text)

    assert shown["within"] == miles
    assert shown["pick_detox"] == "nice"
    assert shown["pick_couples"] == "skip"


@pytest.mark.parametrize("miles", ["100", "500"])
def test_looking_elsewhere_keeps_what_was_changed_on_the_list_and_nothing_that_is_not_shown(
    client, miles
):
    client.post("/", data=FRONT | {"pick_detox": "must"})
    client.post("/matches/change", data={"radius": miles})
    client.post("/matches/change", data={"relax": "medical_detox"})
    changed = kept(client)["steps"]

    client.post("/", data=chosen(client.get("/").text) | {"near": "San Francisco, CA"})

    assert kept(client)["steps"] == changed
    assert kept(client)["answers"]["near"] == "San Francisco, CA"
    assert f"within {miles} miles" in client.get("/matches").text


def test_a_distance_of_the_list_may_be_sent_once_more_when_it_was_undone_elsewhere(client):
    client.post("/", data=FRONT)
    client.post("/matches/change", data={"radius": "500"})
    client.post("/matches/undo")

    answer = client.post("/", data=FRONT | {"within": "500"})

    assert answer.status_code == 303
    assert "within 500 miles" in client.get("/matches").text


def test_a_distance_that_was_skipped_is_anywhere(client):
    client.post("/find/1", data={"question": "near", "answer": "Fresno, CA"})

    shown = chosen(client.get("/").text)

    assert shown["within"] == "anywhere"


def test_a_form_that_was_opened_before_the_list_was_changed_asks_for_what_it_shows(client):
    client.post("/", data=FRONT | {"pick_aftercare": "skip"})
    client.post("/matches/change", data={"radius": "250"})

    client.post("/", data=FRONT | {"near": "San Francisco, CA"})

    assert "within 50 miles" in client.get("/matches").text
