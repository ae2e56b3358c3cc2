"""What changed in a listing, in words; taken back, and brought back."""

import re
from datetime import timedelta

import pytest

from matcher.domain.outcome import Outcome
from matcher.persistence.base import db
from matcher.services.importing import Options, run_import
from matcher.web.given import today
from tests.curating import ORCHARD, SLUG, a_curator, acts, id_of, orchard_now, send, send_page
from tests.directory import SURE, a_row, words
from tests.stored import TAXONOMY
from tests.support.store import an_edition

CALL = {"evidence": "call", "source": "call with the intake desk"}
NOTHING = " \N{EN DASH} "
HISTORY = f"/curate/history/{SLUG}"


@pytest.fixture
def app(house):
    return house


@pytest.fixture
def ada(app):
    client = a_curator(app, name="Ada")
    send(client, ORCHARD, "say-detox", say__aftercare="yes", **CALL)
    send(client, f"{ORCHARD}/changes", "/publish", why="They told me")
    return client


def undo_link(page):
    return re.search(rf'href="({HISTORY}/undo/\d+)"', page)[1]


def test_every_change_says_who_when_why_before_and_after(ada):
    page = words(ada.get(HISTORY).text)

    assert "Edited by a curator" in page
    assert "by Ada." in page
    assert "Why: They told me" in page
    assert f"Aftercare{NOTHING}Yes" in page
    assert f"Aftercare: evidence{NOTHING}a call" in page
    assert "recorded_by" not in page


def test_an_import_shows_which_services_it_added_and_took_away(app, ada):
    orchard = a_row("Orchard", codes="SA * OP * MD * DT", intake1="559-555-0166")
    rows = [orchard, a_row("Noise House", 9, "SF")]
    with app.app_context():
        run_import(db.session, TAXONOMY, an_edition(*rows, year=2025), Options(on=today()))

    page = words(ada.get(HISTORY).text)

    gone = set(SURE.replace("*", " ").split()) - {"SA", "OP", "MD", "DT"}
    names = [TAXONOMY.codes[code].name for code in gone if code in TAXONOMY.codes]
    assert f"SU lists now{NOTHING}{TAXONOMY.codes['DT'].name}" in page
    assert all(name in page.partition("SU lists no more")[2] for name in names)
    assert f"SU: Phone for getting in{NOTHING}559-555-0166" in page
    assert "Imports are taken back whole" in page


def test_a_change_is_looked_at_then_taken_back_then_brought_back(app, ada):
    asked = ada.get(undo_link(ada.get(HISTORY).text))
    assert "Orchard" in asked.text
    assert orchard_now(app).outcome("aftercare") is Outcome.MET

    told = send_page(ada, asked.text, "why", why="A mistake")
    assert "A change was taken back" in words(told.text)
    assert orchard_now(app).outcome("aftercare") is Outcome.UNKNOWN

    send(ada, undo_link(told.text), "why", why="No mistake after all")
    assert orchard_now(app).outcome("aftercare") is Outcome.MET


def test_a_change_is_not_taken_back_twice(ada):
    page = ada.get(undo_link(ada.get(HISTORY).text)).text
    send_page(ada, page, "why", why="once")

    again = send_page(ada, page, "why", why="twice")

    assert again.status_code == 409
    assert "This was taken back already" in again.text


def test_taking_back_asks_why(app, ada):
    page = send(ada, undo_link(ada.get(HISTORY).text), "why")

    assert page.status_code == 422
    assert orchard_now(app).outcome("aftercare") is Outcome.MET


def test_an_import_is_not_taken_back_from_one_programs_history(app, ada):
    first = acts(app, id_of(app))[-1]

    refused = ada.get(f"{HISTORY}/undo/{first.id}")

    assert first.kind == "import"
    assert refused.status_code == 409


def test_the_page_of_a_day_shows_what_the_public_read_then(ada):
    answer = send(ada, HISTORY, "/on", day=today().isoformat())

    assert "A page of the past" in answer.text
    assert "call with the intake desk" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_before_there_was_a_listing_the_page_says_so(ada):
    page = ada.get(f"{HISTORY}/on/{(today() - timedelta(days=4000)).isoformat()}")

    assert "there was no listing of Orchard yet" in page.text


@pytest.mark.parametrize("day", ["yesterday!", "2026-13-01"])
def test_a_day_that_is_none_is_asked_again(ada, day):
    assert send(ada, HISTORY, "/on", day=day).status_code == 422
    assert ada.get(f"{HISTORY}/on/2026-13-01").status_code == 404
